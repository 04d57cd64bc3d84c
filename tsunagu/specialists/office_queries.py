"""Reads for the secretariat: how many listings stand where, and the listings themselves, page by page."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Replace

from tsunagu.base.calendar import month_of
from tsunagu.base.labels import LabelledEnum
from tsunagu.specialists.models import Listing, PublishedSheet
from tsunagu.specialists.states import LISTED, HiddenReason, ListingState

# 掲載できない公表理由, 18 people in the 2024 survey (reference 10, prototype_population.excluded).
PUBLISHED_REASONS = (HiddenReason.NO_SKILL_ANSWER, HiddenReason.EMPLOYER, HiddenReason.DECLINED)


class Intake(LabelledEnum):
    """Why somebody on the list takes no further enquiry now."""

    PAUSED = "paused", "受付を休んでいる"
    FULL = "full", "今月の受付がいっぱい"


@dataclass(frozen=True, slots=True)
class ListingCounts:
    """How many listings stand in each state, are hidden for each reason, and take nothing more now."""

    by_state: dict[ListingState, int]
    by_reason: dict[HiddenReason, int]
    by_intake: dict[Intake, int]

    @property
    def not_publishable(self) -> int:
        """Hidden for one of the three published reasons."""
        return sum(self.by_reason[reason] for reason in PUBLISHED_REASONS)


def listing_counts(*, today: date) -> ListingCounts:
    """Every state and reason, those without anybody too: two queries."""
    by_state = dict.fromkeys(ListingState, 0)
    by_reason = dict.fromkeys(HiddenReason, 0)
    rows = Listing.objects.order_by().values_list("state", "hidden_reason").annotate(count=Count("pk"))
    for state, reason, count in rows:
        by_state[ListingState(state)] += count
        if reason:
            by_reason[HiddenReason(reason)] += count
    listed = PublishedSheet.objects.filter(is_listed=True)
    found = listed.aggregate(**{kind.value: Count("pk", filter=_takes_nothing(kind, today)) for kind in Intake})
    return ListingCounts(by_state, by_reason, {kind: found[kind.value] for kind in Intake})


def _takes_nothing(kind: Intake, today: date, *, of: str = "") -> Q:
    """The condition on a published sheet; `of`: the way there, "specialist__sheet__"."""
    if kind is Intake.PAUSED:
        return Q(**{f"{of}paused_until__gte": today})
    return Q(**{f"{of}load_month": month_of(today), f"{of}load__gte": F(f"{of}monthly_cap")})


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingFilter:
    """What the secretariat asked for; None and "" = everything. `words`: a number's beginning, or part of a name."""

    state: ListingState | None = None
    reason: HiddenReason | None = None
    intake: Intake | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class ListingRow:
    """One line of the secretariat's list. (`since`, `key`) is its place in the order."""

    key: int
    riss_no: str
    name: str
    name_kana: str
    state: ListingState
    since: datetime
    reason: HiddenReason | None
    confirmed_on: date | None

    @property
    def is_listed(self) -> bool:
        """Whether the public sees the sheet now."""
        return self.state in LISTED


def listings_found(listings: QuerySet[Listing], asked: ListingFilter, *, today: date) -> QuerySet[Listing]:
    """Those of `listings` (access.listings_visible_to) that meet the filter."""
    if asked.state:
        listings = listings.filter(state=asked.state)
    if asked.reason:
        listings = listings.filter(hidden_reason=asked.reason)
    if asked.intake:
        listings = listings.filter(_takes_nothing(asked.intake, today, of="specialist__sheet__"), state__in=LISTED)
    return _with_words(listings, asked.words) if asked.words else listings


def _with_words(listings: QuerySet[Listing], words: str) -> QuerySet[Listing]:
    """A number by its beginning; a name or its reading by any part, with or without the space in between."""
    sought = "".join(words.split())
    if sought.isascii() and sought.isdecimal():
        return listings.filter(specialist__riss_no__startswith=sought)
    closed = {
        f"closed_{field}": Replace(F(f"specialist__{field}"), Value(" "), Value("")) for field in ("name", "name_kana")
    }
    return listings.alias(**closed).filter(Q(closed_name__contains=sought) | Q(closed_name_kana__contains=sought))


def listing_rows(
    listings: QuerySet[Listing], *, after: tuple[datetime, int] | None = None, limit: int = 50
) -> list[ListingRow]:
    """Who stands longest in their state comes first; on from the row after (since, key): one query."""
    if after is not None:
        since, key = after
        listings = listings.filter(Q(moved_at__gt=since) | Q(moved_at=since, pk__gt=key))
    return [_row(listing) for listing in listings.select_related("specialist").order_by("moved_at", "pk")[:limit]]


def _row(listing: Listing) -> ListingRow:
    return ListingRow(
        key=listing.pk,
        riss_no=listing.specialist.riss_no,
        name=listing.specialist.name,
        name_kana=listing.specialist.name_kana,
        state=listing.state_now,
        since=listing.moved_at,
        reason=HiddenReason(listing.hidden_reason) if listing.hidden_reason else None,
        confirmed_on=listing.confirmed_on,
    )
