"""The vocabularies of the list, and that every code written anywhere exists."""

from collections.abc import Iterator

import pytest

from tsunagu.reference import listing
from tsunagu.reference.listing_rules import listing_file
from tsunagu.reference.loading import ReferenceDataError, as_shape, known, load
from tsunagu.reference.menus import all_needs, display_columns, need
from tsunagu.reference.skills import answer_levels, skill_areas, skill_subitems, threshold_table
from tsunagu.reference.themes import themes_file
from tsunagu.reference.vocabulary import Term, UnknownCodeError, Vocabulary
from tsunagu.specialists.marks import AUDIT_QUALIFICATIONS, LEVELS, THRESHOLDS
from tsunagu.specialists.states import MOVES, Availability, ListingState


def test_the_survey_has_six_areas_25_subitems_and_64_questions() -> None:
    assert [area.code for area in skill_areas()] == ["S1", "S2", "S3", "S4", "S5", "S6"]
    assert len(skill_subitems()) == 25
    assert sum(len(item.questions) for item in skill_subitems().values()) == 64


def test_rules_and_data_have_the_same_thresholds_and_levels() -> None:
    assert threshold_table() == THRESHOLDS
    assert list(answer_levels()) == list(LEVELS)
    for item in skill_subitems().values():
        assert item.threshold == THRESHOLDS[len(item.questions)]


@pytest.mark.parametrize(
    ("vocabulary", "count"),
    [
        (listing.support_forms, 8),
        (listing.periods, 5),
        (listing.industries, 15),
        (listing.qualifications, 12),
        (listing.affiliation_kinds, 3),
        (listing.availability_states, 4),
        (listing.prefectures, 47),
        (listing.themes, 6),
    ],
)
def test_vocabularies_have_the_official_number_of_terms(vocabulary: object, count: int) -> None:
    assert len(vocabulary()) == count


def test_fee_bands_follow_one_another_without_a_gap() -> None:
    bands = listing.fee_bands()
    assert [band.code for band in bands] == [f"p{no}" for no in range(7)]
    assert [band.least for band in bands[1:]] == [band.most + 1 for band in bands[:-1]]
    assert bands[-1].most is None


@pytest.mark.parametrize(
    ("least", "most", "codes"),
    [
        (0, 0, ["p0"]),
        (20_000, 29_999, ["p3"]),
        (40_000, None, ["p5", "p6"]),
        (9_999, 10_000, ["p1", "p2"]),
        (50_000, 50_000, ["p6"]),
    ],
)
def test_a_fee_meets_each_band_it_reaches_into(least: int, most: int | None, codes: list[str]) -> None:
    assert [band.code for band in listing.fee_bands() if band.meets(least, most)] == codes


def _codes_used() -> Iterator[tuple[str, Vocabulary | list[str], set[str]]]:
    needs = all_needs()
    yield "areas of needs", [column.area for column in display_columns()], {c for n in needs for c in n.areas}
    yield "themes of needs", [term.code for term in listing.themes()], {c for n in needs for c in n.themes}
    yield (
        "industries of needs",
        [t.code for t in listing.industries()],
        {c for n in needs for c in n.industries},
    )
    yield (
        "forms of needs",
        [t.code for t in listing.support_forms()],
        {n.support_form for n in needs if n.support_form},
    )
    yield "themes of the syllabus", [t.code for t in listing.themes()], {t.code for t in themes_file().themes}
    yield "audit qualifications", [t.code for t in listing.qualifications()], set(AUDIT_QUALIFICATIONS)


@pytest.mark.parametrize(
    ("name", "codes", "used"), list(_codes_used()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_code_written_anywhere_exists(name: str, codes: list[str], used: set[str]) -> None:
    assert used
    known(name, codes, used)


def test_a_code_that_does_not_exist_is_named() -> None:
    with pytest.raises(ReferenceDataError, match=r"^forms: no such code: by_mail$"):
        known("forms", ["onsite"], ["onsite", "by_mail"])


def test_a_need_that_leads_to_an_unknown_area_is_refused() -> None:
    from tsunagu.reference.menus import _MenusFile

    content = load("menus")
    menu = content["menus"][0]
    strange = menu | {"needs": [menu["needs"][0] | {"areas": ["S9"]}, *menu["needs"][1:]]}
    with pytest.raises(ReferenceDataError, match="needs: areas: no such code: S9"):
        as_shape(content | {"menus": [strange, *content["menus"][1:]]}, _MenusFile, where="menus.yaml")


def test_states_in_code_and_data_are_the_same() -> None:
    rows = listing_file().listing_states
    assert [state.value for state in ListingState] == [row.code for row in rows]
    assert {row.code: set(row.next) for row in rows} == {str(was): set(map(str, to)) for was, to in MOVES.items()}
    assert [state.name.lower() for state in Availability] == [term.code for term in listing.availability_states()]


def test_a_terms_place_is_its_bit() -> None:
    assert (listing.prefectures().place("01"), listing.prefectures().place("47")) == (0, 46)
    assert listing.support_forms()["online_consulting"].facts["list_label"] == "オンラインコンサルティング"


def test_unknown_codes_are_refused() -> None:
    with pytest.raises(UnknownCodeError, match="prefectures: no code '48'"):
        listing.prefectures().place("48")
    with pytest.raises(UnknownCodeError, match="needs: no code 'Z-1'"):
        need("Z-1")


def test_a_vocabulary_with_a_code_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="v: a code stands twice"):
        Vocabulary("v", (Term("a", "甲"), Term("a", "乙")), "")


def test_retired_terms_stay_but_are_not_offered() -> None:
    kept = Vocabulary("v", (Term("a", "甲", retired=True), Term("b", "乙")), "")
    assert [term.code for term in kept.current] == ["b"]
    assert kept["a"].name == "甲"
