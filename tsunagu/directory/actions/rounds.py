"""What the clock does to enquiries: reminders, deadlines, addresses nobody proved, and the end of what is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import JST, day_of
from tsunagu.directory.actions.answering import expire_target, remind_target
from tsunagu.directory.actions.ending import drop_unproved
from tsunagu.directory.enquiry_settings import clocks_on
from tsunagu.directory.models import Enquiry, EnquiryTarget
from tsunagu.directory.states import ClosedReason, EnquiryState, TargetState

PROVED_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Moved:
    """What one round did."""

    reminded: int
    expired: int
    dropped: int


def move_enquiries(*, by: Actor, at: datetime) -> Moved:
    """One round; each enquiry in a transaction of its own, so that it may be cut short and repeated."""
    clocks = clocks_on(day_of(at))
    waiting = EnquiryTarget.objects.filter(state=TargetState.WAITING).select_related("enquiry", "specialist__user")
    late = waiting.filter(deadline_at__lte=at).select_related("commitment").order_by("deadline_at", "pk")
    expired = sum(expire_target(target, by=by, at=at) for target in list(late))
    reminded = 0
    for is_urgent in (True, False):
        before = clocks.reminded_before(at, is_urgent=is_urgent)
        due = waiting.filter(
            enquiry__is_urgent=is_urgent, delivered_at__lte=before, reminded_at=None, deadline_at__gt=at
        )
        reminded += sum(remind_target(target, by=by, at=at) for target in list(due.order_by("pk")))
    unproved = Enquiry.objects.filter(state=EnquiryState.AWAITING_PROOF, made_at__lte=at - PROVED_WITHIN)
    dropped = sum(drop_unproved(enquiry, by=by, at=at) for enquiry in list(unproved.order_by("pk")))
    return Moved(reminded=reminded, expired=expired, dropped=dropped)


@transaction.atomic
def erase_enquiries(*, before: date, by: Actor, at: datetime) -> int:  # noqa: ARG001  (retention asks all alike)
    """Delete enquiries that ended, or if they never did were delivered, before a day; with all that hangs on them."""
    last = Coalesce("closed_at", "delivered_at", "made_at")
    return _erase(Enquiry.objects.annotate(last=last).filter(last__lt=_begin(before)))


@transaction.atomic
def erase_unproved(*, before: date, by: Actor, at: datetime) -> int:  # noqa: ARG001  (retention asks all alike)
    """Delete enquiries written before a day whose address nobody proved."""
    return _erase(Enquiry.objects.filter(closed_reason=ClosedReason.UNPROVED, made_at__lt=_begin(before)))


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), JST)


def _erase(enquiries: QuerySet[Enquiry]) -> int:
    """How many enquiries went; the cascade counts its own rows too."""
    numbers = list(enquiries.values_list("pk", flat=True))
    return Enquiry.objects.filter(pk__in=numbers).delete()[1].get("directory.Enquiry", 0)
