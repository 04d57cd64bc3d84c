"""Uploaded tables are read in a child with limits; what breaks the parser breaks the child alone."""

import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tsunagu.base import limited_tables
from tsunagu.base.cells import digits, exact_text
from tsunagu.base.errors import RuleBrokenError
from tsunagu.base.exporting import export_csv, export_xlsx
from tsunagu.base.limited_tables import TOO_MUCH, rows_in_child
from tsunagu.base.table_files import rows_of
from tsunagu.base.tables import Column, read_table


@dataclass(frozen=True)
class Line:
    number: str
    name: str


COLUMNS = (Column("number", "登録番号", digits, required=True), Column("name", "氏名", exact_text))
LINES = [Line("000001", "見本 花子"), Line("000002", "=1+1")]
FILES = {"excel": export_xlsx(COLUMNS, LINES, title="見本"), "csv": export_csv(COLUMNS, LINES)}


@pytest.mark.parametrize("kind", FILES)
def test_the_child_reads_what_the_parser_reads(kind: str) -> None:
    found = rows_in_child(FILES[kind])

    assert found == rows_of(FILES[kind])
    assert read_table(FILES[kind], COLUMNS, make=Line, read=rows_in_child).rows == tuple(LINES)


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x00\xff" * 9], ids=["zip", "old", "bytes"])
def test_it_refuses_with_the_same_sentence(content: bytes) -> None:
    with pytest.raises(RuleBrokenError) as here:
        rows_of(content)

    with pytest.raises(RuleBrokenError) as there:
        rows_in_child(content)

    assert str(there.value) == str(here.value)


def swollen(size: int) -> bytes:
    """A small workbook whose only text is so many bytes long: it passes the gate and fills whoever parses it."""
    packed = BytesIO()
    with ZipFile(BytesIO(FILES["excel"])) as before, ZipFile(packed, "w", ZIP_DEFLATED) as after:
        for part in before.infolist():
            if part.filename != "xl/worksheets/sheet1.xml":
                after.writestr(part.filename, before.read(part))
        with after.open("xl/worksheets/sheet1.xml", "w") as text:
            text.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            text.write(b'<row r="1"><c r="A1" t="inlineStr"><is><t>')
            for _ in range(size // 2**20):
                text.write(b"a" * 2**20)
            text.write(b"</t></is></c></row></sheetData></worksheet>")
    return packed.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("megabytes", [30, 280])
def test_a_file_that_swells_is_refused_and_the_service_does_not_grow(megabytes: int) -> None:
    import resource

    content = swollen(megabytes * 2**20)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(RuleBrokenError, match="大きすぎる"):
        rows_in_child(content)

    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert (len(content) < 2**20, grown < 20 * 1024) == (True, True)  # kilobytes


def test_a_child_that_does_not_come_back_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited_tables, "PATIENCE", 0.001)

    with pytest.raises(RuleBrokenError) as refusal:
        rows_in_child(FILES["csv"])

    assert str(refusal.value) == TOO_MUCH


@pytest.mark.parametrize(
    ("act", "fails_with"),
    [
        ("bytearray(2 * 2**30)", "MemoryError"),
        ("open('/dev/null').close(); open(__import__('tempfile').mktemp(), 'wb').write(b'x' * 9000)", ""),
    ],
    ids=["memory", "files"],
)
def test_the_child_has_its_limits(act: str, fails_with: str) -> None:
    script = f"from tsunagu.base.table_child import limit\nlimit()\n{act}\nprint('done')"

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, text=True)

    assert (done.returncode == 0, "done" in done.stdout, fails_with in done.stderr) == (False, False, True)


def test_the_child_is_told_nothing_of_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TSUNAGU_KEYS", "/somewhere/keys")
    given = {}

    def run(*_command: object, **told: object) -> subprocess.CompletedProcess[bytes]:
        given.update(told)
        return subprocess.CompletedProcess([], 0, b'{"rows": []}', b"")

    monkeypatch.setattr(limited_tables.subprocess, "run", run)

    assert rows_in_child(b"a,b") == []
    assert sorted(given["env"]) == ["LANG", "OPENBLAS_NUM_THREADS", "PYTHONDONTWRITEBYTECODE", "PYTHONPATH"]
