"""Every template used exists, and every template is used."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.template.loader import get_template

from tests.house.source import HOUSE, calls_of, code_files, tree_of, words_of

NAME = re.compile(r"[\w./-]+\.(?:html|txt|xml|svg)")
INCLUDE = re.compile(r"{%\s*include\s+[\"']([^\"']+)[\"']((?:[^%]|%(?!}))*)%}")
FORM = re.compile(r"<form[^>]*method=[\"']post[\"'].*?</form>", re.DOTALL)
TOKEN = re.compile(r"{%\s*csrf_token\s*%}|{{\s*csrf_token\s*}}")
QUOTED = re.compile(r"[\"']([\w./-]*/[\w./-]*)[\"']")
TAG = re.compile(r"{%\s*(?:include|extends)\s+[\"']([^\"']+)[\"']")


@cache
def templates() -> dict[str, Path]:
    """Name → file, of every template of the house."""
    return {
        path.relative_to(place).as_posix(): path
        for place in HOUSE.glob("*/templates")
        for path in place.rglob("*")
        if path.is_file()
    }


def asked_in_templates() -> Iterator[str]:
    """Names templates include or extend."""
    for path in templates().values():
        yield from TAG.findall(path.read_text(encoding="utf-8"))


def asked_in_code() -> Iterator[str]:
    """Names of templates in code: as they stand, and letters by their short name."""
    for path in code_files():
        tree = tree_of(path)
        yield from (word for word in words_of(tree) if word in templates() or (NAME.fullmatch(word) and "/" in word))
        for call in calls_of(tree, "write_letter"):
            if call.args and isinstance(call.args[0], ast.Constant):
                yield f"mail/{call.args[0].value}.txt"


def library_templates() -> set[str]:
    """Names the installed libraries ask for; a template of ours with such a name stands in for theirs."""
    found = set()
    for config in apps.get_app_configs():
        place = Path(config.path, "templates")
        if not config.name.startswith(HOUSE.name):
            found |= {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
    return found


def names_in_libraries() -> set[str]:
    """Template names and prefixes written in allauth's code, for what it asks for but does not ship."""
    import allauth

    place = Path(allauth.__file__).parent
    files = (path for part in ("account", "mfa", "usersessions") for path in (place / part).rglob("*.py"))
    return {word for path in files for word in QUOTED.findall(path.read_text(encoding="utf-8"))}


def test_every_template_asked_for_exists() -> None:
    asked = sorted({*asked_in_templates(), *asked_in_code()})

    assert len(asked) > 20
    assert [name for name in asked if name not in templates() and name not in library_templates()] == []


def test_every_template_is_used() -> None:
    prefixes = names_in_libraries()
    used = {*asked_in_templates(), *asked_in_code(), *library_templates(), *prefixes}
    by_prefix = [name for name in templates() if re.sub(r"_(?:subject|message)\.(?:txt|html)$", "", name) in prefixes]

    assert sorted(templates().keys() - used - set(by_prefix)) == []


@pytest.mark.parametrize("name", sorted(templates()))
def test_a_template_can_be_read(name: str) -> None:
    assert Path(get_template(name).origin.name) == templates()[name]


@cache
def with_a_form() -> frozenset[str]:
    """Templates that send a form, by themselves or through a part."""
    texts = {name: path.read_text(encoding="utf-8") for name, path in templates().items()}
    found = {name for name, text in texts.items() if FORM.search(text)}
    while more := {name for name, text in texts.items() if found & set(TAG.findall(text))} - found:
        found |= more
    return frozenset(found)


def test_every_form_that_sends_carries_its_token() -> None:
    without = [
        name
        for name, path in sorted(templates().items())
        for form in FORM.findall(path.read_text(encoding="utf-8"))
        if not TOKEN.search(form)
    ]

    assert without == []


def test_a_part_with_a_form_is_handed_the_token_when_it_gets_nothing_else_of_the_page() -> None:
    """`only` leaves csrf_token behind too; the form would be refused in service, though not by the test client."""
    handed = {
        (name, part): "csrf_token=csrf_token" in words
        for name, path in templates().items()
        for part, words in INCLUDE.findall(path.read_text(encoding="utf-8"))
        if part in with_a_form() and words.split()[-1:] == ["only"]
    }

    assert len(handed) > 5
    assert sorted(where for where, is_handed in handed.items() if not is_handed) == []
