"""/api/v1 keeps what its OpenAPI document says, for asked, misasked and hostile requests, over the demo season."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.demo.fixtures import demo_season  # noqa: F401
from tsunagu.directory.conditions import FACETS
from tsunagu.specialists.models import PublishedSheet

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("demo_season"), pytest.mark.timeout(600)]
LIST, SHEET = "/api/v1/specialists", "/api/v1/specialists/{riss_no}"
# What must come up at least, so that the checks had something to check.
SEEN = {
    (LIST, "positive"): {200, 400},
    (LIST, "negative"): {422},
    (SHEET, "positive"): {404},
    (SHEET, "negative"): {422},
    ("/api/v1/codes", "positive"): {200},
    ("/api/v1/codes/{vocabulary}", "positive"): {200},
    ("/api/v1/codes/{vocabulary}", "negative"): {404},
}
CALM = [
    HealthCheck.function_scoped_fixture,
    HealthCheck.too_slow,
    HealthCheck.filter_too_much,
    HealthCheck.data_too_large,
]


@pytest.fixture
def document(db: None) -> Iterator[Any]:
    """The document with the WSGI application behind it. Requests must not close the connection the season lives in."""
    import schemathesis

    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(("path", "mode"), SEEN)
def test_every_answer_is_as_declared(document: Any, path: str, mode: str) -> None:
    """Made-up requests inside (positive) and outside (negative) what is declared; a made-up cursor is rightly 400."""
    from schemathesis import GenerationMode
    from schemathesis.checks import CHECKS

    seen: set[int] = set()

    @settings(max_examples=250, deadline=None, suppress_health_check=CALM)
    @given(document[path]["GET"].as_strategy(generation_mode=GenerationMode(mode)))
    def ask(case: Any) -> None:
        response = case.call()
        seen.add(response.status_code)
        made_up = "cursor" in (case.query or {}) and response.status_code == 400
        positive = CHECKS.get_one("positive_data_acceptance")
        case.validate_response(response, excluded_checks=[positive] if made_up else [])

    ask()

    assert SEEN[path, mode] <= seen


def test_every_sheet_of_the_season_is_as_declared(document: Any) -> None:
    numbers = PublishedSheet.objects.listed().values_list("riss_no", flat=True)

    for number in numbers:
        case = document[SHEET]["GET"].Case(path_parameters={"riss_no": number})
        response = case.call()
        assert response.status_code == 200
        case.validate_response(response)

    assert len(numbers) == 203


def test_every_page_of_the_season_is_as_declared(document: Any) -> None:
    query: dict[str, Any] = {"busy": "1", "limit": 40, "place": ["13"], "online": "1"}
    seen = 0
    while query.get("cursor", "") is not None:
        case = document[LIST]["GET"].Case(query=dict(query))
        response = case.call()
        case.validate_response(response)
        seen += len(response.json()["rows"])
        query["cursor"] = response.json()["next"]

    assert seen == response.json()["total"]


SIGNS = st.sampled_from(
    ["\x00", "\n", "\r\nX: y", "'", '"', "--", "%", "%00", "${x}", "{{x}}", "<script>", "🦊", "\u202e", "１"]
)
HOSTILE = st.lists(st.one_of(SIGNS, st.text(max_size=20)), max_size=8).map("".join)
NAMES = st.one_of(st.sampled_from([*FACETS, "limit", "cursor"]), HOSTILE)


@settings(max_examples=1500, deadline=None, suppress_health_check=CALM)
@given(
    pairs=st.lists(st.tuples(NAMES, HOSTILE), max_size=5),
    path=st.one_of(
        st.just(LIST),
        HOSTILE.map(lambda p: f"/api/v1/specialists/{quote(p, safe='')}"),
        HOSTILE.map(lambda p: f"/api/v1/codes/{quote(p, safe='')}"),
        HOSTILE.map(lambda p: f"/api/{quote(p)}"),
    ),
)
def test_hostile_requests_are_answered_in_json(client: Client, pairs: list[tuple[str, str]], path: str) -> None:
    query = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in pairs)

    response = client.get(path, QUERY_STRING=query)

    refused = {400, 404, 422}
    assert response.status_code in {200, *refused}
    assert response["Content-Type"].startswith("application/json")
    answer = json.loads(response.content)
    assert response.status_code == 200 or [sorted(error) for error in answer["errors"]] == [["field", "message"]] * max(
        1, len(answer["errors"])
    )
    assert not any("\n" in value or "\r" in value for value in response.headers.values())


@settings(max_examples=500, deadline=None, suppress_health_check=CALM)
@given(raw=st.binary(max_size=60))
def test_a_query_of_any_bytes_is_answered(client: Client, raw: bytes) -> None:
    response = client.get(LIST, QUERY_STRING=raw.decode("latin-1"))

    assert response.status_code in {200, 400, 422}
    assert response["Content-Type"].startswith("application/json")
