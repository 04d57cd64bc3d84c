"""Every answer of every route carries the security headers; a private one is kept by no cache (promises §4)."""

import pytest
from django.test import Client

from tests.doors.people import PASSWORD, member
from tests.doors.test_parts import POLICY as CONTENT_POLICY
from tests.house.addresses import addresses
from tsunagu.accounts.states import Role
from tsunagu.doors.policy import POLICY

pytestmark = pytest.mark.django_db
EVERY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
# Data for anybody's programs: other sites may read it, so it is not kept to its own origin.
FOR_ANYBODY = ("api:",)
HEALTH = {"healthz": {200, 503}}  # 503: in a test there is no worker


def content_policy(response) -> dict[str, str]:
    said = response.get("Content-Security-Policy", "").split(";")
    return dict(rule.strip().split(" ", 1) for rule in said if rule.strip())


def told(response) -> dict[str, str | None]:
    return {name: response.get(name) for name in EVERY}


def due(name: str, response) -> dict[str, str]:
    """The headers an answer of this route must carry."""
    is_data = name.startswith(FOR_ANYBODY) and response.get("Content-Type", "").startswith("application/json")
    return EVERY | ({"Cross-Origin-Resource-Policy": "cross-origin"} if is_data else {})


def is_fine(name: str, response) -> bool:
    """No failure of the service."""
    return response.status_code < 500 or response.status_code in HEALTH.get(name, ())


def is_guarded(name: str, response) -> bool | tuple:
    """True, or what the answer says instead of what is due."""
    said = (is_fine(name, response), told(response), content_policy(response))
    return said == (True, due(name, response), CONTENT_POLICY) or said


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitors_answers_carry_every_header(method: str) -> None:
    answers = {name: getattr(Client(), method)(address) for name, address in addresses().items()}

    assert {name: is_guarded(name, response) for name, response in answers.items()} == dict.fromkeys(POLICY, True)


@pytest.mark.parametrize("role", [Role.OFFICE_LEAD, Role.COORDINATOR, Role.SPECIALIST, Role.COMPANY_MEMBER])
def test_a_members_answers_carry_them_too_and_are_not_kept(client: Client, role: Role) -> None:
    client.force_login(member(role, seed=SEED))

    answers = {name: client.get(address) for name, address in addresses().items()}

    assert {name: is_guarded(name, response) for name, response in answers.items()} == dict.fromkeys(POLICY, True)
    assert "_auth_user_id" in client.session  # no address ended it on the way
    kept = {name: {word.strip() for word in response["Cache-Control"].split(",")} for name, response in answers.items()}
    assert {name: words for name, words in kept.items() if not {"no-store", "private"} <= words} == {}


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
def test_a_method_a_public_route_does_not_take_is_refused(method: str) -> None:
    public = {name: address for name, address in addresses().items() if POLICY[name].is_public}

    answers = {name: getattr(Client(), method)(address) for name, address in public.items()}

    assert {name: (response.status_code, told(response)) for name, response in answers.items()} == {
        name: (405, due(name, response)) for name, response in answers.items()
    }


def test_cookies_are_for_the_browser_alone(client: Client) -> None:
    user = member(Role.SPECIALIST)
    answers = [
        client.get("/accounts/login/"),
        client.post("/accounts/login/", {"login": user.email, "password": PASSWORD}),
    ]

    cookies = {name: cookie for answer in answers for name, cookie in answer.cookies.items()}

    assert {name: (cookie["httponly"], cookie["samesite"]) for name, cookie in cookies.items()} == {
        "csrftoken": (True, "Lax"),
        "messages": (True, "Lax"),
        "sessionid": (True, "Lax"),
    }
