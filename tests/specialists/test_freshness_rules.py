"""Which step is due on which day: asked, warned, noted, warned, hidden; one at a time, each told before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagu.specialists.freshness_rules import (
    Case,
    Step,
    Terms,
    case_day,
    last_renewal,
    next_step,
    silence_ends_on,
    why_asked,
)
from tsunagu.specialists.states import ListingState as S
from tsunagu.specialists.states import ReminderKind as K

TERMS = Terms(fresh=90, reply=21, hide=24, warn=7)
START = date(2026, 11, 2)


def day(number: int) -> date:
    return START + timedelta(days=number)


def played(case: Case, terms: Terms, days: list[date]) -> list[tuple[K, date, date]]:
    """(letter, day of the round, day it is about) of a listing nobody answers for, with rounds on these days."""
    seen = []
    for today in days:
        while step := next_step(case, terms, today=today):
            seen.append((step.kind, today, step.about_on))
            told = {} if step.to else dict(case.told)
            case = Case(
                state=step.to or case.state,
                since=today if step.to else case.since,
                confirmed_on=case.confirmed_on,
                told=told | {step.kind: step.about_on},
            )
    return seen


def published(confirmed_on: date = START) -> Case:
    return Case(state=S.PUBLISHED, since=confirmed_on, confirmed_on=confirmed_on)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 3, 31), date(2025, 10, 1)),
        (date(2026, 4, 1), date(2026, 4, 1)),
        (date(2026, 9, 30), date(2026, 4, 1)),
        (date(2026, 10, 1), date(2026, 10, 1)),
        (date(2027, 1, 1), date(2026, 10, 1)),
    ],
)
def test_the_register_renews_twice_a_year(today: date, expected: date) -> None:
    assert last_renewal(today) == expected


@pytest.mark.parametrize(
    ("confirmed_on", "today", "why"),
    [
        (date(2026, 11, 2), date(2027, 1, 30), None),
        (date(2026, 11, 2), date(2027, 1, 31), K.ASKED),
        (date(2027, 3, 1), date(2027, 3, 31), None),
        (date(2027, 3, 1), date(2027, 4, 1), K.RENEWAL),
        (date(2027, 3, 1), date(2027, 4, 9), K.RENEWAL),
        (date(2027, 4, 1), date(2027, 4, 1), None),
        (date(2027, 3, 17), date(2027, 4, 1), K.RENEWAL),
        (date(2027, 3, 18), date(2027, 4, 1), None),
        (date(2026, 12, 1), date(2027, 4, 1), K.ASKED),
        (date(2026, 9, 16), date(2026, 10, 1), K.RENEWAL),
        (None, date(2026, 11, 2), K.ASKED),
    ],
)
def test_one_is_asked_after_90_days_and_when_the_register_renews(
    confirmed_on: date | None, today: date, why: K | None
) -> None:
    assert why_asked(confirmed_on, fresh=90, today=today) == why


def test_silence_leads_step_by_step_off_the_list_on_day_45() -> None:
    every_day = [day(number) for number in range(400)]

    assert played(published(), TERMS, every_day) == [
        (K.ASKED, day(90), day(90)),
        (K.BEFORE_NOTE, day(90 + 14), day(90 + 21)),
        (K.NOTED, day(90 + 21), day(90 + 21)),
        (K.BEFORE_HIDING, day(90 + 38), day(90 + 45)),
        (K.HIDDEN, day(90 + 45), day(90 + 45)),
    ]


def test_after_a_standstill_the_warning_comes_first_and_has_its_full_time() -> None:
    rounds = [day(90), *(day(number) for number in range(300, 400))]

    assert played(published(), TERMS, rounds) == [
        (K.ASKED, day(90), day(90)),
        (K.BEFORE_NOTE, day(300), day(307)),
        (K.NOTED, day(307), day(307)),
        (K.BEFORE_HIDING, day(324), day(331)),
        (K.HIDDEN, day(331), day(331)),
    ]


def test_who_stands_asked_without_a_letter_is_asked_first() -> None:
    case = Case(state=S.UPDATE_REQUESTED, since=day(0), confirmed_on=day(-200))

    assert next_step(case, TERMS, today=day(60)) == Step(K.ASKED, day(60), None)
    assert played(case, TERMS, [day(60), day(61), day(74), day(81)])[1:] == [
        (K.BEFORE_NOTE, day(74), day(81)),
        (K.NOTED, day(81), day(81)),
    ]


def test_who_stands_noted_without_a_letter_is_warned_before_hiding() -> None:
    case = Case(state=S.STALE, since=day(0), confirmed_on=day(-200))

    assert played(case, TERMS, [day(60), day(66), day(67)]) == [
        (K.BEFORE_HIDING, day(60), day(67)),
        (K.HIDDEN, day(67), day(67)),
    ]


@pytest.mark.parametrize("state", sorted(set(S) - {S.PUBLISHED, S.UPDATE_REQUESTED, S.STALE}))
def test_nothing_is_due_for_who_is_not_on_the_list(state: S) -> None:
    case = Case(state=state, since=day(0), confirmed_on=day(-900))

    assert (next_step(case, TERMS, today=day(900)), silence_ends_on(case, TERMS, today=day(900))) == (None, None)


def test_the_end_of_silence_is_known_from_the_ask_on_and_keeps_its_day_once_warned() -> None:
    asked = Case(state=S.UPDATE_REQUESTED, since=day(0), confirmed_on=day(-90), told={K.ASKED: day(0)})
    late = Case(state=S.UPDATE_REQUESTED, since=day(0), confirmed_on=day(-90), told={K.RENEWAL: day(0)})
    warned = Case(
        state=S.STALE, since=day(21), confirmed_on=day(-90), told={K.NOTED: day(21), K.BEFORE_HIDING: day(50)}
    )

    assert [silence_ends_on(one, TERMS, today=day(18)) for one in (asked, late, warned)] == [
        day(25), day(25), day(50)
    ]  # fmt: skip
    assert [silence_ends_on(asked, TERMS, today=day(0)), case_day(asked), case_day(warned)] == [
        day(21), day(0), day(21)
    ]  # fmt: skip


@given(
    terms=st.builds(
        Terms,
        fresh=st.integers(30, 200),
        reply=st.integers(7, 60),
        hide=st.integers(7, 60),
        warn=st.integers(1, 7),
    ),
    gaps=st.lists(st.integers(0, 120), min_size=1, max_size=60),
)
def test_whenever_the_rounds_are_made_each_step_is_told_before_and_comes_once(terms: Terms, gaps: list[int]) -> None:
    days, today = [], START
    for gap in gaps:
        today += timedelta(days=gap)
        days.append(today)

    seen = played(published(), terms, days)

    kinds = [kind for kind, _, _ in seen]
    whole = [kinds[0] if kinds else K.ASKED, K.BEFORE_NOTE, K.NOTED, K.BEFORE_HIDING, K.HIDDEN]
    on = {kind: made for kind, made, _ in seen}
    about = {kind: told for kind, _, told in seen}
    assert kinds == whole[: len(kinds)]
    assert [made for _, made, _ in seen] == sorted({made for _, made, _ in seen})
    for warning, then, days_before in ((K.BEFORE_NOTE, K.NOTED, terms.reply), (K.BEFORE_HIDING, K.HIDDEN, terms.hide)):
        if then in on:
            assert on[then] >= about[warning] >= on[warning] + timedelta(days=min(terms.warn, days_before - 1))
    if K.NOTED in on:
        assert on[K.NOTED] >= on[kinds[0]] + timedelta(days=terms.reply)
    if K.HIDDEN in on:
        assert on[K.HIDDEN] >= on[K.NOTED] + timedelta(days=terms.hide)
