"""専門家に伝える内容: an explicit act, told to the client, who may object; then the specialist no longer sees it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.actions.case_files import LONGEST_WORDS, OVER
from tsunagu.consultations.case_letters import tell_client, tell_ended, tell_keeper_of_objection
from tsunagu.consultations.case_words import told_words
from tsunagu.consultations.models import CaseCandidate, CaseFile, CaseSharing
from tsunagu.consultations.states import CANDIDATES_TOLD, CaseState, ShareItem
from tsunagu.journal.actions import record

NOT_ASKED = "先に、この専門家に頼んでください。"
OBJECTED = "企業が「止めてほしい」と申し出ています。企業が取り消すまで、伝えられません。"
NOTHING = "伝える内容を選んでください。"
NOTHING_TO_STOP = "いま伝えている内容はありません。画面を読み直してください。"


@transaction.atomic
def share(
    candidate: CaseCandidate, items: Collection[ShareItem], message: str = "", *, by: Actor, at: datetime
) -> CaseSharing:
    """Tell a specialist who was asked these items, as they stand now; the client is written to.

    Refuses nothing chosen, a client who objected, who is no longer asked, and a closed case.
    """
    case = _hold(candidate)
    if len(message) > LONGEST_WORDS:
        raise RuleBrokenError(f"{LONGEST_WORDS}文字までにしてください。", field="message")
    told: Any = told_words(case, [*items, ShareItem.MESSAGE], message)
    if not told.keys() - {ShareItem.MESSAGE.value}:
        raise RuleBrokenError(NOTHING, field="items")
    if candidate.sharings.filter(stopped_at__isnull=False).exists():
        raise RuleBrokenError(OBJECTED)
    if not CaseCandidate.objects.filter(pk=candidate.pk, state__in=CANDIDATES_TOLD).exists():
        raise RuleBrokenError(NOT_ASKED)
    sharing = CaseSharing.objects.create(
        scope=case.scope, case=case, candidate=candidate, told=told, shared_at=at
    )  # fmt: skip
    record("case.shared", on=sharing, by=by, at=at, case=case.pk, specialist=candidate.specialist_id, items=[*told])
    _write_to_client(case, by=by, at=at)
    return sharing


@transaction.atomic
def object_to(candidate: CaseCandidate, words: str, *, by: Actor, at: datetime) -> int:
    """「止めてほしい」: the specialist sees nothing of the client from now on; keeper and specialist are told.

    Returns how many sharings were stopped. Refuses when nothing is shared, and too many words.
    """
    if len(words) > LONGEST_WORDS:
        raise RuleBrokenError(f"{LONGEST_WORDS}文字までにしてください。", field="words")
    CaseFile.objects.filter(pk=candidate.case_id).update(touched_at=at)  # what is shared at this moment is stopped too
    stopped = candidate.sharings.filter(stopped_at=None).update(stopped_at=at, words=words.strip())
    if not stopped:
        raise RuleBrokenError(NOTHING_TO_STOP)
    record("case.objected", on=candidate, by=by, at=at, case=candidate.case_id, stopped=stopped)
    tell_keeper_of_objection(candidate.case, by=by, at=at)
    if candidate.state_now in CANDIDATES_TOLD and candidate.case.is_open:
        tell_ended(candidate, by=by, at=at)
    return stopped


@transaction.atomic
def allow_again(candidate: CaseCandidate, *, by: Actor, at: datetime) -> int:
    """The client takes the objection back: what was shared may be seen again. Refuses when nothing is stopped."""
    resumed = candidate.sharings.filter(stopped_at__isnull=False).update(stopped_at=None, words="")
    if not resumed:
        raise RuleBrokenError("もう取り消されています。画面を読み直してください。")
    CaseFile.objects.filter(pk=candidate.case_id).update(touched_at=at)
    record("case.allowed_again", on=candidate, by=by, at=at, case=candidate.case_id, resumed=resumed)
    return resumed


def _write_to_client(case: CaseFile, *, by: Actor, at: datetime) -> None:
    """Each time; while nobody has said the address is theirs, once a day (promises §3)."""
    unproved = CaseFile.objects.filter(pk=case.pk, confirmed_at=None)
    today = day_of(at)
    if case.confirmed_at is not None or unproved.exclude(mailed_on=today).update(mailed_on=today):
        tell_client(case, by=by, at=at)


def _hold(candidate: CaseCandidate) -> CaseFile:
    """Take the case until the transaction ends: sharing and closing come one after the other."""
    if not CaseFile.objects.filter(pk=candidate.case_id, state=CaseState.OPEN).update(state=CaseState.OPEN):
        raise RuleBrokenError(OVER)
    return CaseFile.objects.get(pk=candidate.case_id)


@transaction.atomic
def note_told_read(candidate: CaseCandidate, *, by: Actor, at: datetime) -> None:
    """A specialist opened what they were told: the client sees it on its page (promises §4)."""
    record("case.told_read", on=candidate.case, by=by, at=at, scope=candidate.scope, candidate=candidate.pk)
