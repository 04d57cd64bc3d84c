"""Random searches and random published sheets for hypothesis."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.directory.people import TODAY
from tsunagu.directory.conditions import FACETS, Conditions, read
from tsunagu.reference.listing import (
    affiliation_kinds,
    industries,
    periods,
    prefectures,
    qualifications,
    support_forms,
    themes,
)
from tsunagu.specialists.content import BANDS
from tsunagu.specialists.states import AreaMark, Availability

DAYS = st.dates(date(2026, 9, 1), date(2027, 3, 31))
WORDS = ("規程", "診断", "東京", "ISMS", "個人", "中", "セミナー 製造", "xyz", "監査 東京", "人")


def _facet(name: str) -> st.SearchStrategy[list[str]]:
    facet = FACETS[name]
    if facet.free:
        return st.sampled_from(WORDS).map(lambda words: [words])
    if facet.is_flag:
        return st.just(["1"])
    most = 3 if facet.many else 1
    return st.lists(st.sampled_from([code for code, _ in facet.choices()]), min_size=1, max_size=most)


def conditions(*, words: bool = False, most: int = 6) -> st.SearchStrategy[Conditions]:
    """Some facets with some of their values; with `words` also free words."""
    names = [name for name in FACETS if words or name != "q"]
    chosen = st.lists(st.sampled_from(names), unique=True, max_size=most)
    return chosen.flatmap(lambda some: st.fixed_dictionaries({name: _facet(name) for name in some})).map(
        lambda values: read(values)[0]
    )


def _mask(terms: int) -> st.SearchStrategy[int]:
    """Few bits, so that both answers are common."""
    return st.lists(st.integers(0, terms - 1), max_size=4).map(lambda bits: sum({1 << bit for bit in bits}))


def sheet_columns() -> st.SearchStrategy[dict[str, Any]]:
    """Values for every column a search looks at, and for those it must not look at."""
    vocabularies = {
        "prefectures": prefectures(), "forms": support_forms(), "first_free_forms": support_forms(),
        "themes_able": themes(), "themes_delivered": themes(), "industries": industries(),
        "industries_delivered": industries(), "periods": periods(), "qualifications": qualifications(),
    }  # fmt: skip
    marks = {
        f"mark_{area}": st.sampled_from(list(AreaMark)) for area in ("a0", "s1", "s2", "s3", "s4", "s5", "s6", "a7")
    }
    near = st.one_of(st.none(), DAYS, st.just(TODAY))
    return st.fixed_dictionaries(
        {
            **{column: _mask(len(vocabulary)) for column, vocabulary in vocabularies.items()},
            **marks,
            "form_bands": _mask(len(support_forms()) * BANDS),
            "online": st.booleans(),
            "has_chamber_ties": st.booleans(),
            "is_emergency_capable": st.booleans(),
            "affiliation": st.integers(0, len(affiliation_kinds()) - 1),
            "availability": st.sampled_from([int(state) for state in Availability]),
            "proof_until": near,
            "audit_proof_until": near,
            "paused_until": near,
            "registered_on": st.one_of(st.dates(date(2017, 4, 1), TODAY), st.sampled_from(ANNIVERSARIES)),
            "monthly_cap": st.integers(0, 3),
            "load_month": st.sampled_from([0, 202610, 202611, 202612]),
            "load": st.integers(0, 4),
            "cases_supported": st.integers(0, 500),
            "practice_years": st.integers(0, 40),
        }
    )


ANNIVERSARIES = [date(year, 11, day) for year in (2020, 2023) for day in (20, 21, 22)]
