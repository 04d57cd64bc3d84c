"""`tsunagu register import`: what it answers, what it says beside, its exit codes."""

import io
from datetime import date

import pytest
import time_machine

from tests.specialists.published import AT, listed, registered
from tsunagu.doors.command.__main__ import main
from tsunagu.journal.models import Entry
from tsunagu.specialists.models import PublishedSheet, RegisterEntry

pytestmark = pytest.mark.django_db
EXTRACT = """登録番号,氏名,登録年月日,有効期限,状態,義務講習の受講日,備考
000123,見本 000123,2024-04-01,2027-03-31,名称の使用停止,2026-06-01,
000126,見本 新,2026-10-01,2029-09-30,有効,,
"""


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def extract(tmp_path):
    file = tmp_path / "extract.csv"
    file.write_text(EXTRACT)
    return file


REPORT = """新規 1、変更 1、同じ 0、登録簿にない 1
新規 000126 見本 新
変更 000123 見本 000123（掲載中）
  状態: 有効 → 名称の使用停止
  義務講習の受講日: （空欄） → 2026-06-01
登録簿にない 000125 見本 000125
掲載を止める 000123: 公開中 → 停止
"""


def test_a_dry_run_answers_the_report_and_writes_nothing(extract, capsys) -> None:
    listed("000123")
    registered("000125")
    lines = Entry.objects.count()

    assert main(["register", "import", str(extract), "--dry-run"]) == 0

    told = capsys.readouterr()
    assert told.out == f"登録簿 2026-11-21 時点（試し。書き込みません）\n{REPORT}"
    assert told.err == f"登録簿を読んでいます…\n{extract}: 1行目「備考」: この列は使いません。\n"
    assert (RegisterEntry.objects.count(), Entry.objects.count()) == (2, lines)
    assert PublishedSheet.objects.get().is_listed


def test_an_import_answers_the_same_report_and_what_it_did(extract, capsys) -> None:
    listed("000123")
    registered("000125")

    assert main(["register", "import", str(extract)]) == 0

    told = capsys.readouterr()
    assert told.out == f"登録簿 2026-11-21 時点\n{REPORT}取り込みました。掲載を止めた方 1 名\n"
    assert "登録簿の取り込み: 100%" in told.err
    assert list(RegisterEntry.objects.order_by("riss_no").values_list("riss_no", "status", "extract_on")) == [
        ("000123", "suspended", date(2026, 11, 21)),
        ("000125", "valid", date(2026, 11, 1)),
        ("000126", "valid", date(2026, 11, 21)),
    ]
    assert not PublishedSheet.objects.get().is_listed


def test_the_extract_may_come_by_stdin_and_be_of_an_earlier_day(monkeypatch, capsys) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(EXTRACT.encode("cp932"))))

    assert main(["register", "import", "-", "--as-of", "2026-11-02"]) == 0

    assert capsys.readouterr().out.startswith("登録簿 2026-11-02 時点\n新規 2、")
    assert set(RegisterEntry.objects.values_list("extract_on", flat=True)) == {date(2026, 11, 2)}


def test_wrong_rows_are_named_one_by_one_and_nothing_is_taken_in(tmp_path, capsys) -> None:
    file = tmp_path / "wrong.csv"
    file.write_text(f"{EXTRACT}x,見本,2026-10-01,2029-09-30,有効,,\n000127,,2026-10-01,2029-09-30,有効,,\n")

    assert main(["register", "import", str(file)]) == 2

    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines()[2:] == [
        f"tsunagu: {file}: 直すところが 2 件あります。取り込みませんでした。",
        f"{file}: 4行目「登録番号」: 6けたの数字で、000123 のように入れてください。",
        f"{file}: 5行目「氏名」: 空欄です。値を入れてください。",
    ]
    assert RegisterEntry.objects.count() == 0


def test_more_than_a_hundred_wrong_rows_are_counted(tmp_path, capsys) -> None:
    file = tmp_path / "wrong.csv"
    file.write_text(EXTRACT + "x,見本,2026-10-01,2029-09-30,有効,,\n" * 103)

    assert main(["register", "import", str(file)]) == 2

    lines = capsys.readouterr().err.splitlines()
    assert (len(lines), lines[-1]) == (2 + 1 + 100 + 1, f"{file}: ほか 3 件")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "ファイルが空です。見出しの行とデータの行を入れてください。"),
        ("登録番号,氏名\n", "「登録年月日」「有効期限」「状態」の列がありません。1行目に見出しを入れてください。"),
    ],
)
def test_a_file_that_is_no_extract_is_refused(content, said, tmp_path, capsys) -> None:
    file = tmp_path / "other.csv"
    file.write_text(content)

    assert main(["register", "import", str(file)]) == 2
    assert capsys.readouterr().err == f"登録簿を読んでいます…\ntsunagu: {file}: {said}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere.csv"], "nowhere.csv: cannot be read (No such file or directory)."),
        (["FILE", "--as-of", "today"], "--as-of: 'today' is not a date. Write it as YYYY-MM-DD, e.g. 2026-04-01."),
        (["FILE", "--as-of", "2026-11-22"], "--as-of: 2026-11-22 is in the future."),
    ],
)
def test_bad_input_ends_with_two_and_one_sentence(words, said, extract, capsys) -> None:
    assert main(["register", "import", *(str(extract) if word == "FILE" else word for word in words)]) == 2
    assert capsys.readouterr().err == f"tsunagu: {said}\n"


def test_an_extract_older_than_what_is_known_is_refused(extract, capsys) -> None:
    registered("000125", extract_on=date(2026, 11, 20))

    assert main(["register", "import", str(extract), "--as-of", "2026-11-19"]) == 2
    assert capsys.readouterr().err.endswith(
        "tsunagu: 2026-11-20時点の登録簿を取り込み済みです。それより前のものは取り込めません。\n"
    )
