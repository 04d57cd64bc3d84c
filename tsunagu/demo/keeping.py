"""What made-up listings were told before the season opens: asked, warned, noted; and two hidden for silence.

The letters themselves are not in the outbox; their rows are, so that the first round goes on where they stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from tsunagu.base.calendar import JST, days_after
from tsunagu.demo.naming import Name
from tsunagu.demo.people import Frame, Person, person
from tsunagu.demo.population import Population
from tsunagu.specialists.freshness_rules import Case, Terms, next_step
from tsunagu.specialists.models import Listing, ListingReminder
from tsunagu.specialists.states import HiddenReason, ListingState, ReminderKind
from tsunagu.upkeep.known_settings import known_settings

MORNING = time(7)
HIDDEN_DAYS_AGO = (3, 30)
LEAST = 20  # listed people of a season that shows this too


@dataclass(frozen=True, slots=True)
class Past:
    """Where a listing has come to, since when, and what was told: (kind, day it is about, when)."""

    state: ListingState
    since: datetime
    told: tuple[tuple[ReminderKind, date, datetime], ...]


def past_of(one: Person, *, today: date) -> Past | None:
    """What the daily round would have done until yesterday for somebody asked; None for whoever was not."""
    if one.confirmed_on is None or one.state is ListingState.PUBLISHED:
        return None
    asked_on = days_after(one.confirmed_on, _terms().fresh)
    case = Case(
        state=ListingState.UPDATE_REQUESTED,
        since=asked_on,
        confirmed_on=one.confirmed_on,
        told={ReminderKind.ASKED: asked_on},
    )
    told = [(ReminderKind.ASKED, asked_on, _morning(asked_on))]
    for day in (days_after(asked_on, number) for number in range(1, (today - asked_on).days)):
        if step := next_step(case, _terms(), today=day):
            told.append((step.kind, step.about_on, _morning(day)))
            letters = {step.kind: step.about_on} if step.to else {**case.told, step.kind: step.about_on}
            case = replace(case, state=step.to or case.state, since=day if step.to else case.since, told=letters)
    return Past(case.state, _morning(case.since), tuple(told))


def silent_people(drawn: Population, first: int, frame: Frame) -> list[Person]:
    """Two who did not answer and are hidden; with numbers from `first` on. A small season goes without.

    Their traits are those of two others.
    """
    if drawn.listed < LEAST:
        return []
    silence = _terms().fresh + _terms().reply + _terms().hide
    return [
        replace(
            person(drawn, place, str(first + place), frame),
            name=_name(drawn, place),
            state=ListingState.HIDDEN,
            hidden_reason=HiddenReason.NOT_CONFIRMED,
            confirmed_on=frame.today - timedelta(days=silence + ago),
            is_full=False,
        )
        for place, ago in enumerate(HIDDEN_DAYS_AGO)
    ]


def _name(drawn: Population, place: int) -> Name:
    """The family name of one and the given name of the next."""
    (family, family_kana), (given, given_kana) = drawn.names[place], drawn.names[place + 1]
    return f"{family.split()[0]} {given.split()[-1]}", f"{family_kana.split()[0]} {given_kana.split()[-1]}"


def write_told(listings: Sequence[Listing], pasts: Sequence[Past | None]) -> None:
    """The rows of the letters written about these listings."""
    ListingReminder.objects.bulk_create(
        ListingReminder(listing=listing, kind=kind, about_on=day, written_at=at)
        for listing, past in zip(listings, pasts, strict=True)
        for kind, day, at in (past.told if past else ())
    )


def _terms() -> Terms:
    fresh, reply, hide, warn = (
        int(known_settings()[f"listing.{name}"].default)
        for name in ("fresh_days", "update_reply_days", "stale_hide_days", "warn_days")
    )
    return Terms(fresh=fresh, reply=reply, hide=hide, warn=warn)


def _morning(day: date) -> datetime:
    return datetime.combine(day, MORNING, tzinfo=JST)
