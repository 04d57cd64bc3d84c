"""Access ends with the next request of the same session: when a role, a registration or an account ends."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.doors.entering import SEED, enter, prove
from tests.doors.people import BEGUN, PASSWORD, member
from tests.doors.test_sign_in import sign_in
from tests.specialists.published import listed
from tsunagu.accounts.actions import end_role, stop_account
from tsunagu.accounts.models import Membership, User
from tsunagu.accounts.states import Right, Role
from tsunagu.base.actor import SYSTEM
from tsunagu.doors.policy import POLICY, Access, for_cases
from tsunagu.specialists.models import RegisterEntry, Specialist
from tsunagu.specialists.states import RegisterStatus

pytestmark = pytest.mark.django_db
DOORS = {
    Role.COMPANY_MEMBER: "/company/",
    Role.SPECIALIST: "/specialist/",
    Role.COORDINATOR: "/partner/",
    Role.OFFICE_CLERK: "/office/",
    Role.OFFICE_LEAD: "/office/journal/",
}


@pytest.mark.parametrize(("role", "door"), DOORS.items())
def test_when_a_role_ends_the_next_request_is_404(client: Client, role: Role, door: str) -> None:
    user = enter(client, role)
    before = client.get(door).status_code

    end_role(user, role, by=SYSTEM, at=timezone.now())

    assert (before, client.get(door).status_code) == (200, 404)


def test_when_a_colleague_takes_somebody_out_their_next_request_is_404(client: Client) -> None:
    user = enter(client, Role.COMPANY_MEMBER, proved=True)
    own = user.memberships.get().organisation
    gone = User.objects.create_user("gone@people.example", PASSWORD, name="去る人")
    leaving = Membership.objects.create(user=gone, organisation=own, role=Role.COMPANY_MEMBER, since=BEGUN)
    other = Client()
    other.force_login(gone)
    assert other.get("/company/").status_code == 200

    answer = client.post(f"/accounts/memberships/{leaving.pk}/end")

    assert answer["Location"] == "/accounts/organisation"
    assert (other.get("/company/").status_code, other.get("/home")["Location"]) == (404, "/accounts/start")
    assert client.get("/company/").status_code == 200


def test_taking_somebody_out_asks_who_one_is_and_shows_one_button_first(client: Client) -> None:
    user = enter(client, Role.COMPANY_MEMBER)
    own = user.memberships.get()
    page = f"/accounts/memberships/{own.pk}/end"

    asked = client.post(page)
    prove(client, user)
    shown = client.get(page)

    assert asked["Location"].startswith("/accounts/reauthenticate/")
    assert (shown.status_code, shown.content.decode().count("所属を終える</span>")) == (200, 1)
    assert Membership.objects.get(pk=own.pk).until is None


def test_the_last_member_is_told_why_they_stay(client: Client) -> None:
    user = enter(client, Role.COMPANY_MEMBER, proved=True)

    answer = client.post(f"/accounts/memberships/{user.memberships.get().pk}/end")

    assert "最後の一人は外せません。先に、ほかの人を招待してください。" in answer.content.decode()
    assert client.get("/company/").status_code == 200


@pytest.mark.parametrize("path", ["/company/", "/home"])
def test_when_an_account_is_stopped_the_next_request_is_signed_out(client: Client, path: str) -> None:
    user = enter(client, Role.COMPANY_MEMBER)
    before = client.get(path).status_code

    stop_account(user, by=SYSTEM, at=timezone.now())

    assert before in {200, 302}
    assert client.get(path)["Location"] == f"/accounts/login/?next={path}"


@pytest.fixture
def case_route(monkeypatch) -> str:
    """The specialist's page as if a case were taken there."""
    monkeypatch.setitem(POLICY, "specialist:home", for_cases(Right.OWN_SHEET, methods="POST"))
    return "/specialist/"


def registered(user: User) -> RegisterEntry:
    specialist = listed("000001")
    Specialist.objects.filter(pk=specialist.pk).update(user=user)
    entry = RegisterEntry.objects.get(riss_no="000001")
    RegisterEntry.objects.filter(pk=entry.pk).update(valid_until=timezone.now().date() + timedelta(days=30))
    return entry


@pytest.mark.parametrize(
    "ended",
    [
        {"status": RegisterStatus.REVOKED},
        {"status": RegisterStatus.SUSPENDED},
        {"valid_until": date(2026, 1, 1)},
    ],
)
def test_when_a_registration_ends_cases_are_404_with_the_next_request(
    client: Client, case_route: str, ended: dict
) -> None:
    user = member(Role.SPECIALIST, seed=SEED)
    client.force_login(user)
    entry = registered(user)
    before = client.get(case_route).status_code

    RegisterEntry.objects.filter(pk=entry.pk).update(**ended)

    assert (before, client.get(case_route).status_code) == (200, 404)


def test_who_is_not_on_the_register_takes_no_cases(client: Client, case_route: str) -> None:
    client.force_login(member(Role.SPECIALIST, seed=SEED))

    assert client.get(case_route).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_specialist_sets_up_the_second_factor_before_a_case(client: Client, case_route: str, method: str) -> None:
    user = enter(client, Role.SPECIALIST)
    registered(user)

    answer = getattr(client, method)(case_route)

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/totp/activate/")


def test_htmx_is_led_to_the_whole_page(client: Client, case_route: str) -> None:
    user = enter(client, Role.SPECIALIST)
    registered(user)

    answer = client.get(case_route, headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/accounts/2fa/totp/activate/")


def test_the_api_is_no_way_around(client: Client, monkeypatch) -> None:
    monkeypatch.setitem(POLICY, "api:codes", Access(right=Right.OWN_SHEET, needs_second_factor=True))
    user = enter(client, Role.SPECIALIST)
    registered(user)

    answer = client.get("/api/v1/codes")

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/totp/activate/")


def test_other_sessions_are_ended_from_the_list(client: Client) -> None:
    user = member(Role.COMPANY_MEMBER)
    other = Client()
    for one in (client, other):
        sign_in(one, user.email)
        one.get("/accounts/sessions/")
    before = other.get("/company/").status_code

    client.post("/accounts/sessions/")

    assert (before, client.get("/company/").status_code) == (200, 200)
    assert other.get("/company/")["Location"].startswith("/accounts/login/")


def test_a_new_password_ends_the_other_sessions(client: Client) -> None:
    user = member(Role.COMPANY_MEMBER)
    other = Client()
    for one in (client, other):
        sign_in(one, user.email)
    new = {"oldpassword": PASSWORD, "password1": "another-Password-4712", "password2": "another-Password-4712"}

    client.post("/accounts/password/change/", new)

    assert client.get("/company/").status_code == 200
    assert other.get("/company/")["Location"].startswith("/accounts/login/")
