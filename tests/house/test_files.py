"""Files stay small and well named, and hold nothing that belongs to one machine or one person."""

import re
from statistics import median

import pytest

from tests.house.source import HOUSE, code_files, name_of, texts, tracked_files

MOST_LINES, MEDIAN_LINES = 400, 95
EMPTY_WORDS = {"utils", "util", "helpers", "helper", "common", "misc", "managers", "services", "data2"}
CODE = {".py", ".html", ".css", ".js", ".sh"}
FOREIGN = re.compile(r"[äöüÄÖÜß]|\b(?:nicht|oder|wird|werden|dass|keine[rnms]?|weil|aber|auch)\b")
# Homes and work places of a machine, and addresses that could be somebody's.
MACHINE = re.compile(r"(?<![\w.:/])/(?:work|check|home|root|Users|tmp)/[\w.-]+")
ADDRESS = re.compile(r"[\w.+-]+@((?:[\w-]+\.)+[a-z]{2,})")
NOBODYS = re.compile(r"(?:^|\.)example$|(?:^|\.)example\.(?:jp|com|org|net)$|\.invalid$|\.test$")


def lines_of(path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def ours() -> list:
    """Code files of the house; empty ones only mark a folder."""
    return [path for path in code_files() if path.stat().st_size]


def test_the_middle_file_is_short() -> None:
    assert median(map(lines_of, ours())) <= MEDIAN_LINES


def test_no_file_of_code_is_long() -> None:
    code = [path for path in tracked_files() if path.suffix in CODE and "vendor" not in path.parts]

    assert [(name_of(path), lines_of(path)) for path in code if lines_of(path) > MOST_LINES] == []


def test_no_module_is_called_by_an_empty_word() -> None:
    parts = {
        (name_of(path), part) for path in code_files() for part in (*path.relative_to(HOUSE).parent.parts, path.stem)
    }

    assert [(name, part) for name, part in sorted(parts) if part in EMPTY_WORDS] == []


def test_an_ignored_type_says_which() -> None:
    python = [(name, text) for name, text in texts() if name.endswith(".py")]

    assert len(python) > 100
    assert [(name, found) for name, text in python for found in re.findall(r"#\stype: ignore(?!\[)", text)] == []


def written() -> list[tuple[str, str]]:
    """Texts we wrote: not what a lock file or another project's licence says, and not this file's own patterns."""
    return [
        (name, text)
        for name, text in texts()
        if "vendor" not in name and not name.startswith("requirements/") and name not in {"LICENSE", name_of_this()}
    ]


def name_of_this() -> str:
    return "tests/house/test_files.py"


@pytest.mark.parametrize("pattern", [FOREIGN, MACHINE], ids=["another language", "one machine's paths"])
def test_no_text_holds(pattern: re.Pattern[str]) -> None:
    found = [(name, hit.group()) for name, text in written() for hit in pattern.finditer(text)]

    assert found == []


def test_no_address_could_be_somebodys() -> None:
    found = [
        (name, hit.group()) for name, text in written() for hit in ADDRESS.finditer(text) if not NOBODYS.search(hit[1])
    ]

    assert found == []


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (FOREIGN, "für", ["ü"]),
        (FOREIGN, "an order not taken, 規程", []),
        (MACHINE, "see /work/main and file:///var/x", ["/work/main"]),
        (MACHINE, "https://host/home/x docs/tmp/y", []),
    ],
)
def test_a_stray_text_would_be_seen(pattern: re.Pattern[str], text: str, found: list[str]) -> None:
    assert [hit.group() for hit in pattern.finditer(text)] == found
