"""Every address × everybody × own, foreign and missing records × every method, against the policy table.

A new route is walked by itself. What it needs beyond that stands in matrix/samples.py.
"""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.template.base import Template
from django.test import Client, override_settings
from django.test.utils import _TestState
from django.urls import reverse

from tests.doors.matrix.expected import expected, is_let_in
from tests.doors.matrix.samples import SAMPLES, sample_of
from tests.doors.matrix.visitors import VISITORS
from tests.doors.matrix.walk import FOR_REFUSED, METHODS, Answer, Walk, asked
from tests.doors.matrix.world import own_number, settled
from tests.specialists.published import AT
from tsunagu.accounts.models import User
from tsunagu.accounts.states import Right
from tsunagu.base.wiring import storage_config
from tsunagu.doors.gate import routes
from tsunagu.doors.policy import POLICY, PRIVATE_PREFIXES

pytestmark = pytest.mark.django_db
ROUTES = sorted(POLICY)
HAS_GAPS = sorted(name for name, pattern in routes() if pattern.pattern.converters or pattern.pattern.regex.groups)
CSP = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "manifest-src 'self'",
}  # fmt: skip
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


@pytest.fixture(scope="module")
def walk(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """The small world, filled once; templates are drawn as in service (not recorded), nothing is logged."""
    store = storage_config(f"file://{tmp_path_factory.mktemp('files')}")
    with (
        django_db_blocker.unblock(),
        time_machine.travel(AT, tick=False),
        override_settings(STORAGES={**settings.STORAGES, **store}),
        pytest.MonkeyPatch.context() as patch,
        transaction.atomic(),
    ):
        patch.setattr(Template, "_render", _TestState.saved_data.template_render)
        logging.disable(logging.CRITICAL)
        yield Walk(settled())
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)


def answers(walk: Walk, route: str) -> Iterator[tuple[tuple[str, str, str], Answer]]:
    """((visitor, kind, method), answer) of every request to the route.

    Who may not enter is tried with GET for HEAD too, and with PUT for all methods a page never takes; records beside
    the first by GET and POST, by GET alone who is refused at the gate: it looks at no record.
    """
    sample = sample_of(route)
    for place, (kind, gaps) in enumerate(sample.gaps.items()):
        address = address_of(route, gaps)
        for name, visitor in VISITORS.items():
            enters = expected(visitor, route, kind, "PUT") == "405"
            beside = ("GET", "POST") if enters else ("GET",)
            for method in beside if place else METHODS if enters else FOR_REFUSED:
                yield (name, kind, method), walk.answer(name, method, address, sample.form)


def address_of(route: str, gaps: tuple[Any, ...]) -> str:
    return reverse(route, args=gaps) if route in POLICY else route


def test_every_route_has_a_rule_and_every_sample_a_route() -> None:
    without_rule = sorted({name for name, _ in routes()} - POLICY.keys())
    assert without_rule == [], f"Say in tsunagu/doors/policy.py who may enter: {without_rule}"
    assert sorted(SAMPLES.keys() - POLICY.keys()) == []


@pytest.mark.parametrize("route", HAS_GAPS)
def test_what_stands_in_the_gaps_of_an_address_is_known(route: str) -> None:
    gaps = sample_of(route).gaps
    assert any(gaps.values()), f"{route} has gaps: say in tests/doors/matrix/samples.py what stands in them."
    assert "missing" in gaps, f"{route}: say in tests/doors/matrix/samples.py how a missing record is addressed."


@pytest.mark.parametrize("route", sorted(name for name, access in POLICY.items() if "POST" in access.methods))
def test_what_a_form_leads_to_is_known(route: str) -> None:
    sample = sample_of(route)
    assert sample.post or "own" not in sample.gaps, (
        f"{route} takes a form: say in tests/doors/matrix/samples.py what is sent and what follows."
    )


@pytest.mark.parametrize("route", ROUTES)
def test_everybody_gets_what_the_policy_says(walk: Walk, route: str) -> None:
    found = {cell: answer.said for cell, answer in answers(walk, route)}

    promised = {cell: expected(VISITORS[cell[0]], route, cell[1], cell[2]) for cell in found}
    assert {cell: (said, promised[cell]) for cell, said in found.items() if said != promised[cell]} == {}


@pytest.mark.parametrize("route", ROUTES)
def test_headers_guard_every_page_and_no_cache_keeps_a_members(walk: Walk, route: str) -> None:
    wrong = {cell: missed for cell, answer in answers(walk, route) if (missed := _unguarded(route, cell, answer))}

    assert wrong == {}


def _unguarded(route: str, cell: tuple[str, str, str], answer: Answer) -> list[str]:
    """The headers that are not as promised, as they are."""
    visitor, _, method = cell
    headers = answer.headers
    if route.startswith("api:") and method == "OPTIONS":
        return []  # the preflight of a browser: answered before anybody is asked who they are, and empty
    promised = dict(HEADERS) if answer.is_html else {}
    if VISITORS[visitor].is_known and (route, method) != ("account_logout", "POST"):
        promised["Cache-Control"] = "no-store, private"
    missed = [f"{name}: {headers.get(name)}" for name, value in promised.items() if headers.get(name) != value]
    if answer.is_html and set(headers.get("Content-Security-Policy", "").split("; ")) != CSP:
        missed.append(f"Content-Security-Policy: {headers.get('Content-Security-Policy')}")
    return missed


@pytest.mark.parametrize("route", [route for route in ROUTES if {"own", "missing"} <= sample_of(route).gaps.keys()])
def test_foreign_and_missing_records_cannot_be_told_apart(walk: Walk, route: str) -> None:
    method = "GET" if "GET" in POLICY[route].methods else "POST"
    gaps = sample_of(route).gaps
    others = [address_of(route, value) for kind, value in gaps.items() if kind != "own"]
    nowhere = "/no-such-page" if not route.startswith("api:") else others[0]
    apart = [
        (visitor, other)
        for visitor, one in VISITORS.items()
        if is_let_in(one, route, method)
        for other in others
        if walk.answer(visitor, method, other).content != walk.answer(visitor, method, nowhere).content
    ]

    assert apart == []


@pytest.mark.parametrize("route", [route for route in ROUTES if POLICY[route].right])
def test_without_the_right_an_address_does_not_exist(walk: Walk, route: str) -> None:
    address = address_of(route, sample_of(route).gaps["own"])
    told = [
        visitor
        for visitor, one in VISITORS.items()
        if one.is_known and POLICY[route].right not in one.rights and not one.lacks_second_factor
        if walk.answer(visitor, "GET", address).content != walk.answer(visitor, "GET", "/no-such-page").content
    ]

    assert told == []


@pytest.mark.parametrize("prefix", PRIVATE_PREFIXES)
@pytest.mark.parametrize("visitor", [name for name, one in VISITORS.items() if not one.is_known])
def test_signed_out_nobody_learns_which_private_addresses_exist(walk: Walk, visitor: str, prefix: str) -> None:
    address = f"{prefix}no-such/page?x=1"

    found = {method: walk.answer(visitor, method, address).location for method in METHODS}

    assert found == dict.fromkeys(METHODS, f"/accounts/login/?next={prefix}no-such/page%3Fx%3D1")


@pytest.mark.parametrize("visitor", [name for name, one in VISITORS.items() if one.is_known])
def test_signed_in_an_address_that_does_not_exist_is_404(walk: Walk, visitor: str) -> None:
    found = {prefix: walk.answer(visitor, "GET", f"{prefix}no-such/page").said for prefix in PRIVATE_PREFIXES}

    assert found == dict.fromkeys(PRIVATE_PREFIXES, "404")


MARKS = {
    "company:home": (Right.OWN_COMPANY, lambda one: one.organisation),
    "partner:home": (Right.CLIENT_SEARCH, lambda one: one.organisation),
    "specialist:home": (Right.OWN_SHEET, own_number),
}


@pytest.mark.parametrize("route", MARKS)
def test_a_member_sees_their_own_and_nobody_elses(walk: Walk, route: str) -> None:
    right, mark = MARKS[route]
    holders = [one for one in VISITORS.values() if right in one.rights and not one.lacks_second_factor]
    pages = {one.name: walk.answer(one.name, "GET", reverse(route)).content.decode() for one in holders}

    seen = {
        name: [other.name for other in VISITORS.values() if other.role and mark(other) in page]
        for name, page in pages.items()
    }

    assert seen == {one.name: [one.name] for one in holders}
    assert seen != {}


@pytest.mark.parametrize("route", sorted(name for name, access in POLICY.items() if "POST" in access.methods))
def test_a_form_of_another_site_is_refused(walk: Walk, route: str) -> None:
    sample = sample_of(route)
    address = address_of(route, next(iter(sample.gaps.values())))
    found = {}
    for name, visitor in VISITORS.items():
        if is_let_in(visitor, route, "POST"):
            client = Client(enforce_csrf_checks=True)
            client.cookies.load(walk.walkers[name][1])
            found[name] = asked(client, "POST", address, sample.form).said

    assert found == dict.fromkeys(found, "403")
    assert found != {}


def test_nobody_touches_the_address_of_another(walk: Walk) -> None:
    other = User.objects.earliest("pk")
    before = list(EmailAddress.objects.order_by("pk").values())
    client = walk.client("company_member without second factor, proved just now")

    for action in ("action_remove", "action_primary", "action_send"):
        client.post("/accounts/email/", {action: "", "email": other.email})

    assert list(EmailAddress.objects.order_by("pk").values()) == before


def test_nobody_ends_the_sessions_of_another(walk: Walk) -> None:
    before = Session.objects.count()
    client = walk.client("no membership")

    client.post("/accounts/sessions/")

    assert Session.objects.count() == before
