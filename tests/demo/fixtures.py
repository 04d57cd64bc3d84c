"""The demo season for whoever needs a living list. In a test module or conftest:

    from tests.demo.fixtures import demo_season  # noqa: F401

and ask for `demo_season` (and mark the test `django_db`). It is built once per module and rolled back at its end, so
the module's other database tests see it too. Not for live servers or transactional tests: those call `build`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from tsunagu.base.wiring import storage_config
from tsunagu.demo import season

AS_OF = date(2026, 11, 21)


@pytest.fixture(scope="module")
def demo_season(django_db_setup: None, django_db_blocker: Any) -> Iterator[date]:
    """203 published specialists and the rest of the cast; gives the day the season opens."""
    with built(django_db_blocker):
        yield AS_OF


@pytest.fixture(scope="module")
def season_at_work(
    request: Any, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """A season in which people are at work already, with the module's number of SPECIALISTS and files of its own."""
    place = tmp_path_factory.mktemp("season")
    files = settings.STORAGES | storage_config(f"file://{place}")
    number = request.module.SPECIALISTS
    with (
        override_settings(VAR_DIR=place, STORAGES=files),
        built(django_db_blocker, specialists=number, is_at_work=True),
    ):
        yield


@contextmanager
def built(django_db_blocker: Any, **arguments: Any) -> Iterator[None]:
    """The season, and in the end none of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        season.build(as_of=AS_OF, progress=False, **arguments)
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)
