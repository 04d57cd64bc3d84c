"""The open data: who is in them, what of each person, and that every file comes back as it went out."""

import json
import re
from datetime import date, time, timedelta
from types import SimpleNamespace

import pytest
from django.core.files.storage import default_storage
from hypothesis import given
from hypothesis import strategies as st

from tests.specialists.published import AT, CLERK, MARKS, TODAY, listed
from tsunagu.base.tables import RowMessage
from tsunagu.directory.jobs import build_open_data_files
from tsunagu.directory.open_data.about import about
from tsunagu.directory.open_data.actions import build_open_data
from tsunagu.directory.open_data.columns import columns
from tsunagu.directory.open_data.documents import as_csv, as_json, columns_csv, described, documents, read_csv
from tsunagu.directory.open_data.queries import (
    OpenData,
    OpenDataFile,
    build_folders,
    lines,
    open_data_file,
    open_data_files,
    open_data_rows,
    plain,
)
from tsunagu.directory.open_data.rows import OpenDataRow, PublicFee
from tsunagu.doors.command.__main__ import main
from tsunagu.journal.models import Entry
from tsunagu.specialists.actions import move_listing
from tsunagu.specialists.content import Contact
from tsunagu.specialists.states import AreaMark, HiddenReason, ListingState
from tsunagu.upkeep.registry import REGISTRY
from tsunagu.upkeep.timetable import Daily

pytestmark = pytest.mark.usefixtures("file_store")

ROW = OpenDataRow(
    riss_no="000123",
    name="見本 000123",
    name_kana="みほん",
    affiliation="independent",
    organisation="見本事務所",
    residence="13",
    prefectures=("13", "14"),
    online=True,
    forms=("onsite_consulting", "incident_emergency"),
    fees=(PublicFee("onsite_consulting", 30000, None), PublicFee("incident_emergency", 50000, 80000)),
    first_free_forms=("onsite_consulting",),
    periods=("spot", "m1_3"),
    themes_able=("T1", "T2"),
    themes_delivered=("T1",),
    industries=("construction",),
    industries_delivered=(),
    qualifications_verified=("CISA",),
    qualifications_declared=("ITコーディネータ",),
    mark_a0="○",
    mark_s1="○",
    mark_s2="◎",
    mark_s3="",
    mark_s4="",
    mark_s5="",
    mark_s6="",
    mark_a7="◎",
    audit_is_reference=False,
    registered_on=date(2024, 4, 1),
    register_valid_until=date(2027, 3, 31),
    practice_years=7,
    cases_supported=12,
    has_chamber_ties=False,
    is_emergency_capable=False,
    availability="available",
    confirmed_on=date(2026, 10, 1),
    is_stale=False,
    track_record=("ISMS認証取得支援",),
    other_work=(),
    introduction="小さな会社のはじめの一歩を、いっしょに考えます。",
    emergency_telephone="",
)


def changed(**values) -> OpenDataRow:
    return OpenDataRow(**{name: getattr(ROW, name) for name in OpenDataRow.__slots__} | values)


def content_of(built: OpenData, file: OpenDataFile) -> bytes | None:
    stream = open_data_file(built, file)
    if stream is None:
        return None
    with stream:
        return stream.read()


# Who and what


@pytest.mark.django_db
def test_a_row_holds_what_the_sheet_shows_to_everybody() -> None:
    listed("000123")

    assert list(open_data_rows(today=TODAY)) == [ROW]


@pytest.mark.django_db
def test_only_those_on_the_list_who_agreed_are_in_it_by_number() -> None:
    listed("000125")
    listed("000124", open_data_agreed=False)
    listed("000123")
    hidden = listed("000122")
    move_listing(hidden.listing, ListingState.HIDDEN, by=CLERK, at=AT, hidden_reason=HiddenReason.OWN_WISH)

    assert [row.riss_no for row in open_data_rows(today=TODAY)] == ["000123", "000125"]


@pytest.mark.django_db
def test_no_contact_is_in_any_file_but_the_emergency_number_published_for_emergencies() -> None:
    listed("000123", marks=MARKS | {"S5": AreaMark.CIRCLE})
    listed("000124", contact=Contact("b@mihon.example", "03-1111-1111", "090-1111-1111"))

    rows = list(open_data_rows(today=TODAY))
    files = [content.decode("utf-8-sig") for content, _ in documents(rows, built_on=TODAY).values()]

    assert [re.findall(r"\w+@mihon\.example|0\d+-\d{4}-\d{4}", text) for text in files] == [
        ["090-0000-0000"],
        ["090-0000-0000"],
        [],
    ]


@pytest.mark.django_db
def test_a_proof_that_has_ended_is_self_declared_again_and_the_audit_mark_only_a_reference() -> None:
    listed("000123")

    (row,) = open_data_rows(today=date(2027, 4, 1))

    assert (row.qualifications_verified, row.qualifications_declared) == ((), ("CISA", "ITコーディネータ"))
    assert (row.mark_a7, row.audit_is_reference) == ("○", True)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_rows_cost_one_query(count, django_assert_num_queries) -> None:
    for place in range(count):
        listed(f"00012{place}")

    with django_assert_num_queries(1):
        rows = list(open_data_rows(today=TODAY))
    assert len(rows) == count


# Documents


def test_every_column_is_described_in_its_order() -> None:
    assert [column.key for column in columns()] == list(OpenDataRow.__slots__)
    assert list(about().columns) == list(OpenDataRow.__slots__)


def test_the_csv_has_a_mark_of_its_encoding_and_windows_line_ends() -> None:
    content = as_csv([ROW])

    assert content.startswith("\ufeff登録番号,氏名,よみ,働き方,".encode())
    assert content.endswith(b"\r\n")


LIVE = changed(
    name="=HYPERLINK(1)",
    organisation="'=1",
    introduction="@SUM(A1)\n二行目",
    track_record=("-1", "=1"),
    qualifications_declared=("+81", "“”,\"'"),
    fees=(),
    industries=(),
    emergency_telephone="+81-3-0000-0000",
)


def test_no_cell_of_the_csv_is_a_live_formula() -> None:
    cells = re.findall(r'(?:^|,)"?([^",\r\n]*)', as_csv([LIVE]).decode("utf-8-sig"), re.MULTILINE)

    assert "'=HYPERLINK(1)" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))] == ["=1"]  # a second line of a cell


@pytest.mark.parametrize("row", [ROW, LIVE])
def test_the_csv_comes_back_unchanged(row) -> None:
    reading = read_csv(as_csv([row]))

    assert (reading.rows, reading.messages) == ((row,), ())


@given(words=st.text(max_size=40), texts=st.lists(st.text(max_size=20), max_size=3))
def test_any_text_a_sheet_may_hold_comes_back_unchanged(words, texts) -> None:
    row = changed(introduction=plain(words), track_record=lines(texts))

    assert read_csv(as_csv([row])).rows == (row,)


@pytest.mark.parametrize(
    ("good", "spoilt", "message"),
    [
        (
            "訪問によるコンサルティング 30000-",
            "訪問によるコンサルティング 三万",
            RowMessage(
                2,
                "料金（1回2時間）",
                "「訪問によるコンサルティング 三万」は料金として読めません。"
                "「訪問によるコンサルティング 30000-40000」のように入れてください。",
            ),
        ),
        (
            ",◎,,,,,",
            ",良,,,,,",
            RowMessage(
                2,
                "2 セキュリティリスクの識別",
                "「良」は印ではありません。◎ か ○ を入れるか、空欄にしてください。",
            ),
        ),
    ],
)
def test_a_spoilt_cell_is_named_on_the_way_back(good, spoilt, message) -> None:
    content = as_csv([ROW]).decode("utf-8-sig")
    assert good in content

    assert read_csv(content.replace(good, spoilt, 1).encode()).messages == (message,)


def test_the_json_says_version_day_licence_columns_and_rows() -> None:
    whole = json.loads(as_json([ROW], built_on=TODAY))

    assert list(whole) == ["title", "version", "built_on", "licence", "notes", "columns", "count", "rows"]
    assert (whole["version"], whole["built_on"], whole["count"]) == ("1.0", "2026-11-21", 1)
    assert whole["licence"]["attribution"] == "「つなぐ」登録セキスペ アクティブリスト"
    assert [column["key"] for column in whole["columns"]] == list(whole["rows"][0])
    assert whole["columns"][0] == {
        "key": "riss_no",
        "heading": "登録番号",
        "description": "登録セキスペの登録番号。数字6けた（頭の0を消さない）",
        "codes": {},
    }
    row = whole["rows"][0]
    assert (row["residence"], row["registered_on"], row["audit_is_reference"]) == ("13", "2024-04-01", False)
    assert row["fees"] == [
        {"form": "onsite_consulting", "min_yen": 30000, "max_yen": None},
        {"form": "incident_emergency", "min_yen": 50000, "max_yen": 80000},
    ]


def test_every_code_in_the_json_is_explained_there() -> None:
    whole = json.loads(as_json([ROW], built_on=TODAY))
    row = whole["rows"][0]
    known = {column["key"]: set(column["codes"]) for column in whole["columns"] if column["codes"]}
    used = {key: {row[key]} if isinstance(row[key], str) else set(row[key]) for key in known}

    assert (len(known), {key: codes - known[key] for key, codes in used.items() if codes - known[key]}) == (11, {})


def test_the_columns_have_a_file_of_their_own() -> None:
    content = columns_csv().decode("utf-8-sig")

    assert content.startswith("項目,見出し,説明,JSONのコード\r\nriss_no,登録番号,")
    assert [key for key in OpenDataRow.__slots__ if f"\n{key}," not in content] == []
    assert len(described()) == len(OpenDataRow.__slots__)


# Building


@pytest.mark.django_db
def test_before_the_first_build_nothing_is_offered() -> None:
    assert open_data_files() is None


@pytest.mark.django_db
def test_a_build_is_offered_whole_and_journalled() -> None:
    listed("000123")

    built = build_open_data(by=CLERK, at=AT)

    assert open_data_files() == built
    assert (built.version, built.built_on, built.built_at, built.count) == ("1.0", TODAY, AT, 1)
    wanted = documents([ROW], built_on=TODAY)
    assert {file.name: content_of(built, file) for file in built.files} == {
        name: content for name, (content, _) in wanted.items()
    }
    assert [(file.name, file.size, file.content_type) for file in built.files] == [
        (name, len(content), kind) for name, (content, kind) in wanted.items()
    ]
    facts = Entry.objects.get(verb="open_data.built").facts
    assert (facts["count"], facts["version"], [line.split()[0] for line in facts["files"]]) == (1, "1.0", list(wanted))


@pytest.mark.django_db
def test_the_day_is_that_of_japan() -> None:
    assert build_open_data(by=CLERK, at=AT.replace(hour=15)).built_on == date(2026, 11, 22)


@pytest.mark.django_db
def test_the_newest_build_is_offered_and_older_ones_but_one_are_gone() -> None:
    builds = [build_open_data(by=CLERK, at=AT + timedelta(days=days)) for days in range(4)]

    assert open_data_files() == builds[3]
    assert build_folders() == [builds[2].folder, builds[3].folder]
    assert [content_of(one, one.files[0]) is None for one in builds] == [True, True, False, False]


@pytest.mark.django_db
def test_a_build_cut_short_is_not_offered_and_is_swept_away_later(monkeypatch) -> None:
    first = build_open_data(by=CLERK, at=AT)

    def full(*_args: object, **_named: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as broken:
        broken.setattr("tsunagu.directory.open_data.actions.record", full)
        with pytest.raises(OSError, match="no space left"):
            build_open_data(by=CLERK, at=AT + timedelta(hours=1))
    assert (open_data_files(), len(build_folders())) == (first, 2)

    later = [build_open_data(by=CLERK, at=AT + timedelta(days=days)) for days in (1, 2)]
    assert build_folders() == [one.folder for one in later]


@pytest.mark.django_db
def test_whoever_left_the_list_is_gone_with_the_next_build() -> None:
    leaving = listed("000123")
    listed("000124")
    build_open_data(by=CLERK, at=AT)
    move_listing(leaving.listing, ListingState.WITHDRAWN, by=CLERK, at=AT)

    built = build_open_data(by=CLERK, at=AT + timedelta(days=1))

    content = content_of(built, built.files[0])
    assert content is not None
    assert [row.riss_no for row in read_csv(content).rows] == ["000124"]


@pytest.mark.django_db
def test_the_job_is_on_the_timetable_every_night_at_three_and_tells_how_far_it_is() -> None:
    listed("000123")
    told: list[tuple[int, int, str]] = []
    run = SimpleNamespace(actor=CLERK, clock=lambda: AT, progress=lambda *far: told.append(far))

    result = build_open_data_files(run)

    entry = REGISTRY.timetable["open_data"]
    assert (REGISTRY.jobs[entry.kind].function, entry.due) == (build_open_data_files, Daily(time(3, 0)))
    assert entry.due.last_due(AT).isoformat() == "2026-11-21T03:00:00+09:00"
    assert (result, told) == ({"count": 1, "version": "1.0", "built_on": "2026-11-21"}, [(1, 0, "1名")])


@pytest.mark.django_db
def test_the_command_answers_a_line_for_the_build_and_one_per_file(capsys) -> None:
    assert main(["open-data", "build"]) == 0

    built = open_data_files()
    assert built is not None
    assert capsys.readouterr().out.splitlines() == [
        f"{built.built_on}: 0 people, version 1.0",
        *(f"{built.folder}/{file.name}: {file.size} bytes" for file in built.files),
    ]
    assert [default_storage.size(f"{built.folder}/{file.name}") for file in built.files] == [
        file.size for file in built.files
    ]
