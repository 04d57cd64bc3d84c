"""What waits for the office: applications, changes, proofs, criteria to look at again. A fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Case, Count, DateTimeField, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from tsunagu.base.calendar import JST
from tsunagu.base.labels import LabelledEnum
from tsunagu.seasons.models import ListingCriterion
from tsunagu.seasons.queries import criteria_in_force, current_season
from tsunagu.specialists.models import CriterionCheck, Listing, PublishedSheet, QualificationProof, SheetVersion
from tsunagu.specialists.review_rules import renewed_on
from tsunagu.specialists.states import LISTED, ListingState, ProofState, VersionState

_LONG_AGO = datetime(1900, 1, 1, tzinfo=JST)


class Waiting(LabelledEnum):
    """Why a listing stands in the queue."""

    NEW = "new", "新しい申請"
    IN_REVIEW = "in_review", "確認中"
    CHANGE = "change", "公開中の変更"
    PROOF = "proof", "資格の証明"
    RECHECK = "recheck", "基準の再確認"
    RETURNED = "returned", "差戻し（返事待ち）"


# RETURNED waits for the specialist, not for the office.
FOR_THE_OFFICE = (Waiting.NEW, Waiting.IN_REVIEW, Waiting.CHANGE, Waiting.PROOF, Waiting.RECHECK)
_HOLDS = {
    Waiting.NEW: Q(state=ListingState.SUBMITTED),
    Waiting.IN_REVIEW: Q(state=ListingState.VERIFYING),
    Waiting.CHANGE: Q(state__in=LISTED, version_at__isnull=False),
    Waiting.PROOF: Q(proof_at__isnull=False),
    Waiting.RETURNED: Q(state=ListingState.RETURNED),
}


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One listing that waits: why, since when, and how many criteria are ticked. (`since`, `key`): its place."""

    key: int
    riss_no: str
    name: str
    state: ListingState
    waiting: tuple[Waiting, ...]
    since: datetime
    met: int
    criteria: int


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """How many listings wait for the office, and for each reason."""

    whole: int
    by_reason: dict[Waiting, int]


@dataclass(frozen=True, slots=True)
class Queue:
    """Listings with everything the queue asks of them, not yet read; `criteria` in force on the day."""

    listings: QuerySet[Any]
    criteria: int

    def holds(self, waiting: Waiting) -> Q:
        """The condition of one reason."""
        if waiting is Waiting.RECHECK:
            return Q(state__in=LISTED, met__lt=self.criteria)
        return _HOLDS[waiting]

    def any_of(self, reasons: Sequence[Waiting]) -> Q:
        """The condition of any of the reasons."""
        found = Q()
        for waiting in reasons:
            found |= self.holds(waiting)
        return found


def review_queue(listings: QuerySet[Listing], *, today: date) -> Queue:
    """`listings` (access.listings_visible_to) with what waits on each: three queries, none of them per row.

    A check counts while its criterion is in force and the registration has not been renewed since.
    """
    criteria = criteria_in_force(current_season(on=today))
    waits = SheetVersion.objects.filter(specialist=OuterRef("specialist"), state=VersionState.SUBMITTED)
    papers = QualificationProof.objects.filter(specialist=OuterRef("specialist"), state=ProofState.GIVEN)
    return Queue(
        listings.annotate(
            renewed_at=_renewed_at(),
            version_at=Subquery(waits.values("made_at")[:1]),
            proof_at=Subquery(papers.order_by("given_at").values("given_at")[:1]),
            met=_met(criteria),
        ).annotate(since=Coalesce("version_at", "proof_at", "moved_at")),
        len(criteria),
    )


def queue_counts(queue: Queue) -> QueueCounts:
    """How many wait: one query. Who waits for two reasons counts in both, and once in the whole."""
    asked = {one.value: Count("pk", filter=queue.holds(one)) for one in Waiting}
    found = queue.listings.aggregate(whole=Count("pk", filter=queue.any_of(FOR_THE_OFFICE)), **asked)
    return QueueCounts(found["whole"], {one: found[one.value] for one in Waiting})


def queue_rows(
    queue: Queue,
    *,
    reasons: Sequence[Waiting] = FOR_THE_OFFICE,
    after: tuple[datetime, int] | None = None,
    limit: int = 50,
) -> list[QueueRow]:
    """Who waits longest comes first; on from the row after (since, key): one query."""
    found = queue.listings.filter(queue.any_of(reasons))
    if after is not None:
        since, key = after
        found = found.filter(Q(since__gt=since) | Q(since=since, pk__gt=key))
    return [_row(listing, queue) for listing in found.select_related("specialist").order_by("since", "pk")[:limit]]


def _row(listing: Listing, queue: Queue) -> QueueRow:
    told = vars(listing)  # what the queue annotated
    holds = {
        Waiting.NEW: listing.state_now is ListingState.SUBMITTED,
        Waiting.IN_REVIEW: listing.state_now is ListingState.VERIFYING,
        Waiting.CHANGE: listing.is_listed and told["version_at"] is not None,
        Waiting.PROOF: told["proof_at"] is not None,
        Waiting.RECHECK: listing.is_listed and told["met"] < queue.criteria,
        Waiting.RETURNED: listing.state_now is ListingState.RETURNED,
    }
    return QueueRow(
        key=listing.pk,
        riss_no=listing.specialist.riss_no,
        name=listing.specialist.name,
        state=listing.state_now,
        waiting=tuple(one for one, is_so in holds.items() if is_so),
        since=told["since"],
        met=told["met"],
        criteria=queue.criteria,
    )


def _renewed_at() -> Case:
    """When the registration's present span began, by its end on the sheet; there are few different ends."""
    ends = PublishedSheet.objects.order_by().values_list("register_valid_until", flat=True).distinct()
    spans = [
        When(
            specialist__sheet__register_valid_until=until,
            then=Value(datetime.combine(renewed_on(until), time(), JST)),
        )
        for until in sorted(ends)
    ]
    return Case(*spans, default=Value(_LONG_AGO), output_field=DateTimeField())


def _met(criteria: Sequence[ListingCriterion]) -> Coalesce:
    met = CriterionCheck.objects.filter(
        listing=OuterRef("pk"),
        criterion__in=[criterion.pk for criterion in criteria],
        is_met=True,
        checked_at__gte=OuterRef("renewed_at"),
    )
    counted = met.order_by().values("listing").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
