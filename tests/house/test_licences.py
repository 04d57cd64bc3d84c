"""What runs with us and is under the LGPL is named in NOTICE."""

import re
from importlib.metadata import PackageNotFoundError, metadata

import pytest

from tests.house.source import ROOT

PINNED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


def is_here(package: str) -> bool:
    """False for what is named in the requirements but only for another system."""
    try:
        return bool(metadata(package))
    except PackageNotFoundError:
        return False


def licence_of(package: str) -> str:
    """All a package says of its licence."""
    told = metadata(package)
    classified = [row for row in told.get_all("Classifier", []) if row.startswith("License")]
    return " ".join([told.get("License-Expression") or "", (told.get("License") or "")[:200], *classified]).strip()


def pinned() -> list[str]:
    return [name for name in PINNED.findall((ROOT / "requirements/app.txt").read_text()) if is_here(name)]


def test_every_package_says_its_licence() -> None:
    assert len(pinned()) > 20
    assert [package for package in pinned() if licence_of(package) == ""] == []


@pytest.mark.parametrize(
    "package", [name for name in pinned() if "LGPL" in licence_of(name) or "Lesser" in licence_of(name)]
)
def test_a_package_under_the_lgpl_is_named_in_notice(package: str) -> None:
    assert re.search(rf"\b{re.escape(package)}\b", (ROOT / "NOTICE").read_text(encoding="utf-8"), re.IGNORECASE)


def test_nothing_stricter_runs_with_us() -> None:
    strict = re.compile(r"(?<!L)(?<!Lesser )\b(?:A?GPL|GNU (?:Affero )?General Public)", re.IGNORECASE)

    assert [package for package in pinned() if strict.search(licence_of(package))] == []
