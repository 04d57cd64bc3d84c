"""利益相反: who should not meet says so, on either side."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.endings import tell_parted
from tsunagu.consultations.models import Conflict, Consultation
from tsunagu.consultations.states import ConflictReason, ConsultationState
from tsunagu.events.models import EventRegistration
from tsunagu.journal.actions import record
from tsunagu.specialists.models import Specialist

ONCE = "この組み合わせは、もう申し出を受けています。"
NONE = "この申し出は、もう取り消されています。画面を読み直してください。"
LONGEST = 500


@transaction.atomic
def declare_conflict(
    registration: EventRegistration, specialist: Specialist, reason: ConflictReason, words: str, *, by: Actor,
    at: datetime,
) -> Conflict:  # fmt: skip
    """These two do not meet at this event; a planned consultation of theirs is taken back.

    The company of a registration, once known, is kept with it: the word holds for its later registrations too.
    Refuses a second word for the same two, and what was written at length.
    """
    if len(words) > LONGEST:
        raise RuleBrokenError(f"{LONGEST}文字までにしてください（いま{len(words)}文字）。", field="words")
    try:
        with transaction.atomic():
            conflict = Conflict.objects.create(
                scope=registration.scope, registration=registration, company=registration.company,
                specialist=specialist, reason=reason, words=words, declared_at=at,
            )  # fmt: skip
    except IntegrityError:
        raise RuleBrokenError(ONCE) from None
    planned = Consultation.objects.filter(
        registration=registration, specialist=specialist, state=ConsultationState.PLANNED
    )
    cancelled = planned.count()
    tell_parted(registration, specialist.pk, by=by, at=at)
    planned.update(state=ConsultationState.CANCELLED)
    record("conflict.declared", on=conflict, by=by, at=at, reason_code=reason.value, cancelled=cancelled)
    return conflict


@transaction.atomic
def withdraw_conflict(registration: EventRegistration, specialist: Specialist, *, by: Actor, at: datetime) -> None:
    """The word is taken back by who keeps the event: the two may meet again. What was cancelled stays cancelled.

    Refuses when nothing was declared about these two, or somebody was faster.
    """
    conflict = Conflict.objects.filter(registration=registration, specialist=specialist).first()
    if conflict is None or not Conflict.objects.filter(pk=conflict.pk).delete()[0]:
        raise RuleBrokenError(NONE)
    record("conflict.withdrawn", on=("Conflict", conflict.pk), by=by, at=at)
