"""Heavy libraries load when used, not at start-up (promises §5)."""

import os
import subprocess
import sys

import pytest

from tests.house.source import ROOT

HEAVY = ("numpy", "openpyxl", "ortools", "typst", "docx", "pandas", "PIL", "segno", "gunicorn")
WIRED = "import config.wsgi"
HELP = "from tsunagu.doors.command.__main__ import main\ntry:\n main(['--help'])\nexcept SystemExit:\n pass"
WORKER = "import django; django.setup(); import tsunagu.upkeep.worker, tsunagu.upkeep.jobs, tsunagu.mail.jobs"
SEARCH = "import django; django.setup(); import tsunagu.directory.search, tsunagu.specialists.actions"


def loaded(script: str) -> list[str]:
    """Which of the heavy libraries a fresh Python holds after a script."""
    shown = subprocess.run(
        [sys.executable, "-c", f"{script}\nimport sys\nprint([name for name in {HEAVY} if name in sys.modules])"],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown.returncode == 0, shown.stderr
    return eval(shown.stdout.splitlines()[-1])


@pytest.mark.parametrize("script", [WIRED, HELP, WORKER, SEARCH], ids=["web", "help", "worker", "search"])
def test_starting_loads_nothing_heavy(script: str) -> None:
    assert loaded(script) == []


def test_a_heavy_library_would_be_seen() -> None:
    assert loaded("import openpyxl")[0] in HEAVY
