from datetime import date

import pytest

from tests.directory.people import AT, OFFICE, TODAY, publish
from tsunagu.base.money import yen
from tsunagu.directory.conditions import Conditions
from tsunagu.directory.queries.sheets import rows_of
from tsunagu.directory.rows import Absence, HeldRow, ListRow, mark_cells
from tsunagu.directory.wording import fee_words, places_words
from tsunagu.reference.listing import prefectures
from tsunagu.specialists.actions import open_commitment
from tsunagu.specialists.content import Fee, HeldQualification
from tsunagu.specialists.states import AreaMark, Availability

YES, WELL = AreaMark.CIRCLE, AreaMark.DOUBLE_CIRCLE


def row(search: Conditions | None = None, *, today: date = TODAY) -> ListRow:
    (found,) = rows_of(["000001"], today=today, conditions=search or Conditions())
    return found


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [
        (0, 0, "無料・応相談"),
        (20_000, 30_000, "20,000円〜30,000円"),
        (15_000, 15_000, "15,000円"),
        (50_000, None, "50,000円〜"),
        (0, 10_000, "0円〜10,000円"),
        (0, None, "0円〜"),
        (999, 1_234_567, "999円〜1,234,567円"),
    ],
)
def test_fee_words(least, most, expected) -> None:
    assert fee_words(least, most) == expected


def test_yen() -> None:
    assert [yen(0), yen(999), yen(1000)] == ["0円", "999円", "1,000円"]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ((), "訪問なし"),
        (("13",), "東京都"),
        (("27", "13"), "東京都・大阪府"),
        (("11", "12", "13", "14"), "埼玉県・千葉県・東京都・神奈川県"),
        (("10", "11", "12", "13", "14"), "群馬県・埼玉県・千葉県・東京都 ほか1"),
        (tuple(term.code for term in prefectures())[1:], "青森県・岩手県・宮城県・秋田県 ほか42"),
        (tuple(term.code for term in prefectures()), "全国"),
    ],
)
def test_places_words(codes, expected) -> None:
    assert places_words(prefectures().mask(codes)) == expected


@pytest.mark.parametrize(
    ("mark", "until", "expected"),
    [
        (WELL, TODAY, (WELL, False)),
        (WELL, date(2026, 11, 20), (YES, True)),  # the proof ran out yesterday
        (WELL, None, (YES, True)),
        (YES, TODAY, (YES, False)),
        (YES, None, (YES, True)),
        (AreaMark.BLANK, TODAY, (AreaMark.BLANK, False)),
        (AreaMark.BLANK, None, (AreaMark.BLANK, False)),
    ],
)
def test_column_7_is_for_reference_without_proof_that_holds(db, mark, until, expected) -> None:
    sheet = publish(1, marks={"A7": mark})
    sheet.audit_proof_until = until

    cell = mark_cells(sheet, today=TODAY)[7]

    assert (cell.area, cell.mark, cell.is_reference) == ("A7", *expected)


@pytest.mark.django_db
def test_the_audit_column_follows_the_proof_of_an_audit_qualification() -> None:
    publish(
        1,
        marks={"S1": YES, "S2": YES, "A7": WELL},
        qualifications=(
            HeldQualification("cisa", "CISA", "事務局", "写し", date(2025, 1, 1), date(2026, 12, 31)),
            HeldQualification("itc", "ITC", "事務局", "写し", date(2025, 1, 1), None),
        ),
    )

    cells = [row(today=day).marks[7] for day in (date(2026, 12, 31), date(2027, 1, 1))]

    assert [(cell.mark, cell.is_reference) for cell in cells] == [(WELL, False), (YES, True)]


@pytest.mark.django_db
def test_eight_columns_in_order_and_those_shown_have_a_mark() -> None:
    publish(1, marks={"A0": YES, "S1": WELL, "S2": YES, "S5": WELL})

    found = row()

    assert [(cell.column, cell.area, cell.mark) for cell in found.marks] == [
        (0, "A0", YES), (1, "S1", WELL), (2, "S2", YES), (3, "S3", AreaMark.BLANK),
        (4, "S4", AreaMark.BLANK), (5, "S5", WELL), (6, "S6", AreaMark.BLANK), (7, "A7", AreaMark.BLANK),
    ]  # fmt: skip
    assert [cell.area for cell in found.marks if cell.mark] == ["A0", "S1", "S2", "S5"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "taken", "expected"),
    [
        ({}, 0, None),
        ({"monthly_cap": 2}, 1, None),
        ({"monthly_cap": 2}, 2, Absence("full", "今月の受付はいっぱいです")),
        ({"monthly_cap": 0}, 0, Absence("full", "今月の受付はいっぱいです")),
        ({"paused_until": date(2027, 1, 5)}, 0, Absence("paused", "1月5日までお休みです")),
        ({"paused_until": date(2026, 11, 20)}, 0, None),
        ({"availability": Availability.UNAVAILABLE}, 0, Absence("unavailable", "いまは対応できません")),
        (
            {"availability": Availability.UNAVAILABLE, "paused_until": TODAY},
            0,
            Absence("paused", "11月21日までお休みです"),
        ),
    ],
)
def test_words_for_who_takes_nobody(changed, taken, expected) -> None:
    sheet = publish(1, **changed)
    for reference in range(taken):
        open_commitment(sheet.specialist, "enquiry", str(reference), by=OFFICE, at=AT)

    assert row().absence == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "since", "expected"),
    [
        (Availability.AVAILABLE, None, "受付中"),
        (Availability.LIMITED, None, "条件付き（要相談・時期指定）"),
        (Availability.WAITLIST, date(2027, 2, 1), "予約待ち（2月1日から受付）"),
        (Availability.UNAVAILABLE, None, "現在対応不可"),
    ],
)
def test_words_of_availability(state, since, expected) -> None:
    publish(1, availability=state, available_from=since)

    found = row()

    assert (found.availability, found.availability_words) == (state, expected)


@pytest.mark.django_db
def test_a_row_says_what_was_declared() -> None:
    publish(
        1,
        name="架空 花子",
        register={"registered_on": date(2020, 11, 22)},
        organisation="見本事務所",
        prefectures=("13", "14"),
        online=True,
        fees=(
            Fee("long_term", 50_000, None),
            Fee("onsite_consulting", 20_000, 30_000),
            Fee("lecture_training", 0, 0, first_free=True),
        ),
        themes_able=("T2", "T1"),
        themes_delivered=("T2",),
        industries=("medical",),
        periods=("spot", "m6_12"),
        practice_years=12,
        cases_supported=7,
        has_chamber_ties=True,
        track_record=("一つ", "二つ"),
        qualifications=(
            HeldQualification("itc", "ITコーディネータ", "事務局", "写し", date(2025, 1, 1), date(2026, 11, 20)),
            HeldQualification("cisa", "CISA", "事務局", "写し", date(2025, 1, 1), TODAY),
            HeldQualification("cissp", "CISSP"),
        ),
    )

    found = row()

    assert (found.riss_no, found.name, found.organisation) == ("000001", "架空 花子", "見本事務所")
    assert (found.affiliation, found.residence, found.places, found.online) == (
        "独立",
        "東京都",
        "東京都・神奈川県",
        True,
    )
    assert [(form.code, form.fee, form.is_first_free) for form in found.forms] == [
        ("onsite_consulting", "20,000円〜30,000円", False),
        ("lecture_training", "無料・応相談", True),
        ("long_term", "50,000円〜", False),
    ]
    assert found.qualifications == (
        HeldRow("ITコーディネータ", is_verified=False),
        HeldRow("CISA", is_verified=True),
        HeldRow("CISSP", is_verified=False),
    )
    assert (len(found.themes_able), len(found.themes_delivered), len(found.industries), len(found.periods)) == (
        2,
        1,
        1,
        2,
    )
    assert found.track_record == ("一つ", "二つ")
    assert (found.register_years, found.practice_years, found.cases_supported) == (5, 12, 7)
    assert (found.has_chamber_ties, found.first_free, found.is_emergency_capable, found.is_stale) == (
        True,
        True,
        False,
        False,
    )
    assert found.confirmed_on == date(2026, 10, 1)


@pytest.mark.django_db
def test_a_row_says_why_it_fits_and_why_not() -> None:
    publish(1, online=True, themes_able=("T1",))

    found = row(Conditions(place=("27",), theme=("T1",), industry=("medical",)))

    assert found.reasons == ("オンラインで対応します", "テーマに対応できます")
    assert [(line.label, line.points, line.most, line.because) for line in found.lines] == [
        ("場所", 20, 30, "オンラインで対応します"),
        ("指導テーマ", 25, 25, "テーマに対応できます"),
        ("得意な領域", 20, 20, "条件なし（全員に満点）"),
        ("業種", 0, 15, "当てはまりません"),
        ("確認済みの他資格", 0, 4, "当てはまりません"),
        ("登録からの年数", 0, 3, "当てはまりません"),
        ("テーマの支援実績", 0, 3, "当てはまりません"),
    ]
    assert found.points == 65


@pytest.mark.django_db
def test_long_names_stay_whole() -> None:
    publish(1, name="長" * 100, name_kana="な" * 100, organisation="株式会社" + "長" * 196)

    found = row()

    assert (found.name, found.organisation) == ("長" * 100, "株式会社" + "長" * 196)


@pytest.mark.django_db
def test_an_empty_sheet_has_empty_words() -> None:
    publish(1, prefectures=(), fees=(), themes_able=(), industries=(), periods=())

    found = row()

    assert (found.places, found.forms, found.themes_able, found.industries, found.periods, found.reasons) == (
        "訪問なし", (), (), (), (), (),
    )  # fmt: skip
