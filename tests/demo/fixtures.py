"""The demo season for whoever needs a living list. In a test module or conftest:

    from tests.demo.fixtures import demo_season  # noqa: F401

and ask for `demo_season` (and mark the test `django_db`). It is built once per module and rolled back at its end, so
the module's other database tests see it too. Not for live servers or transactional tests: those call `build`.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from tsunagu.demo import season

AS_OF = date(2026, 11, 21)


@pytest.fixture(scope="module")
def demo_season(django_db_setup: None, django_db_blocker: Any) -> Iterator[date]:
    """203 published specialists and the rest of the cast; gives the day the season opens."""
    with django_db_blocker.unblock(), transaction.atomic():
        season.build(as_of=AS_OF, progress=False)
        with django_db_blocker.block():
            yield AS_OF
        transaction.set_rollback(True)
