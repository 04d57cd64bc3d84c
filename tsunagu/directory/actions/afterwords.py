"""How a meeting went: two answers of each side, once. Never part of the order of the list (issue 3 §5)."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.directory.actions.meetings import ends_at
from tsunagu.directory.models import Afterword, EnquiryTarget
from tsunagu.directory.states import AppointmentState, Side
from tsunagu.journal.actions import record

TOO_EARLY = "答えられるのは、面談のあとです。"
ONCE = "もう答えています。ありがとうございました。"
BETWEEN = "1から5のどれかを選んでください。"


@transaction.atomic
def write_afterword(
    target: EnquiryTarget, side: Side, outcome: int, dealing: int, *, by: Actor, at: datetime
) -> Afterword:
    """Whether the matter moved on, and how the other side was to deal with: 1 to 5 each, once, after a meeting."""
    for field, value in {"outcome": outcome, "dealing": dealing}.items():
        if value not in range(1, 6):
            raise RuleBrokenError(BETWEEN, field=field)
    if not has_met(target, at=at):
        raise RuleBrokenError(TOO_EARLY)
    try:
        with transaction.atomic():
            afterword = Afterword.objects.create(
                target=target, side=side, outcome=outcome, dealing=dealing, written_at=at
            )
    except IntegrityError:
        raise RuleBrokenError(ONCE) from None
    record("afterword.written", on=target, by=by, at=at, side=side.value)
    return afterword


def has_met(target: EnquiryTarget, *, at: datetime) -> bool:
    """Whether a meeting of the two is over."""
    kept = target.appointments.filter(state__in=(AppointmentState.AGREED, AppointmentState.MET))
    return any(one.state_now is AppointmentState.MET or ends_at(one) <= at for one in kept)
