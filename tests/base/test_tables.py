from dataclasses import dataclass
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tsunagu.base.cells import day, digits, exact_text, whole_number, yes_or_no
from tsunagu.base.errors import RuleBrokenError
from tsunagu.base.exporting import export_csv, export_xlsx
from tsunagu.base.tables import Column, RowMessage, choice_column, choices_column, read_table

PLACES = {"13": "東京都", "27": "大阪府"}


@dataclass(frozen=True)
class Line:
    number: str
    name: str
    age: int | None
    since: date | None
    place: str | None
    others: tuple[str, ...]


COLUMNS = (
    Column("number", "登録番号", digits, required=True),
    Column("name", "氏名", exact_text),
    Column("age", "年齢", whole_number),
    Column("since", "登録日", day),
    choice_column("place", "都道府県", PLACES),
    choices_column("others", "ほかの地域", PLACES),
)
HEADINGS = "登録番号,氏名,年齢,登録日,都道府県,ほかの地域\r\n"

lines = st.lists(
    st.builds(
        Line,
        number=st.from_regex(r"[0-9]{6}", fullmatch=True),
        name=st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("=+-@\t\r\n'＝_x")).filter(
            lambda name: not set(name) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff")
        )
        | st.sampled_from(["=1+1", "'=1", "_x000D_", "_x005F_x000D_", "#N/A", " a ", "123", "2026-01-01", "TRUE"]),
        age=st.none() | st.integers(-(10**15) + 1, 10**15 - 1),
        since=st.none() | st.dates(date(1900, 3, 1), date(9999, 12, 31)),
        place=st.none() | st.sampled_from(sorted(PLACES)),
        others=st.lists(st.sampled_from(sorted(PLACES)), unique=True).map(tuple),
    ),
    min_size=1,
    max_size=6,
)


@given(lines)
def test_csv_comes_back_as_it_went_out(rows: list[Line]) -> None:
    reading = read_table(export_csv(COLUMNS, rows), COLUMNS, make=Line)
    assert (reading.messages, list(reading.rows)) == ((), rows)


@given(lines)
@settings(deadline=None, max_examples=60)
def test_excel_comes_back_as_it_went_out(rows: list[Line]) -> None:
    reading = read_table(export_xlsx(COLUMNS, rows, title="名簿"), COLUMNS, make=Line)
    assert (reading.messages, list(reading.rows)) == ((), rows)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_exports_hold_no_live_formula(start: str) -> None:
    row = {
        "number": "000001",
        "name": f"{start}SUM(A1)",
        "age": -5,
        "since": None,
        "place": None,
        "others": (),
    }

    in_csv = export_csv(COLUMNS, [row]).decode("utf-8-sig")
    cell = load_workbook(BytesIO(export_xlsx(COLUMNS, [row], title="名簿"))).active["B2"]

    assert f"'{start}SUM(A1)" in in_csv
    assert in_csv.count("-5") == 1
    assert "'-5" not in in_csv
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_csv_for_excel_has_a_bom_and_dos_line_ends() -> None:
    assert export_csv(COLUMNS[:2], [{"number": "1", "name": "甲"}]) == "\ufeff登録番号,氏名\r\n1,甲\r\n".encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_csv_of_three_encodings_reads_alike(encoding: str) -> None:
    content = (HEADINGS + "０１７１３９,髙橋 花子,４０,令和8年11月21日,東京都,東京都、大阪府\r\n").encode(encoding)

    reading = read_table(content, COLUMNS, make=Line)

    assert reading.rows == (Line("017139", "髙橋 花子", 40, date(2026, 11, 21), "13", ("13", "27")),)
    assert reading.lines == (2,)


def test_each_wrong_cell_has_its_own_message_and_the_rest_stays() -> None:
    content = (HEADINGS + "000001,甲,四十,2026-02-30,パリ,\n000002,乙,,,,\n,丙,,,,\n").encode()

    reading = read_table(content, COLUMNS, make=Line)

    assert reading.rows == (Line("000002", "乙", None, None, None, ()),)
    assert reading.messages == (
        RowMessage(2, "年齢", "「四十」は数として読めません。数字だけを入れてください。"),
        RowMessage(2, "登録日", "「2026-02-30」という日はありません。日付を確かめてください。"),
        RowMessage(2, "都道府県", "「パリ」は選べません。「東京都」「大阪府」などから選んでください。"),
        RowMessage(4, "登録番号", "空欄です。値を入れてください。"),
    )
    assert reading.is_clean is False


def test_a_repeated_key_is_named_with_both_lines() -> None:
    reading = read_table((HEADINGS + "1,甲\n1,乙\n").encode(), COLUMNS, make=Line, unique="number")
    assert reading.messages == (RowMessage(3, "登録番号", "2行目と同じです。どちらかを消してください。"),)
    assert [row.name for row in reading.rows] == ["甲"]


def test_columns_nobody_asked_for_are_only_remarked() -> None:
    reading = read_table("登録番号,メモ\n1,あ\n".encode(), COLUMNS, make=Line)
    assert reading.messages == (RowMessage(1, "メモ", "この列は使いません。", blocks=False),)
    assert reading.is_clean is True


def test_control_characters_are_refused() -> None:
    reading = read_table("登録番号,氏名\n1,甲\x0b乙\n".encode(), COLUMNS, make=Line)
    assert reading.messages == (
        RowMessage(2, "氏名", "目に見えない制御文字が入っています。消してから入れ直してください。"),
    )


def test_a_formula_is_not_read_but_named() -> None:
    book = Workbook()
    book.active.append(["登録番号", "氏名"])
    book.active.append(["1", "=1+1"])
    book.save(out := BytesIO())

    reading = read_table(out.getvalue(), COLUMNS, make=Line)

    assert reading.messages == (RowMessage(2, "氏名", "数式は読めません。計算した値に置き換えてください。"),)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "空です"),
        ("氏名\n甲\n".encode(), "「登録番号」の列がありません"),
        ("登録番号,登録番号\n1,2\n".encode(), "列が二つあります"),
        ("登録番号\n1\n".encode("utf-16"), "文字コード"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "古い形式"),
        (b"PK\x03\x04 not a zip", "壊れていて"),
        (b'"' + b"x" * 200_000, "CSV として読めません"),
    ],
)
def test_files_that_cannot_be_read_are_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(RuleBrokenError, match=sentence):
        read_table(content, COLUMNS, make=Line)


def _with_part(name: str, content: bytes) -> bytes:
    plain = export_xlsx(COLUMNS, [], title="名簿")
    out = BytesIO(plain)
    with ZipFile(out, "a") as package:
        package.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("xl/vbaProject.bin", b"macro", "マクロ"),
        ("xl/externalLinks/externalLink1.xml", b"<x/>", "外部の参照"),
        ("xl/embeddings/oleObject1.bin", b"x", "外部の参照"),
        ("xl/extra.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', "DTD"),
        ("xl/extra.xml", '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x><x/>'.encode("utf-16"), "DTD"),
        (
            "xl/extra.rels",
            b'<Relationship Type="x/oleObject" TargetMode="External" Target="http://x"/>',
            "外部のファイル",
        ),
    ],
)
def test_live_or_odd_parts_are_refused(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(RuleBrokenError, match=sentence):
        read_table(_with_part(name, content), COLUMNS, make=Line)


def test_a_mail_link_in_a_cell_does_no_harm() -> None:
    link = b'<Relationship Type="x/hyperlink" TargetMode="External" Target="mailto:a@example.jp"/>'
    assert read_table(_with_part("xl/extra.rels", link), COLUMNS, make=Line).rows == ()


def test_a_part_that_unpacks_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tsunagu.base.office_files.MOST_UNPACKED_BYTES", 100_000)
    with pytest.raises(RuleBrokenError, match="中身が大きすぎます"):
        read_table(_with_part("xl/extra.xml", b" " * 200_000), COLUMNS, make=Line)


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tsunagu.base.table_files.MOST_ROWS", 2)
    with pytest.raises(RuleBrokenError, match="行が多すぎます"):
        read_table(b"a\n1\n2\n3\n", (Column("a", "a"),), make=dict)


def test_choices_are_drop_downs_even_when_long() -> None:
    many = choice_column("place", "都道府県", {str(n): f"とても長い名前の場所その{n}" for n in range(40)})
    book = load_workbook(BytesIO(export_xlsx((COLUMNS[4], many), [], title="名簿")))
    assert [rule.formula1 for rule in book.active.data_validations.dataValidation] == [
        '"東京都,大阪府"',
        "選択肢!$B$1:$B$40",
    ]
    assert book["選択肢"].sheet_state == "hidden"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-11-21", date(2026, 11, 21)),
        ("２０２６/１１/２１", date(2026, 11, 21)),
        ("2026年11月21日", date(2026, 11, 21)),
        ("令和8年11月21日", date(2026, 11, 21)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R8.11.21", date(2026, 11, 21)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("", None),
    ],
)
def test_days_in_every_usual_form(cell: str, expected: date | None) -> None:
    assert day(cell) == expected


@pytest.mark.parametrize("cell", ["8-11-21", "2026-13-01", "きのう", "2026"])
def test_other_days_are_refused(cell: str) -> None:
    with pytest.raises(ValueError, match="日"):
        day(cell)


@pytest.mark.parametrize(("cell", "expected"), [("はい", True), ("○", True), ("いいえ", False), ("", None)])
def test_yes_or_no(cell: str, expected: object) -> None:
    assert yes_or_no(cell) is expected


def test_yes_or_no_refuses_other_words() -> None:
    with pytest.raises(ValueError, match="「はい」か「いいえ」"):
        yes_or_no("たぶん")


def test_a_cell_far_to_the_right_is_refused() -> None:
    book = Workbook()
    book.active.append(["登録番号"])
    book.active["XFD2"] = "遠い"
    book.save(out := BytesIO())

    with pytest.raises(RuleBrokenError, match="列が多すぎます"):
        read_table(out.getvalue(), COLUMNS, make=Line)
