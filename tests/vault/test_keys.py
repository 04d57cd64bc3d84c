"""The key file: made once, readable by its owner only, never overwritten; a new key beside the old."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tsunagu.vault.keys import (
    KeysMissingError,
    add_key,
    django_secret,
    find_or_make_keys,
    main,
    make_keys,
    read_keys,
)


def test_make_keys_writes_a_private_file(tmp_path: Path) -> None:
    make_keys(tmp_path / "deep" / "keys")

    keys = read_keys(tmp_path / "deep" / "keys")
    assert (tmp_path / "deep" / "keys").stat().st_mode & 0o777 == 0o600
    assert (keys.current, {name: len(key) for name, key in keys.encryption.items()}) == ("k1", {"k1": 32})
    assert len(django_secret(tmp_path / "deep" / "keys")) == 64
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["keys"]


def test_make_keys_never_overwrites(tmp_path: Path) -> None:
    make_keys(tmp_path / "keys")
    before = read_keys(tmp_path / "keys")

    make_keys(tmp_path / "keys")

    assert read_keys(tmp_path / "keys") == before


def test_the_embedded_default_makes_its_keys_on_first_start(tmp_path: Path) -> None:
    path = find_or_make_keys("", tmp_path, may_make=True)

    assert path == tmp_path / "keys"
    assert read_keys(path).current == "k1"


@pytest.mark.parametrize(("given", "may_make"), [("", False), ("elsewhere", True), ("elsewhere", False)])
def test_no_start_without_keys_outside_the_embedded_default(tmp_path: Path, given: str, *, may_make: bool) -> None:
    with pytest.raises(KeysMissingError, match="No key file at"):
        find_or_make_keys(given and str(tmp_path / given), tmp_path, may_make=may_make)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"signing": "x", "current": "k1"}', "\x00"])
def test_read_keys_refuses_what_is_no_key_file(tmp_path: Path, content: str) -> None:
    (tmp_path / "keys").write_text(content)

    with pytest.raises(KeysMissingError, match="is not a key file"):
        read_keys(tmp_path / "keys")


def test_add_key_keeps_the_old_one_and_the_signing_key(tmp_path: Path) -> None:
    make_keys(tmp_path / "keys")
    before = read_keys(tmp_path / "keys")

    assert [add_key(tmp_path / "keys"), add_key(tmp_path / "keys")] == ["k2", "k3"]

    after = read_keys(tmp_path / "keys")
    assert (after.current, list(after.encryption), after.signing) == (
        "k3",
        ["k1", "k2", "k3"],
        before.signing,
    )
    assert after.encryption["k1"] == before.encryption["k1"]
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("words", [[], ["--rotate"], ["--else", "x"], ["a", "b"]])
def test_main_says_how_it_is_used(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert capsys.readouterr().err == "usage: python -m tsunagu.vault.keys [--rotate] PATH\n"


def test_the_module_makes_a_key_file_and_leaves_an_existing_one(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    command = [sys.executable, "-m", "tsunagu.vault.keys", str(path)]

    first = subprocess.run(command, capture_output=True, text=True, check=False)
    made = path.read_bytes()
    second = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (first.returncode, first.stderr) == (0, "")
    assert (second.returncode, second.stderr) == (2, f"{path} exists already and stays as it is.\n")
    assert path.read_bytes() == made


def test_settings_refuse_to_load_without_keys_outside_the_embedded_default(tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "TSUNAGU_VAR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3",
    }
    run = subprocess.run(
        [sys.executable, "-c", "import config.settings"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 1
    assert "KeysMissingError: No key file at" in run.stderr
