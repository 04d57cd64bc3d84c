"""Somebody who applies, signed in, for the tests of the application's pages. The fixtures are in conftest.py."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.doors.entering import enter
from tests.specialists.applicants import WANTED, filled, whole
from tests.specialists.published import AT
from tsunagu.accounts.models import User
from tsunagu.accounts.states import Role
from tsunagu.specialists.application.reading import write
from tsunagu.specialists.application.steps import steps
from tsunagu.specialists.models import Draft, Specialist


@pytest.fixture
def clock_stands() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def user(clock_stands: None, client: Client) -> User:
    return enter(client, Role.SPECIALIST)


@pytest.fixture
def whole_one(clock_stands: None, user: User) -> Specialist:
    """A whole application of the signed-in person, not sent."""
    return filled(user=user, content=without_contact())


def without_contact() -> Any:
    from dataclasses import replace

    return replace(WANTED, contact=replace(WANTED.contact, email=""))


def typed(step: str, **change: Any) -> dict[str, Any]:
    """What the browser sends for a step of the whole application."""
    values = whole()[step] | change
    told = {field.key: write(field, values[field.key]) for field in steps()[step].fields if field.key in values}
    return {key: raw for key, raw in told.items() if raw not in ("", [])}


def draft() -> Draft:
    return Draft.objects.get()


BEGIN = {"riss_no": "017139", "name": "見本 花子", "name_kana": "みほん はなこ", "once_key": "a" * 32}
