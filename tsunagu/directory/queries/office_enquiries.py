"""Enquiries as the secretariat sees them: by state and age, held ones with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from tsunagu.directory.models import Enquiry
from tsunagu.directory.queries.enquiries import need_words
from tsunagu.directory.states import ClosedReason, EnquiryState, HoldReason, TargetState
from tsunagu.reference.listing import prefectures


@dataclass(frozen=True, slots=True)
class EnquiryRow:
    """A line of the secretariat's list."""

    key: int
    made_at: datetime
    organisation: str
    need: str
    prefecture: str
    state: EnquiryState
    hold: HoldReason | None
    closed: ClosedReason | None
    is_urgent: bool
    asked: int
    waiting: int
    accepted: int


def enquiry_rows(
    enquiries: QuerySet[Enquiry],
    *,
    state: EnquiryState | None = None,
    before: tuple[datetime, int] | None = None,
    limit: int,
) -> list[EnquiryRow]:
    """Of `access.enquiries_visible_to`, the newest first, on from the row (made_at, id) `before`: one query."""
    found = enquiries.annotate(
        asked=Count("targets"),
        waiting=Count("targets", filter=Q(targets__state=TargetState.WAITING)),
        accepted=Count("targets", filter=Q(targets__state=TargetState.ACCEPTED)),
    )
    if state is not None:
        found = found.filter(state=state)
    if before is not None:
        found = found.filter(Q(made_at__lt=before[0]) | Q(made_at=before[0], pk__lt=before[1]))
    return [_row(enquiry) for enquiry in found.order_by("-made_at", "-pk")[:limit]]


def enquiry_counts(enquiries: QuerySet[Enquiry]) -> dict[EnquiryState, int]:
    """How many stand in each state: one query."""
    found = dict(enquiries.order_by().values_list("state").annotate(Count("pk")))
    return {state: found.get(state.value, 0) for state in EnquiryState}


def held_count() -> int:
    """How many wait for the secretariat: one query."""
    return Enquiry.objects.filter(state=EnquiryState.HELD).count()


def find_enquiry(enquiries: QuerySet[Enquiry], key: int) -> Enquiry | None:
    """One of `access.enquiries_visible_to`: one query."""
    return enquiries.filter(pk=key).first()


def hold_of(enquiry: Enquiry) -> HoldReason | None:
    """Why it was held, if it ever was."""
    return HoldReason(enquiry.hold_reason) if enquiry.hold_reason else None


def _row(enquiry: Enquiry) -> EnquiryRow:
    counts: dict[str, int] = vars(enquiry)
    return EnquiryRow(
        key=enquiry.pk,
        made_at=enquiry.made_at,
        organisation=enquiry.organisation,
        need=need_words(enquiry.need),
        prefecture=prefectures()[enquiry.prefecture].name,
        state=enquiry.state_now,
        hold=hold_of(enquiry),
        closed=ClosedReason(enquiry.closed_reason) if enquiry.closed_reason else None,
        is_urgent=enquiry.is_urgent,
        asked=counts["asked"],
        waiting=counts["waiting"],
        accepted=counts["accepted"],
    )
