"""The register extract: what is read, what it would change, what taking it in does to listings."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook

from tests.specialists.published import AT, CLERK, TODAY, listed, registered
from tsunagu.base.differences import FieldChange
from tsunagu.base.errors import RuleBrokenError
from tsunagu.base.exporting import export_csv, export_xlsx
from tsunagu.base.tables import RowMessage
from tsunagu.journal.models import Entry
from tsunagu.specialists.actions import move_listing, take_in_register
from tsunagu.specialists.models import Listing, PublishedSheet, RegisterEntry, SheetText
from tsunagu.specialists.register_queries import Leaving, register_plan
from tsunagu.specialists.register_rules import listing_end, riss_no, standing_on
from tsunagu.specialists.register_table import COLUMNS, RegisterLine, read_register
from tsunagu.specialists.states import HiddenReason, ListingState, RegisterStatus

HEADINGS = "登録番号,氏名,登録年月日,有効期限,状態,義務講習の受講日"
GOOD = "000123,見本 太郎,2024-04-01,2027-03-31,有効,2026-06-01"
LINE = RegisterLine("000123", "見本 太郎", date(2024, 4, 1), date(2027, 3, 31), "valid", date(2026, 6, 1))


def csv(*lines: str, headings: str = HEADINGS) -> bytes:
    return "\r\n".join([headings, *lines, ""]).encode()


def plan(*lines: str, headings: str = HEADINGS, extract_on: date = TODAY):
    return register_plan(read_register(csv(*lines, headings=headings)), extract_on=extract_on, today=TODAY)


def take_in(*lines: str, **more):
    return take_in_register(plan(*lines, **more), digest="0" * 64, by=CLERK, at=AT)


# Reading


@pytest.mark.parametrize(
    "typed", ["000123", "123", "第000123号", "１２３", "第１２３号", " 登録番号：000123 ", "No.123"]
)
def test_a_number_is_read_however_it_is_written(typed) -> None:
    assert riss_no(typed) == "000123"


@pytest.mark.parametrize("typed", ["", "0", "000000", "1234567", "12a", "-1", "1.0", "第号", "一二三", "123 456"])
def test_what_is_no_number_is_refused_with_what_to_do(typed) -> None:
    with pytest.raises(ValueError, match=r"^6けたの数字で、000123 のように入れてください。$"):
        riss_no(typed)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_an_extract_is_read_in_every_encoding_offices_use(encoding) -> None:
    content = csv(GOOD).decode().encode(encoding)

    assert read_register(content).rows == (LINE,)


def test_an_extract_is_read_from_excel_with_dates_and_numbers_as_excel_keeps_them() -> None:
    book = Workbook()
    book.active.append(HEADINGS.split(","))
    book.active.append([123, "見本 太郎", date(2024, 4, 1), "令和9年3月31日", "有効", "2026/6/1"])
    book.save(out := BytesIO())

    assert read_register(out.getvalue()).rows == (LINE,)


@pytest.mark.parametrize(
    ("written", "status"),
    [
        *((status.value, status) for status in RegisterStatus),
        *((status.label, status) for status in RegisterStatus),
        ("停止", RegisterStatus.SUSPENDED),
        ("取消", RegisterStatus.REVOKED),
        ("消除", RegisterStatus.REVOKED),
        ("期限切れ", RegisterStatus.EXPIRED),
    ],
)
def test_a_status_is_read_as_code_label_or_the_short_word(written, status) -> None:
    reading = read_register(csv(GOOD.replace("有効", written)))

    assert (reading.messages, [row.status for row in reading.rows]) == ((), [status.value])


@pytest.mark.parametrize(
    ("line", "heading", "said"),
    [
        (
            "x,見本,2024-04-01,2027-03-31,有効,",
            "登録番号",
            "6けたの数字で、000123 のように入れてください。",
        ),
        ("000123,,2024-04-01,2027-03-31,有効,", "氏名", "空欄です。値を入れてください。"),
        ("000123," + "あ" * 101 + ",2024-04-01,2027-03-31,有効,", "氏名", "100文字までにしてください。"),
        ("000123,見本,2024-04-01,2024-04-01,有効,", "有効期限", "登録年月日より後の日にしてください。"),
        (
            "000123,見本,2024-02-30,2027-03-31,有効,",
            "登録年月日",
            "「2024-02-30」という日はありません。日付を確かめてください。",
        ),
        (
            "000123,見本,2024-04-01,2027-03-31,不明,",
            "状態",
            "「不明」は選べません。「有効」「名称の使用停止」「取消し・消除」「失効」などから選んでください。",
        ),
    ],
)
def test_a_wrong_cell_is_named_with_what_to_do(line, heading, said) -> None:
    reading = read_register(csv(GOOD.replace("000123", "000999"), line))

    assert (reading.messages, reading.is_clean) == ((RowMessage(3, heading, said),), False)


def test_a_number_that_stands_twice_is_named_even_when_written_differently() -> None:
    reading = read_register(csv(GOOD, GOOD.replace("000123", "123")))

    assert reading.messages == (RowMessage(3, "登録番号", "2行目と同じです。どちらかを消してください。"),)


@pytest.mark.parametrize("export", [export_csv, lambda *table: export_xlsx(*table, title="登録簿")])
def test_what_goes_out_by_the_export_gate_comes_back_unchanged(export) -> None:
    rows = (LINE, RegisterLine("000124", "=1+1", date(2020, 1, 1), date(2020, 1, 2), "revoked", None))

    assert read_register(export(COLUMNS, rows)).rows == rows


# What the register means


@pytest.mark.parametrize(
    ("status", "valid_until", "end"),
    [
        (RegisterStatus.VALID, TODAY, None),
        (RegisterStatus.VALID, TODAY - timedelta(days=1), ListingState.EXPIRED),
        (RegisterStatus.EXPIRED, TODAY, ListingState.EXPIRED),
        (RegisterStatus.REVOKED, TODAY, ListingState.EXPIRED),
        (RegisterStatus.SUSPENDED, TODAY, ListingState.SUSPENDED),
        (RegisterStatus.SUSPENDED, TODAY - timedelta(days=1), ListingState.SUSPENDED),
    ],
)
def test_what_an_entry_does_to_a_listing(status, valid_until, end) -> None:
    assert listing_end(standing_on(status, valid_until, today=TODAY)) is end


# The plan (dry run)


@pytest.mark.django_db
def test_the_plan_names_new_changed_unchanged_and_missing_and_writes_nothing() -> None:
    listed("000123", entry=registered("000123", name="見本 太郎", courses_done_on=date(2026, 6, 1)))
    registered("000124", name="見本 次郎")
    registered("000125", name="見本 三郎")
    before = list(RegisterEntry.objects.order_by("pk").values())
    lines_before = Entry.objects.count()

    found = plan(
        GOOD.replace("有効", "取消し・消除"),
        "000124,見本 次郎,2024-04-01,2027-03-31,有効,",
        "000126,見本 四郎,2026-10-01,2029-09-30,有効,",
    )

    assert [line.riss_no for line in found.difference.added] == ["000126"]
    assert [(one.incoming.riss_no, one.fields) for one in found.difference.changed] == [
        ("000123", (FieldChange("status", "valid", "revoked"),))
    ]
    assert [line.riss_no for line in found.difference.unchanged] == ["000124"]
    assert [line.riss_no for line in found.difference.missing] == ["000125"]
    assert found.leaving == (Leaving("000123", ListingState.PUBLISHED, ListingState.EXPIRED),)
    assert found.listed == {"000123"}
    assert list(RegisterEntry.objects.order_by("pk").values()) == before
    assert Entry.objects.count() == lines_before


@pytest.mark.django_db
def test_a_missing_number_that_is_on_the_list_is_marked() -> None:
    listed("000123")

    assert plan("000124,見本 次郎,2024-04-01,2027-03-31,有効,").listed == {"000123"}


@pytest.mark.django_db
def test_an_extract_older_than_the_one_taken_in_is_refused() -> None:
    registered("000123", extract_on=date(2026, 11, 20))

    with pytest.raises(RuleBrokenError, match="2026-11-20時点の登録簿を取り込み済みです。"):
        plan(GOOD, extract_on=date(2026, 11, 19))
    assert plan(GOOD, extract_on=date(2026, 11, 20)).extract_on == date(2026, 11, 20)


@pytest.mark.django_db
def test_courses_stay_known_when_the_extract_has_no_such_column_but_a_blank_cell_empties_them() -> None:
    registered("000123", name="見本 太郎", courses_done_on=date(2026, 6, 1))

    without = plan(GOOD.rpartition(",")[0], headings=HEADINGS.rpartition(",")[0])
    blank = plan(GOOD.replace("2026-06-01", ""))

    assert (len(without.difference.unchanged), len(without.difference.changed)) == (1, 0)
    assert [one.fields for one in blank.difference.changed] == [
        (FieldChange("courses_done_on", date(2026, 6, 1), None),)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_plan_costs_three_queries_however_many_lines(count, django_assert_num_queries) -> None:
    for place in range(count):
        listed(f"00012{place}")

    with django_assert_num_queries(3):
        found = plan(*(f"00012{place},見本,2020-04-01,2023-03-31,有効," for place in range(count)))
    assert len(found.leaving) == count


# Taking in


@pytest.mark.django_db
def test_taking_in_writes_the_lines_and_keeps_what_people_agreed_to_show() -> None:
    registered("000124", may_show_name=True, may_show_skills=True)

    taken = take_in(GOOD, "000124,見本 新姓,2024-04-01,2030-03-31,有効,2026-07-01")

    assert (taken.added, taken.changed, taken.unchanged, taken.missing, taken.off_the_list) == (1, 1, 0, 0, 0)
    columns = ("riss_no", "name", "valid_until", "status", "courses_done_on", "extract_on", "may_show_name")
    assert list(RegisterEntry.objects.order_by("riss_no").values_list(*columns)) == [
        ("000123", "見本 太郎", date(2027, 3, 31), "valid", date(2026, 6, 1), TODAY, False),
        ("000124", "見本 新姓", date(2030, 3, 31), "valid", date(2026, 7, 1), TODAY, True),
    ]


@pytest.mark.django_db
def test_taking_the_same_extract_in_again_changes_nothing() -> None:
    lines = (GOOD, "000124,見本 次郎,2024-04-01,2027-03-31,取消,")
    take_in(*lines)
    before = list(RegisterEntry.objects.order_by("pk").values())

    again = take_in(*lines)

    assert (again.added, again.changed, again.unchanged, again.off_the_list) == (0, 0, 2, 0)
    assert list(RegisterEntry.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_an_unchanged_line_is_now_known_as_of_the_new_day() -> None:
    take_in(GOOD, extract_on=date(2026, 11, 1))
    take_in(GOOD, extract_on=TODAY)

    assert RegisterEntry.objects.get().extract_on == TODAY


@pytest.mark.django_db
def test_the_journal_tells_numbers_and_counts_but_no_names() -> None:
    registered("000124", name="見本 次郎")

    take_in(GOOD, "000124,見本 新姓,2024-04-01,2030-03-31,有効,")

    written = list(Entry.objects.filter(verb__startswith="register.").order_by("pk").values_list("verb", "facts"))
    assert written == [
        ("register.entries_added", {"entries": ["000123"]}),
        ("register.entries_changed", {"entries": ["000124 name,valid_until"]}),
        (
            "register.imported",
            {"sha256": "0" * 64, "added": 1, "changed": 1, "unchanged": 0, "missing": 0, "off_the_list": 0},
        ),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("000123,見本 000123,2024-04-01,2027-03-31,名称の使用停止,", ListingState.SUSPENDED),
        ("000123,見本 000123,2024-04-01,2027-03-31,取消し・消除,", ListingState.EXPIRED),
        ("000123,見本 000123,2024-04-01,2027-03-31,失効,", ListingState.EXPIRED),
        ("000123,見本 000123,2024-04-01,2026-11-20,有効,", ListingState.EXPIRED),
        ("000123,見本 000123,2024-04-01,2026-11-21,有効,", ListingState.PUBLISHED),
    ],
)
def test_whoever_is_no_longer_registered_leaves_the_list_with_the_import(line, state) -> None:
    listed("000123")
    listed("000124")

    taken = take_in(line, "000124,見本 000124,2024-04-01,2027-03-31,有効,")

    stays = state is ListingState.PUBLISHED
    states = list(Listing.objects.order_by("specialist__riss_no").values_list("state", flat=True))
    assert states == [state.value, "published"]
    assert list(PublishedSheet.objects.order_by("riss_no").values_list("is_listed", flat=True)) == [stays, True]
    assert taken.off_the_list == (0 if stays else 1)
    assert Entry.objects.filter(verb="listing.moved", facts__to=state.value, facts__was="published").count() == (
        0 if stays else 1
    )


@pytest.mark.django_db
def test_the_move_says_why() -> None:
    listed("000123")

    take_in("000123,見本 000123,2024-04-01,2027-03-31,停止,")

    assert Entry.objects.filter(verb="listing.moved").latest("pk").reason == "登録簿の状態: 名称の使用停止"


@pytest.mark.django_db
def test_hidden_and_suspended_listings_end_too_and_drafts_stay() -> None:
    hidden, suspended, draft = listed("000123"), listed("000124"), listed("000125")
    move_listing(hidden.listing, ListingState.HIDDEN, by=CLERK, at=AT, hidden_reason=HiddenReason.OWN_WISH)
    move_listing(suspended.listing, ListingState.SUSPENDED, by=CLERK, at=AT)
    move_listing(draft.listing, ListingState.WITHDRAWN, by=CLERK, at=AT)
    move_listing(draft.listing, ListingState.DRAFT, by=CLERK, at=AT)

    take_in(*(f"00012{place},見本,2024-04-01,2027-03-31,取消," for place in (3, 4, 5)))

    assert list(Listing.objects.order_by("specialist__riss_no").values_list("state", flat=True)) == [
        "expired",
        "expired",
        "draft",
    ]


@pytest.mark.django_db
def test_a_registration_in_force_again_does_not_put_anybody_back_by_itself() -> None:
    listed("000123")
    take_in("000123,見本,2024-04-01,2027-03-31,停止,")

    take_in("000123,見本,2024-04-01,2027-03-31,有効,")

    assert Listing.objects.get().state == "suspended"


@pytest.mark.django_db
def test_a_renewed_registration_shows_on_the_sheet_as_verified_until_the_new_day() -> None:
    listed("000123")

    take_in("000123,見本 000123,2024-04-01,2030-03-31,有効,")

    assert PublishedSheet.objects.get().register_valid_until == date(2030, 3, 31)
    standings = SheetText.objects.get().standings
    assert standings["register_valid_until"] == {
        "standing": "verified",
        "by": "見本 花子",
        "how": "登録簿との照合",
        "on": "2026-11-21",
        "until": "2030-03-31",
    }
    assert {standings[item]["until"] for item in ("name", "riss_no", "registered_on")} == {"2030-03-31"}


@pytest.mark.django_db
def test_the_line_and_the_end_of_the_listing_are_one_transaction(monkeypatch) -> None:
    listed("000123")

    def broken(*_args, **_named):
        raise OSError("power cut")

    monkeypatch.setattr("tsunagu.specialists.actions.register.move_listing", broken)
    with pytest.raises(OSError, match="power cut"):
        take_in("000123,見本 000123,2024-04-01,2027-03-31,取消,")

    assert (RegisterEntry.objects.get().status, Listing.objects.get().state) == ("valid", "published")


@pytest.mark.django_db
def test_chunks_are_told_and_the_number_of_statements_follows_them(monkeypatch, django_assert_num_queries) -> None:
    monkeypatch.setattr("tsunagu.specialists.register_queries.CHUNK", 2)
    planned = plan(*(f"00012{place},見本,2024-04-01,2027-03-31,有効," for place in range(5)))
    told: list[int] = []

    with django_assert_num_queries(3 * 5 + 1):
        take_in_register(planned, digest="0" * 64, by=CLERK, at=AT, tell=told.append)

    assert (told, RegisterEntry.objects.count()) == ([2, 2, 1], 5)
