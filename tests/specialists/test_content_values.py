"""A sheet's content as plain values, and back."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.specialists.published import CONTENT
from tsunagu.reference.listing import (
    affiliation_kinds,
    industries,
    periods,
    prefectures,
    qualifications,
    support_forms,
    themes,
)
from tsunagu.reference.skills import skill_subitems
from tsunagu.specialists.content import Contact, Declared, Fee, HeldQualification, SheetContent
from tsunagu.specialists.content_values import WrongContentError, content_from, content_to
from tsunagu.specialists.states import Availability

WORDS = st.text(max_size=12)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
YEN = st.integers(0, 200_000)


def codes(vocabulary: Any) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from([term.code for term in vocabulary]), unique=True, max_size=4).map(tuple)


def some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


FORMS, HELD = (st.sampled_from([term.code for term in found]) for found in (support_forms(), qualifications()))
CONTENTS = st.builds(
    SheetContent,
    affiliation=st.sampled_from([term.code for term in affiliation_kinds()]),
    residence=st.sampled_from([term.code for term in prefectures()]),
    prefectures=codes(prefectures()),
    online=st.booleans(),
    fees=some(st.builds(Fee, FORMS, YEN, st.none() | YEN, st.booleans())),
    themes_able=codes(themes()),
    themes_delivered=codes(themes()),
    industries=codes(industries()),
    industries_delivered=codes(industries()),
    periods=codes(periods()),
    organisation=WORDS,
    qualifications=some(st.builds(HeldQualification, HELD, WORDS, WORDS, WORDS, st.none() | DAYS, st.none() | DAYS)),
    practice_years=st.integers(0, 60),
    cases_supported=st.integers(0, 9999),
    has_chamber_ties=st.booleans(),
    track_record=some(WORDS),
    other_work=some(WORDS),
    introduction=WORDS,
    availability=st.sampled_from(Availability),
    available_from=st.none() | DAYS,
    paused_until=st.none() | DAYS,
    monthly_cap=st.integers(0, 20),
    contact=st.builds(Contact, WORDS, WORDS, WORDS),
    open_data_agreed=st.booleans(),
    name=WORDS,
    name_kana=WORDS,
    photo=st.none() | st.integers(1, 9999),
    declared=st.builds(
        Declared, WORDS, st.none() | DAYS, WORDS, st.dictionaries(st.sampled_from(list(skill_subitems())), WORDS)
    ),
)


@given(CONTENTS)
def test_through_json_and_back_content_is_the_same(content: SheetContent) -> None:
    values = json.loads(json.dumps(content_to(content)))

    assert content_from(values) == content


def test_what_an_older_version_did_not_know_has_its_default() -> None:
    values = content_to(CONTENT)
    del values["declared"], values["photo"]

    assert content_from(values) == CONTENT


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"strange": 1}, "content: unknown strange"),
        ({"online": 1}, "content.online: expected bool, found int"),
        ({"practice_years": True}, "content.practice_years: expected int, found bool"),
        ({"residence": "99"}, "content.residence: no code '99'"),
        ({"prefectures": "13"}, "content.prefectures: expected a list"),
        ({"prefectures": ["13", 14]}, "content.prefectures[1]: expected str, found int"),
        ({"fees": [{"form": "moon", "min_yen": 1, "max_yen": None}]}, "content.fees: no code 'moon'"),
        ({"fees": [{"form": "other"}]}, "content.fees[0]: min_yen, max_yen missing"),
        ({"paused_until": "2026-02-30"}, "content.paused_until: '2026-02-30' is no date"),
        ({"availability": 9}, "content.availability: 9 is no Availability"),
        ({"contact": None}, "content.contact: expected an object"),
        ({"declared": {"grounds": {"S9-z": "x"}}}, "content.declared.grounds: no code 'S9-z'"),
        ({"declared": {"grounds": []}}, "content.declared.grounds: expected an object"),
    ],
)
def test_what_is_no_content_is_refused_and_the_place_named(change: dict[str, Any], message: str) -> None:
    with pytest.raises(WrongContentError) as refusal:
        content_from(content_to(CONTENT) | change)

    assert str(refusal.value) == message


def test_what_must_be_said_must_be_there() -> None:
    values = content_to(CONTENT)
    del values["residence"]

    with pytest.raises(WrongContentError, match=r"^content: residence missing$"):
        content_from(values)
