"""Applications that never came to anything are not kept: the person, what they wrote, their papers.

Source: vault/data/retention.yaml, `application` (個人情報保護法 第22条). Whoever was ever published stays.
"""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Q

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import JST
from tsunagu.journal.actions import record
from tsunagu.questionnaires.models import AnswerSet
from tsunagu.specialists.models import Specialist
from tsunagu.specialists.states import BEFORE_REVIEW, ListingState
from tsunagu.vault.actions import erase_file
from tsunagu.vault.models import StoredFile
from tsunagu.vault.scope import ScopeKind, scope_of

REASON = "申請の保存期間の満了"
AT_REST = BEFORE_REVIEW | {ListingState.WITHDRAWN}


def erase_applications(*, before: date, by: Actor, at: datetime) -> int:
    """Those nobody has written in or decided about since a day; each in a transaction of its own."""
    begin = datetime.combine(before, time(), JST)
    idle = Specialist.objects.filter(sheet=None, listing__state__in=AT_REST, listing__moved_at__lt=begin)
    found = idle.filter(Q(draft=None) | Q(draft__saved_at__lt=begin)).order_by("pk")
    erased = 0
    for specialist in list(found):
        _erase(specialist, by=by, at=at)
        erased += 1
    return erased


@transaction.atomic
def _erase(specialist: Specialist, *, by: Actor, at: datetime) -> None:
    scope = scope_of(ScopeKind.SPECIALIST, specialist.pk)
    for stored in StoredFile.objects.filter(scope=scope, erased_at=None):
        erase_file(stored, by=by, at=at, reason=REASON)
    AnswerSet.objects.filter(scope=scope).delete()
    record("application.erased", on=specialist, by=by, at=at)
    specialist.delete()
