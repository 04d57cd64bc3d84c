"""Enquiries as the specialist sees them. Never the sender's address; the telephone once it is needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from tsunagu.directory.models import EnquiryTarget
from tsunagu.directory.queries.enquiries import need_words
from tsunagu.directory.states import DeclineReason, TargetState
from tsunagu.reference.listing import prefectures

SHOWN = 100
OPEN = frozenset({TargetState.WAITING, TargetState.ACCEPTED})


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One enquiry in the specialist's inbox. `organisation` "" once the specialist has nothing to do with it."""

    key: int
    organisation: str
    need: str
    prefecture: str
    state: TargetState
    is_urgent: bool
    delivered_at: datetime
    deadline_at: datetime

    @property
    def waits(self) -> bool:
        """Whether it waits for an answer."""
        return self.state is TargetState.WAITING


@dataclass(frozen=True, slots=True)
class InboxEnquiry:
    """One enquiry as its specialist reads it. `telephone` "" until it is taken on, unless it is urgent."""

    row: InboxRow
    contact_name: str
    words: str
    telephone: str
    asked: int
    is_one_enough: bool
    reason: str
    answer: str
    answered_at: datetime | None


def inbox(targets: QuerySet[EnquiryTarget]) -> list[InboxRow]:
    """Of `access.targets_visible_to`: what waits first, the nearest deadline on top, then the newest: one query."""
    found = [_row(target) for target in targets.select_related("enquiry").order_by("-delivered_at", "-pk")[:SHOWN]]
    waiting = sorted((row for row in found if row.waits), key=lambda row: row.deadline_at)
    return [*waiting, *(row for row in found if not row.waits)]


def waiting_count(targets: QuerySet[EnquiryTarget]) -> int:
    """How many wait for an answer: one query."""
    return targets.filter(state=TargetState.WAITING).count()


def find_target(targets: QuerySet[EnquiryTarget], key: int) -> EnquiryTarget | None:
    """One of `access.targets_visible_to`, with what an answer needs: one query."""
    return targets.select_related("enquiry", "specialist__user", "commitment").filter(pk=key).first()


def inbox_enquiry(target: EnquiryTarget) -> InboxEnquiry:
    """What the specialist may read of it: one query. Declined, late or ended: only their own answer (promises §4)."""
    enquiry = target.enquiry
    may_read = target.state_now in OPEN
    may_call = may_read and (enquiry.is_urgent or target.state_now is TargetState.ACCEPTED)
    return InboxEnquiry(
        row=_row(target),
        contact_name=enquiry.contact_name if may_read else "",
        words=enquiry.words if may_read else "",
        telephone=enquiry.telephone if may_call else "",
        asked=enquiry.targets.filter(delivered_at__isnull=False).count(),
        is_one_enough=enquiry.is_one_enough,
        reason=DeclineReason(target.reason).label if target.reason else "",
        answer=target.words,
        answered_at=target.answered_at,
    )


def _row(target: EnquiryTarget) -> InboxRow:
    enquiry = target.enquiry
    if target.delivered_at is None or target.deadline_at is None:
        raise ValueError(f"{target} was not delivered")
    return InboxRow(
        key=target.pk,
        organisation=enquiry.organisation if target.state_now in OPEN else "",
        need=need_words(enquiry.need),
        prefecture=prefectures()[enquiry.prefecture].name,
        state=target.state_now,
        is_urgent=enquiry.is_urgent,
        delivered_at=target.delivered_at,
        deadline_at=target.deadline_at,
    )
