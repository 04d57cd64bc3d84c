"""The API over the demo season, at noon of the day it opens. For test modules of the API:

from tests.doors.api_season import demo_season, noon  # noqa: F401
"""

from datetime import datetime
from itertools import count
from typing import Any

import pytest

from tests.demo.fixtures import demo_season
from tsunagu.base.calendar import JST
from tsunagu.doors.api import operations
from tsunagu.specialists.models import PublishedSheet

__all__ = ["demo_season", "noon", "seeds"]
AT = datetime(2026, 11, 21, 12, tzinfo=JST)
LIST = "/api/v1/specialists"


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the doors see when they look at the clock."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


@pytest.fixture
def seeds(monkeypatch: pytest.MonkeyPatch) -> None:
    """New orders get the seeds 1, 2, 3 … ."""
    numbers = count(1)
    monkeypatch.setattr(operations, "new_seed", lambda: next(numbers))


def told(response: Any) -> tuple[int, list[tuple[str, str]]]:
    """Status and (field, message) pairs of a refusal."""
    return response.status_code, [(error["field"], error["message"]) for error in response.json()["errors"]]


def somebody() -> str:
    """The register number of somebody on the list."""
    return PublishedSheet.objects.listed().order_by("riss_no").values_list("riss_no", flat=True)[0]
