import os
import subprocess

import pytest

from tests.service import ROOT


@pytest.mark.parametrize("name", ["script/setup", "script/server", "script/test", ".ci/run"])
def test_a_script_is_a_program_without_a_slip_of_the_pen(name) -> None:
    checked = subprocess.run(["bash", "-n", name], cwd=ROOT, capture_output=True, text=True, check=False)

    assert (os.access(ROOT / name, os.X_OK), checked.returncode, checked.stderr) == (True, 0, "")


def test_a_word_script_test_does_not_know_is_bad_input() -> None:
    refused = subprocess.run(["script/test", "--every"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert (refused.returncode, refused.stdout, refused.stderr) == (2, "", "usage: script/test [--all]\n")
