"""10,000 hostile requests to every public page and form, to the API and to the members' forms.

TSUNAGU_FUZZ_SEED=… repeats a run or begins another one.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.template.base import Template
from django.test import Client, override_settings
from django.test.utils import _TestState
from django.urls import NoReverseMatch, resolve, reverse

from tests.doors.hostile import Maker, Target, shown, troubles
from tests.doors.matrix.case_files import case_targets
from tests.doors.matrix.consulting import CONSULTATION
from tests.doors.matrix.consulting import REGISTRATION as REGISTERED
from tests.doors.matrix.expected import is_let_in
from tests.doors.matrix.samples import sample_of
from tests.doors.matrix.visitors import VISITORS
from tests.doors.matrix.world import settled
from tests.doors.need_targets import need_targets
from tests.specialists.published import AT
from tsunagu.base.wiring import storage_config
from tsunagu.directory.conditions import FACETS
from tsunagu.doors.policy import POLICY
from tsunagu.events.links import registration_token

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.timeout(900)]
SEED = os.environ.get("TSUNAGU_FUZZ_SEED", "4711")
TOTAL = 10_000
MEMBER = "company_member without second factor, proved just now"
LEAD, CLERK = "lead, proved just now", "office_clerk with second factor"
SEARCH = (*FACETS, "after")
CHAMBER, SPECIALIST = "coordinator with second factor", "specialist with second factor"
REGISTRATION = (
    "organisation_name", "prefecture", "industry", "contact_name", "email", "telephone", "name1", "name2", "name3",
    "wants_consultation", "prefers_online", "free_slots", "once_key",
)  # fmt: skip
EVENT = (
    "kind", "title", "summary", "starts_at", "ends_at", "closes_at", "capacity", "prefecture", "venue", "address",
    "is_online", "online_url", "speaker_name", "speaker_no", "contact", "beside", "once_key",
)  # fmt: skip
RECORD = ("do", "seen", "notes", "issue1", "issue5", "summary", "theme_code", "wish", "reason", "words", "once_key")
BY_LINK = f"/events/registrations/{registration_token(REGISTERED)}"
TARGETS = {
    "home": Target("/", ("q",)),
    "needs": Target("/needs/*"),
    "conditions": Target("/conditions", SEARCH),
    "list": Target("/specialists", SEARCH),
    "list, one condition": Target("/specialists", ("q",)),
    "list, cursor": Target("/specialists", ("after",)),
    "sheet": Target("/specialists/*", tuple(FACETS)),
    "sheet of somebody": Target("/specialists/000001", tuple(FACETS)),
    "compare": Target("/compare", ("riss", *FACETS)),
    "emergency": Target("/emergency", ("place",)),
    "shortlist": Target("/shortlist", ("add", "remove", "empty", "back"), is_form=True),
    "shortlist, back": Target("/shortlist", ("back",), is_form=True),
    "shortlist shown": Target("/shortlist", ("x",)),
    "register": Target("/register", ("riss_no",)),
    "open data": Target("/open-data/*"),
    "prove address": Target("/prove-address", ("token",)),
    "address proved": Target("/prove-address", ("token",), is_form=True),
    "anything": Target("/*", ("q",)),
    "private": Target("/office/*", ("next",)),
    "API list": Target("/api/v1/specialists", (*FACETS, "limit", "cursor")),
    "API sheet": Target("/api/v1/specialists/*", tuple(FACETS)),
    "API codes": Target("/api/v1/codes/*", ("x",)),
    "API anything": Target("/api/*", ("x",)),
    "sign in": Target("/accounts/login/", ("login", "password", "remember", "next"), is_form=True),
    "sign in, next": Target("/accounts/login/", ("next",)),
    "sign up": Target(
        "/accounts/signup/", ("email", "name", "password1", "password2", "is_agreed", "next"), is_form=True
    ),
    "code by mail": Target("/accounts/login/code/", ("email", "next"), is_form=True),
    "passkey": Target("/accounts/2fa/webauthn/login/", ("credential",), is_form=True),
    "passkey added": Target(
        "/accounts/2fa/webauthn/add/", ("credential", "name", "passwordless"), is_form=True, visitor=MEMBER
    ),
    "invitation": Target("/accounts/invitation", ("token",)),
    "invitation, form": Target("/accounts/invitation", ("token", "name", "password", "is_agreed"), is_form=True),
    "company founded": Target(
        "/accounts/start/company",
        ("name", "name_kana", "prefecture", "industry", "employees", "once_key"),
        is_form=True,
        visitor=MEMBER,
    ),
    "hat": Target("/accounts/memberships/switch", ("hat", "next"), is_form=True, visitor=MEMBER),
    "leaving": Target("/accounts/memberships/*/end", ("once_key",), is_form=True, visitor=MEMBER),
    "organisation": Target(
        "/accounts/organisation/edit",
        ("of", "name", "name_kana", "prefecture", "once_key"),
        is_form=True,
        visitor=MEMBER,
    ),
    "colleague": Target(
        "/accounts/organisation/invite", ("of", "email", "seat", "once_key"), is_form=True, visitor=MEMBER
    ),
    "invitation withdrawn": Target(
        "/accounts/organisation/invitations/*/withdraw", ("x",), is_form=True, visitor=MEMBER
    ),
    "password reset": Target("/accounts/password/reset/", ("email",), is_form=True),
    "password link": Target("/accounts/password/reset/key/*/", ("x",)),
    "password link, form": Target("/accounts/password/reset/key/1-*/", ("password1", "password2"), is_form=True),
    "e-mail link": Target("/accounts/confirm-email/*/"),
    "e-mail link, form": Target("/accounts/confirm-email/*/", ("next",), is_form=True),
    "second factor": Target("/accounts/2fa/authenticate/", ("code", "next"), is_form=True),
    "signing out": Target("/accounts/logout/", ("next",), is_form=True, visitor=MEMBER),
    "who are you": Target("/accounts/reauthenticate/", ("password", "next"), is_form=True, visitor=MEMBER),
    "who are you, next": Target("/accounts/reauthenticate/", ("next",), visitor=MEMBER),
    "addresses": Target(
        "/accounts/email/", ("email", "action_add", "action_remove", "action_primary"), is_form=True, visitor=MEMBER
    ),
    "password": Target(
        "/accounts/password/change/", ("oldpassword", "password1", "password2"), is_form=True, visitor=MEMBER
    ),
    "second factor set up": Target("/accounts/2fa/totp/activate/", ("code",), is_form=True, visitor=MEMBER),
    "company": Target("/company/", ("x",), visitor=MEMBER),
    "listings": Target("/office/listings/", ("words", "state", "reason", "intake", "page"), visitor=CLERK),
    "jobs": Target("/office/jobs/", ("state", "page"), visitor=CLERK),
    "job": Target("/office/jobs/*/cancel", ("once_key",), is_form=True, visitor=CLERK),
    "job again": Target("/office/jobs/2/retry", ("once_key",), is_form=True, visitor=CLERK),
    "outbox": Target("/office/outbox/", ("state", "page"), visitor=CLERK),
    "letter": Target("/office/outbox/1/send-again", ("once_key",), is_form=True, visitor=CLERK),
    "journal": Target(
        "/office/journal/", ("verb", "subject_kind", "subject_code", "who", "since", "until", "page"), visitor=LEAD
    ),
    "setting": Target(
        "/office/settings/listing.fresh_days/",
        ("value", "valid_from", "source", "reason", "seen", "once_key"),
        is_form=True,
        visitor=LEAD,
    ),
    "events": Target("/events", ("kind", "place")),
    "event": Target("/events/*"),
    "event registered for": Target("/events/1/register", REGISTRATION, is_form=True),
    "event confirmed": Target("/events/confirm", ("token", "registration", "drop", "send"), is_form=True),
    "registration": Target("/events/registrations/*", ("claim",), is_form=True),
    "event written": Target("/partner/events/new", EVENT, is_form=True, visitor=CHAMBER),
    "event changed": Target("/partner/events/1/edit", EVENT, is_form=True, visitor=CHAMBER),
    "event kept": Target("/partner/events/1/", ("do", "reason", "url"), is_form=True, visitor=CHAMBER),
    "event entered": Target(
        "/partner/events/1/registrations/new", (*REGISTRATION, "way"), is_form=True, visitor=CHAMBER
    ),
    "reception": Target(
        "/partner/events/1/registrations", ("do", "registration", "persons"), is_form=True, visitor=CHAMBER
    ),
    "advisers": Target(
        "/partner/events/1/advisers",
        ("do", "first_at", "minutes", "number", "rooms", "break_after", "break_minutes", "riss_no", "most"),
        is_form=True,
        visitor=CHAMBER,
    ),
    "speakers": Target(
        "/partner/events/1/ambassadors",
        ("do", "request", "branch", "wishes", "assign-ambassador", "report-report"),
        is_form=True,
        visitor=CHAMBER,
    ),
    "diagnosis": Target(
        "/company/diagnosis/1", ("1", "why-1", "5", "seen", "then", "once_key"), is_form=True, visitor=MEMBER
    ),
    "diagnosis by link": Target(f"{BY_LINK}/diagnosis/3", ("19", "why-19", "seen", "then", "once_key"), is_form=True),
    "questionnaire": Target(
        f"{BY_LINK}/questionnaire",
        ("motive", "worry", "worry_words", "experience", "choosing", "seen", "then", "once_key"),
        is_form=True,
    ),
    "record": Target(f"/partner/consultations/{CONSULTATION}", RECORD, is_form=True, visitor=CHAMBER),
    "summary": Target(
        f"{BY_LINK}/consultations/{CONSULTATION}", ("do", "seen", "words", "reason", "once_key"), is_form=True
    ),
    "walked in": Target(
        f"/partner/events/{CONSULTATION}/day",
        ("registration", "specialist", "slot", "room", "once_key"),
        is_form=True,
        visitor=CHAMBER,
    ),
    "setting, any": Target("/office/settings/*/", ("value",), visitor=LEAD),
    **case_targets(Target, CHAMBER, "specialist with second factor"),
    **need_targets(member=MEMBER, chamber=CHAMBER, clerk=CLERK, specialist=SPECIALIST),
}


# Forms without a field of their own, or of which the same view is aimed at elsewhere.
NOT_AIMED = {
    "account_confirm_login_code": "without a code asked for it leads away",
    "mfa_edit_webauthn": "needs a passkey of one's own; else 404",
    "mfa_remove_webauthn": "no field",
    "mfa_reauthenticate_webauthn": "without a passkey it leads away",
    "account_set_password": "everybody has a password; leads away",
    "mfa_reauthenticate": "a code, as in mfa_authenticate",
    "mfa_deactivate_totp": "no field",
    "mfa_generate_recovery_codes": "no field",
    "usersessions_list": "no field",
}


def aimed_at(targets: dict[str, Target]) -> set[str]:
    """The routes the targets lead to."""
    everywhere = {"/*", "/office/*", "/api/*"}
    return {
        resolve(target.address.replace("*", "1-x" if "reset" in target.address else "1")).view_name
        for target in targets.values()
        if target.address not in everywhere
    }


def further_targets() -> dict[str, Target]:
    """Forms that are not named above: to the matrix's own record, with the fields its sample sends."""
    found = {}
    forms = sorted(name for name, access in POLICY.items() if "POST" in access.methods)
    for route in forms:
        gaps = sample_of(route).gaps.get("own")
        visitors = [name for name, visitor in VISITORS.items() if is_let_in(visitor, route, "POST")]
        if gaps is not None and visitors and route not in aimed_at(TARGETS) | NOT_AIMED.keys():
            names = (*sample_of(route).form, "once_key", "next", "back")
            with suppress(NoReverseMatch):  # a row of the policy that waits for its route; test_routes.py says so
                found[route] = Target(reverse(route, args=gaps), names, is_form=True, visitor=visitors[-1])
    return found


TARGETS |= further_targets()


@pytest.fixture(scope="module")
def clients(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, tuple[Client, str]]]:
    """The small world of the matrix; per visitor a client and the cookies of their session."""
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
        yield settled()
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", TARGETS)
def test_hostile_requests_are_answered_kindly_and_change_no_page(clients: Any, name: str) -> None:
    target, maker = TARGETS[name], Maker(f"{SEED} {name}")
    client, cookies = clients[target.visitor]
    client.raise_request_exception = False
    print(f"TSUNAGU_FUZZ_SEED={SEED}")  # noqa: T201  (pytest shows it with a failure)

    found = []
    for _ in range(-(-TOTAL // len(TARGETS))):
        request = maker.request(target)
        said = ask(client, cookies, request)
        if said:
            found.append((said, shown(request)))

    assert found[:5] == []


def ask(client: Client, cookies: str, request: dict[str, Any]) -> list[str]:
    """Send it; what is wrong with the answer. Whatever it did is undone."""
    client.cookies.clear()
    client.cookies.load(cookies)
    sent = {name: value for name, value in request.items() if name != "body"}
    if "HTTP_COOKIE" in sent and cookies:
        sent["HTTP_COOKIE"] = f"{cookies}; {sent['HTTP_COOKIE']}"
    with transaction.atomic():
        response = client.request(**sent, **{"wsgi.input": BytesIO(request.get("body", b""))})
        content = b"".join(response) if response.streaming else response.content
        transaction.set_rollback(True)
    return troubles(response, content)


def test_every_form_is_aimed_at() -> None:
    forms = {name for name, access in POLICY.items() if "POST" in access.methods}

    missed = sorted(forms - aimed_at(TARGETS) - NOT_AIMED.keys())

    assert missed == [], f"Add to TARGETS, or to tests/doors/matrix/samples.py, how these are filled: {missed}"


@pytest.mark.parametrize(
    ("status", "headers", "page", "said"),
    [
        (500, {}, "", "500: "),
        (302, {"Location": "//elsewhere.example"}, "", "leads to '//elsewhere.example'"),
        (302, {"Location": "/\\elsewhere.example"}, "", "leads to '/\\\\elsewhere.example'"),
        (302, {"Location": "javascript:fz(1)"}, "", "leads to 'javascript:fz(1)'"),
        (200, {"X-Fz": "1"}, "", "header X-Fz: '1'"),
        (200, {}, "<script>fz(1)</script>", "script: fz(1)"),
        (200, {}, '<p title=""onfocus="fz(1)">', "p onfocus"),
        (200, {}, '<a href="javascript:fz(1)">', "a href=javascript:fz(1)"),
        (200, {}, '<a href="//elsewhere.example">', "a href=//elsewhere.example"),
        (200, {}, "<p><fz></p>", "<fz>"),
        (200, {}, "79197919", "a template ran"),
        (400, {}, "<h1>Bad Request</h1>", "400 without a Japanese heading"),
    ],
)
def test_what_must_not_be_is_seen(status: int, headers: dict[str, str], page: str, said: str) -> None:
    answer = HttpResponse(page, status=status, headers={"Content-Type": "text/html", **headers})

    assert said in troubles(answer, answer.content)
