"""What a specialist reads about themselves."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from tsunagu.base.calendar import month_of
from tsunagu.specialists.availability_rules import availability_words
from tsunagu.specialists.freshness_queries import has_new_terms
from tsunagu.specialists.freshness_rules import asked_next_on
from tsunagu.specialists.models import Listing, PublishedSheet, RegisterEntry
from tsunagu.specialists.states import LISTED, Availability, HiddenReason, ListingState, RegisterStatus


@dataclass(frozen=True, slots=True)
class OwnIntake:
    """How much this JST month brought, how much the specialist wants at most, and a rest they take."""

    load: int
    monthly_cap: int
    paused_until: date | None
    availability: Availability = Availability.AVAILABLE
    available_from: date | None = None

    @property
    def words(self) -> str:
        """The availability as the list says it, with the day it ends by itself."""
        return availability_words(self.availability, self.available_from)

    @property
    def is_full(self) -> bool:
        """Nothing more is delivered this month."""
        return self.load >= self.monthly_cap


@dataclass(frozen=True, slots=True)
class OwnRegisterEntry:
    """The line of the official register about this number."""

    registered_on: date
    valid_until: date
    status: RegisterStatus
    courses_done_on: date | None
    extract_on: date


@dataclass(frozen=True, slots=True)
class OwnListing:
    """Where the specialist's place on the list stands. `intake` None: nothing was published yet.

    `has_new_terms`: the terms of use changed since the owner agreed to them.
    """

    riss_no: str
    name: str
    name_kana: str
    state: ListingState
    since: datetime
    reason: HiddenReason | None
    confirmed_on: date | None
    intake: OwnIntake | None
    register: OwnRegisterEntry | None
    has_new_terms: bool = False

    @property
    def is_listed(self) -> bool:
        """Whether the public sees the sheet now."""
        return self.state in LISTED

    def asked_again_on(self, *, fresh_days: int) -> date | None:
        """When the specialist is asked whether everything is still true; None while asked or not on the list."""
        if self.confirmed_on is None or self.state is not ListingState.PUBLISHED:
            return None
        return asked_next_on(self.confirmed_on, fresh=fresh_days)


def own_listing(listings: QuerySet[Listing], *, today: date) -> OwnListing | None:
    """The one of `listings` (access.listings_visible_to of a specialist), with its month and register: two queries."""
    listing = listings.select_related("specialist__sheet", "specialist__user").first()
    if listing is None:
        return None
    entry = RegisterEntry.objects.filter(riss_no=listing.specialist.riss_no).first()
    sheet: PublishedSheet | None = getattr(listing.specialist, "sheet", None)
    return OwnListing(
        riss_no=listing.specialist.riss_no,
        name=listing.specialist.name,
        name_kana=listing.specialist.name_kana,
        state=listing.state_now,
        since=listing.moved_at,
        reason=HiddenReason(listing.hidden_reason) if listing.hidden_reason else None,
        confirmed_on=listing.confirmed_on,
        intake=_intake(sheet, today) if sheet else None,
        register=_register(entry) if entry else None,
        has_new_terms=has_new_terms(listing.specialist),
    )


def _intake(sheet: PublishedSheet, today: date) -> OwnIntake:
    is_paused = sheet.paused_until is not None and sheet.paused_until >= today
    return OwnIntake(
        load=sheet.load if sheet.load_month == month_of(today) else 0,
        monthly_cap=sheet.monthly_cap,
        paused_until=sheet.paused_until if is_paused else None,
        availability=Availability(sheet.availability),
        available_from=sheet.available_from,
    )


def _register(entry: RegisterEntry) -> OwnRegisterEntry:
    return OwnRegisterEntry(
        registered_on=entry.registered_on,
        valid_until=entry.valid_until,
        status=RegisterStatus(entry.status),
        courses_done_on=entry.courses_done_on,
        extract_on=entry.extract_on,
    )
