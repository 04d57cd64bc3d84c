"""Every letter renders: one line of subject, a body, every fact it asks for given where it is written."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import Any

import allauth
import pytest
from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from django.contrib.sites.shortcuts import get_current_site
from django.test import RequestFactory

from tests.doors.people import BEGUN
from tests.house.source import calls_of, code_files, name_of, tree_of
from tests.house.test_templates import templates
from tsunagu.accounts.models import User
from tsunagu.mail.letters import text_of

LETTERS = sorted(name.removeprefix("mail/").removesuffix(".txt") for name in templates() if name.startswith("mail/"))
ALLAUTH = sorted(
    name.removesuffix("_subject.txt")
    for name in templates()
    if re.search(r"(account|mfa)/email/.*_subject\.txt$", name)
)
NOT_FACTS = {"to", "at", "by", "scope"}
SWITCHED_OFF = {"account/email/password_reset_code"}
TOLD_BY_ALLAUTH = {
    "email": "a@example.jp", "from_email": "a@example.jp", "to_email": "b@example.jp", "deleted_email": "b@example.jp",
    "ip": "192.0.2.1", "user_agent": "test", "code": "ABC-123", "key": "k", "activate_url": "https://x.example/a",
    "password_reset_url": "https://x.example/r", "signup_url": "https://x.example/s",
}  # fmt: skip


class Sample(str):
    """A fact of any kind: shows itself, and has every attribute."""

    __slots__ = ()

    def __getattr__(self, name: str) -> "Sample":
        if name.startswith("__"):
            raise AttributeError(name)
        return Sample(f"見本の{name}")


@cache
def facts_written() -> dict[str, list[set[str]]]:
    """Letter → the facts each place in the code gives it."""
    found: dict[str, list[set[str]]] = {}
    for path in code_files():
        for call in calls_of(tree_of(path), "write_letter"):
            assert call.args, f"{name_of(path)}:{call.lineno} names no letter"
            assert isinstance(call.args[0], ast.Constant), (
                f"{name_of(path)}:{call.lineno}: a letter by its name, please"
            )
            names = {keyword.arg for keyword in call.keywords}
            assert None not in names, f"{name_of(path)}:{call.lineno}: facts by their names, please"
            found.setdefault(call.args[0].value, []).append(names - NOT_FACTS)
    return found


def test_every_letter_is_written_somewhere_and_every_letter_written_exists() -> None:
    assert sorted(facts_written()) == LETTERS


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_renders_with_the_facts_it_is_given(name: str) -> None:
    for facts in facts_written()[name]:
        text = text_of(name, {fact: Sample(f"見本の{fact}") for fact in facts})

        assert (text.subject != "", len(text.body.splitlines()) > 2) == (True, True)
        assert [fact for fact in sorted(facts) if f"見本の{fact}" not in text.subject + text.body] == []


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_is_in_plain_japanese_lines_that_fit_a_telephone(name: str) -> None:
    lines = templates()[f"mail/{name}.txt"].read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if len(line) > 50 and "{{" not in line] == []


def test_every_letter_allauth_sends_is_ours() -> None:
    place = Path(allauth.__file__).parent / "templates"
    theirs = {
        path.relative_to(place).as_posix()
        for part in ("account", "mfa", "usersessions")
        for path in (place / part).rglob("email/*.txt")
    }

    assert {name.rpartition("_")[0] for name in theirs - templates().keys()} == SWITCHED_OFF
    assert app_settings.PASSWORD_RESET_BY_CODE_ENABLED is False


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ALLAUTH)
def test_a_letter_of_sign_in_renders_in_our_words(prefix: str, rf: RequestFactory, settings: Any) -> None:
    user = User.objects.create_user("a@example.jp", name="甲")
    request = rf.get("/")
    facts = TOLD_BY_ALLAUTH | {"user": user, "current_site": get_current_site(request), "timestamp": BEGUN}

    message = get_adapter(request).render_mail(prefix, user.email, facts)

    said = f"{message.subject}\n{message.body}"
    assert (message.to, message.subject.startswith(settings.ACCOUNT_EMAIL_SUBJECT_PREFIX)) == (["a@example.jp"], True)
    assert (re.findall(r"example\.com|{{|{%", said), bool(re.search(r"[ぁ-ん]", message.body))) == ([], True)
