"""The documents name every setting, every variable, every command; what they name exists."""

import argparse
import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.source import HOUSE, ROOT, calls_of, code_files, name_of, tracked_files, tree_of, words_of
from tsunagu.doors.command.__main__ import parser
from tsunagu.upkeep.known_settings import known_settings

SETTINGS, COMMANDS = ROOT / "docs/reference/settings.md", ROOT / "docs/reference/commands.md"
PROMISES = ROOT / "docs/reference/promises.md"
SCRIPTS = ["script/setup", "script/server", "script/test", "script/lock", ".ci/run"]
CODE = re.compile(r"`([^`\n]+)`")
# Of the shell and of pytest, not ours.
SHELL = {"PIPESTATUS", "BASH_SOURCE", "PATH", "PWD", "HOME", "EXIT", "DEBIAN_FRONTEND", "DJANGO_SETTINGS_MODULE"}


def coded(path) -> set[str]:
    """What a page shows as code."""
    assert path.exists(), f"{name_of(path)} is missing"
    return set(CODE.findall(path.read_text(encoding="utf-8")))


def read_in_python() -> Iterator[str]:
    """Variables of the environment that settings, commands and tests read."""
    files = [*code_files(ROOT / "config"), *code_files(HOUSE), *code_files(ROOT / "tests")]
    for path in files:
        if "env" not in path.read_text(encoding="utf-8"):
            continue
        for call in calls_of(tree_of(path), "str", "bool", "list", "int", "get", "getenv"):
            of = ast.unparse(call.func)
            if of.startswith(("env.", "os.environ.", "os.getenv")) and isinstance(call.args[0], ast.Constant):
                yield call.args[0].value


def read_in_scripts() -> Iterator[str]:
    """Variables the scripts read and do not set themselves."""
    for name in SCRIPTS:
        script = (ROOT / name).read_text(encoding="utf-8")
        made = set(re.findall(r"^\s*(?:export |local )?([A-Z][A-Z0-9_]+)=", script, re.MULTILINE))
        yield from set(re.findall(r"\$\{?([A-Z][A-Z0-9_]+)", script)) - made


def commands(of: argparse.ArgumentParser, before: str = "tsunagu") -> Iterator[tuple[str, list[str]]]:
    """(verb with its words, its options) of the whole command line."""
    below = [action for action in of._actions if isinstance(action, argparse._SubParsersAction)]
    for group in below:
        for word, inner in group.choices.items():
            yield from commands(inner, f"{before} {word}")
    if not below:
        yield before, [option for action in of._actions for option in action.option_strings if option != "--help"]


def test_every_setting_is_described() -> None:
    assert sorted(known_settings().keys() - coded(SETTINGS)) == []


def test_every_setting_is_asked_for() -> None:
    """A setting nobody reads would promise the office something."""
    asked = {word for path in code_files() for word in words_of(tree_of(path))}

    assert sorted(known_settings().keys() - asked) == []


def test_every_variable_is_described() -> None:
    read = {*read_in_python(), *read_in_scripts()} - SHELL
    named = {word.split("=")[0] for word in coded(SETTINGS)}

    assert {"DATABASE_URL", "TSUNAGU_BIND", "CHROMIUM"} <= read
    assert sorted(read - named) == []


def test_no_variable_is_described_that_nobody_reads() -> None:
    named = {word.split("=")[0] for word in coded(SETTINGS)}
    ours = {word for word in named if re.fullmatch(r"TSUNAGU_[A-Z_]+|[A-Z]+_URL", word)}

    assert sorted(ours - {*read_in_python(), *read_in_scripts()}) == []


@pytest.mark.parametrize("command", list(commands(parser())), ids=lambda command: command[0])
def test_every_command_and_option_is_described(command: tuple[str, list[str]]) -> None:
    verb, options = command
    page = COMMANDS.read_text(encoding="utf-8")

    assert (verb in page, [option for option in options if not re.search(rf"{option}(?![\w-])", page)]) == (
        True,
        [],
    )


def test_no_page_names_a_command_that_does_not_exist() -> None:
    known = {verb.split()[1] for verb, _ in commands(parser())}
    pages = [path for path in tracked_files() if path.suffix == ".md"]
    named = {
        (name_of(path), word)
        for path in pages
        for word in re.findall(r"`tsunagu ([a-z][a-z-]*)", path.read_text(encoding="utf-8"))
    }

    assert sorted((page, word) for page, word in named if word not in known) == []


def test_every_link_between_pages_leads_somewhere() -> None:
    pages = [path for path in tracked_files() if path.suffix == ".md"]
    lost = [
        (name_of(path), link)
        for path in pages
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
        if "://" not in link and not link.startswith("mailto:") and not (path.parent / link).exists()
    ]

    assert lost == []


def test_every_test_that_keeps_a_promise_exists() -> None:
    """A renamed or deleted test would leave a promise to nobody."""
    named = re.findall(r"`([a-z_]+/test_\w+\.py)(?:::(test_\w+))?`", PROMISES.read_text(encoding="utf-8"))
    texts = {path: (ROOT / "tests" / path).read_text(encoding="utf-8") for path, _ in named}

    assert len(named) > 40
    assert [f"{path}::{test}" for path, test in named if test and f"def {test}(" not in texts[path]] == []
