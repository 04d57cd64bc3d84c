"""When a listing is asked whether it is still true, and what follows from silence. Plain functions on JST days.

Source: product J2 (asked every 90 days, one button keeps it fresh; stale listings get a note and finally hide);
reference 10, update_requested → stale → hidden. Every step is told before it happens, also after a standstill.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tsunagu.base.calendar import days_after
from tsunagu.specialists.states import ListingState, ReminderKind

RENEWALS = ((4, 1), (10, 1))  # months and days the register renews on: registrations begin and end there
COVERS = 14  # a confirmation so many days before a renewal counts for it: nobody is asked twice in two weeks
_S, _K = ListingState, ReminderKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Days: a confirmation is fresh, to answer before the note, from the note to hiding, a warning stands before."""

    fresh: int
    reply: int
    hide: int
    warn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A listing as the rules see it. `since`: day of its state; `told`: letters since then → the day each is about."""

    state: ListingState
    since: date
    confirmed_on: date | None
    told: Mapping[ReminderKind, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """What is due: a letter of a kind about a day, and the state it comes with (None: only told)."""

    kind: ReminderKind
    about_on: date
    to: ListingState | None = None


def last_renewal(day: date) -> date:
    """The latest day the register renewed on, the day itself included."""
    days = [date(year, *of) for year in (day.year - 1, day.year) for of in RENEWALS]
    return max(one for one in days if one <= day)


def asked_next_on(confirmed_on: date, *, fresh: int) -> date:
    """The first day on which somebody who confirmed then is asked again."""
    covered = days_after(confirmed_on, COVERS)
    years = (covered.year, covered.year + 1)
    renewal = min(day for year in years for of in RENEWALS if (day := date(year, *of)) > covered)
    return min(days_after(confirmed_on, fresh), renewal)


def why_asked(confirmed_on: date | None, *, fresh: int, today: date) -> ReminderKind | None:
    """Why somebody on the list is asked today; None = not today. Nobody is asked twice for one renewal."""
    if confirmed_on is None or days_after(confirmed_on, fresh) <= today:
        return _K.ASKED
    return _K.RENEWAL if days_after(confirmed_on, COVERS) < last_renewal(today) else None


def case_day(case: Case) -> date:
    """The day the running step began: the settings of this day hold for it, also when they change meanwhile."""
    if case.state is _S.PUBLISHED:
        return case.confirmed_on or case.since
    if case.state is _S.UPDATE_REQUESTED:
        return max((case.told[kind] for kind in (_K.ASKED, _K.RENEWAL) if kind in case.told), default=case.since)
    return case.told.get(_K.NOTED, case.since)


def next_step(case: Case, terms: Terms, *, today: date) -> Step | None:
    """The one step due today; None = nothing. Taken, it is not due again, and the next one is days away."""
    if case.state is _S.PUBLISHED:
        why = why_asked(case.confirmed_on, fresh=terms.fresh, today=today)
        return Step(why, today, _S.UPDATE_REQUESTED) if why else None
    if case.state is _S.UPDATE_REQUESTED:
        if not case.told.keys() & {_K.ASKED, _K.RENEWAL}:
            return Step(_K.ASKED, today)  # asked by nobody's letter: asked first
        return _warned_then(case, terms, Step(_K.NOTED, today, _S.STALE), today=today)
    if case.state is _S.STALE:
        return _warned_then(case, terms, Step(_K.HIDDEN, today, _S.HIDDEN), today=today)
    return None


def silence_ends_on(case: Case, terms: Terms, *, today: date) -> date | None:
    """The day of the note (asked) or of hiding (with a note) when nobody answers; None in other states.

    A warning that was written keeps its day; otherwise the full warning time is still to come.
    """
    if case.state not in _WARNINGS:
        return None
    days = _days(case, terms)
    planned = days_after(case_day(case), days)
    return case.told.get(_WARNINGS[case.state]) or max(planned, days_after(today, _warned_before(terms, days)))


_WARNINGS = {_S.UPDATE_REQUESTED: _K.BEFORE_NOTE, _S.STALE: _K.BEFORE_HIDING}


def _days(case: Case, terms: Terms) -> int:
    return terms.reply if case.state is _S.UPDATE_REQUESTED else terms.hide


def _warned_before(terms: Terms, days: int) -> int:
    """Never on the day of the letter before."""
    return min(terms.warn, days - 1)


def _warned_then(case: Case, terms: Terms, then: Step, *, today: date) -> Step | None:
    """First the warning with its day; on that day, or later, what it warned of."""
    warning, day = _WARNINGS[case.state], silence_ends_on(case, terms, today=today)
    if day is None:
        return None
    if warning in case.told:
        return then if day <= today else None
    is_time = days_after(today, _warned_before(terms, _days(case, terms))) >= day
    return Step(warning, day) if is_time else None
