"""What a sheet says becomes the numbers and the words the list works with."""

from dataclasses import replace
from datetime import date

import pytest

from tests.specialists.published import CONTENT, MARKS
from tsunagu.base.text import query_grams
from tsunagu.reference.listing import fee_bands, prefectures, support_forms, themes
from tsunagu.reference.vocabulary import UnknownCodeError
from tsunagu.specialists.content import (
    BANDS,
    MARK_COLUMNS,
    NO_END,
    Fee,
    HeldQualification,
    audit_proof_until,
    form_bands_mask,
    is_emergency_capable,
    search_facts,
    search_words,
)
from tsunagu.specialists.models import PublishedSheet
from tsunagu.specialists.states import AreaMark, Availability

CHECKED = date(2026, 4, 1)
ENDS = date(2027, 3, 31)


def held(code: str, *, verified: bool = True, until: date | None = ENDS) -> HeldQualification:
    return HeldQualification(code, code, "見本 花子", "証明書", CHECKED if verified else None, until)


def bands_of(*fees: Fee) -> set[tuple[str, int]]:
    mask = form_bands_mask(fees)
    return {
        (form.code, band)
        for place, form in enumerate(support_forms())
        for band in range(BANDS)
        if mask >> (place * BANDS + band) & 1
    }


def test_there_is_a_bit_for_every_fee_band_and_they_fit_into_the_column() -> None:
    assert (BANDS, len(support_forms()) * BANDS <= 63) == (len(fee_bands()), True)


@pytest.mark.parametrize(
    ("fee", "bands"),
    [
        (Fee("onsite_consulting", 0, 0), {0}),
        (Fee("onsite_consulting", 1, 9_999), {1}),
        (Fee("onsite_consulting", 9_999, 10_000), {1, 2}),
        (Fee("onsite_consulting", 20_000, 45_000), {3, 4, 5}),
        (Fee("onsite_consulting", 30_000, None), {4, 5, 6}),
        (Fee("onsite_consulting", 0, None), {0, 1, 2, 3, 4, 5, 6}),
    ],
)
def test_a_fee_sets_the_bit_of_every_band_it_reaches_into(fee: Fee, bands: set[int]) -> None:
    assert bands_of(fee) == {("onsite_consulting", band) for band in bands}


def test_forms_do_not_mix_their_bands() -> None:
    fees = (Fee("onsite_consulting", 0, 0), Fee("incident_emergency", 50_000, None))

    assert bands_of(*fees) == {("onsite_consulting", 0), ("incident_emergency", 6)}


@pytest.mark.parametrize(
    ("form", "s5", "capable"),
    [
        ("incident_emergency", AreaMark.DOUBLE_CIRCLE, True),
        ("incident_emergency", AreaMark.CIRCLE, True),
        ("incident_emergency", AreaMark.BLANK, False),
        ("onsite_consulting", AreaMark.DOUBLE_CIRCLE, False),
    ],
)
def test_emergencies_need_the_form_and_the_skill(form: str, s5: AreaMark, *, capable: bool) -> None:
    assert is_emergency_capable([Fee(form, 0, None)], s5) == capable


@pytest.mark.parametrize(
    ("qualifications", "until"),
    [
        ([], None),
        ([held("itc")], None),
        ([held("cisa", verified=False)], None),
        ([held("cisa")], ENDS),
        ([held("cisa", until=None)], NO_END),
        ([held("cisa"), held("cisa", until=date(2028, 3, 31))], date(2028, 3, 31)),
    ],
)
def test_audit_evidence_stands_until_its_last_checked_proof_ends(qualifications: list, until: date | None) -> None:
    assert audit_proof_until(qualifications) == until


@pytest.mark.parametrize(
    ("qualification", "today", "verified"),
    [
        (held("cisa"), ENDS, True),
        (held("cisa"), date(2027, 4, 1), False),
        (held("cisa", until=None), date(2099, 1, 1), True),
        (held("cisa", verified=False), CHECKED, False),
    ],
)
def test_a_proof_holds_to_its_last_day(qualification: HeldQualification, today: date, *, verified: bool) -> None:
    assert qualification.is_verified(today=today) == verified


def test_facts_are_columns_of_the_sheet() -> None:
    columns = {field.name for field in PublishedSheet._meta.local_fields}

    assert sorted(search_facts(CONTENT, MARKS).keys() - columns) == []


def test_facts_follow_from_content_and_marks() -> None:
    facts = search_facts(CONTENT, MARKS)

    assert (facts["prefectures"], facts["themes_able"], facts["themes_delivered"]) == (
        1 << prefectures().place("13") | 1 << prefectures().place("14"),
        themes().mask(["T1", "T2"]),
        themes().mask(["T1"]),
    )
    assert (facts["forms"], facts["first_free_forms"]) == (
        support_forms().mask(["onsite_consulting", "incident_emergency"]),
        support_forms().mask(["onsite_consulting"]),
    )
    assert (facts["residence"], facts["organisation"], facts["monthly_cap"], facts["availability"]) == (
        "13", "見本事務所", 3, Availability.AVAILABLE,
    )  # fmt: skip
    assert {area: facts[f"mark_{area.lower()}"] for area in MARK_COLUMNS} == {
        area: MARKS.get(area, AreaMark.BLANK) for area in MARK_COLUMNS
    }
    assert facts["is_emergency_capable"] is False  # S5 is blank


@pytest.mark.parametrize(
    "wrong",
    [
        {"prefectures": ("48",)},
        {"residence": "00"},
        {"themes_able": ("T7",)},
        {"industries": ("magic",)},
        {"periods": ("ever",)},
        {"affiliation": "king"},
        {"fees": (Fee("by_mail", 0, None),)},
        {"qualifications": (HeldQualification("phd", "博士"),)},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_code_that_does_not_exist_is_refused(wrong: dict) -> None:
    with pytest.raises(UnknownCodeError):
        search_facts(replace(CONTENT, **wrong), MARKS)


@pytest.mark.parametrize(
    "word",
    [
        "見本", "はなこ", "ハナコ", "見本事務所", "ISMS", "ＩＳＭＳ", "一歩", "cisa", "ITコーディネータ", "東京都", "東京",
        "建設業", themes()["T1"].name, "訪問",
    ],
)  # fmt: skip
def test_every_word_of_the_sheet_can_be_looked_for(word: str) -> None:
    kept = search_words("見本 花子", "みほん はなこ", CONTENT).split()

    assert [gram for gram in query_grams(word) if gram not in kept] == []


def test_what_is_not_published_cannot_be_looked_for() -> None:
    kept = search_words("見本 花子", "みほん はなこ", CONTENT).split()

    assert [gram for gram in query_grams(CONTENT.contact.telephone.replace("-", "")) if gram in kept] == []
    assert [gram for gram in query_grams("example") if gram not in kept] != []
