"""Several memberships: one acts at a time, and the session keeps which."""

import re

import pytest
from django.test import Client

from tests.doors.entering import SEED, enter, prove, text_of
from tests.doors.people import BEGUN, member
from tests.doors.test_sign_in import errors_on, heading
from tsunagu.accounts.models import Membership, Organisation, User
from tsunagu.accounts.states import OrganisationKind, Role
from tsunagu.base.actor import SYSTEM
from tsunagu.companies.actions import CompanyFacts, open_company

pytestmark = pytest.mark.django_db


def company(name: str) -> Organisation:
    facts = CompanyFacts(name=name, name_kana="みほん", prefecture="13", industry="retail", employees=9)
    return open_company(facts, by=SYSTEM, at=BEGUN).organisation


@pytest.fixture
def user(client: Client) -> User:
    """A specialist who also works for two companies."""
    found = enter(client, Role.SPECIALIST, proved=True)
    for name in ("甲社", "乙社"):
        Membership.objects.create(user=found, organisation=company(name), role=Role.COMPANY_MEMBER, since=BEGUN)
    return found


def switch(client: Client, name: str, **more: str):
    code = "own" if name == "own" else str(Organisation.objects.get(name=name).pk)
    return client.post("/accounts/memberships/switch", {"hat": code, **more})


def test_the_first_hat_acts_until_another_is_chosen(client: Client, user: User) -> None:
    assert client.get("/home")["Location"] == "/specialist/"
    switch(client, "乙社")

    assert client.get("/home")["Location"] == "/company/"
    page = text_of(client.get("/company/"))
    assert ("乙社" in page, "甲社" in page) == (True, False)


def test_a_page_of_another_membership_is_a_kind_one_with_a_button_for_each(client: Client, user: User) -> None:
    response = client.get("/company/?a=1")

    page = response.content.decode()
    assert (response.status_code, heading(response)) == (403, "別の所属のページです")
    assert re.findall(r'<button class="button" type="submit">(.*?)</button>', page) == [
        "「甲社（企業の担当者）」に切り替える",
        "「乙社（企業の担当者）」に切り替える",
    ]
    assert 'name="next" value="/company/?a=1"' in page


def test_the_button_leads_back_to_the_page(client: Client, user: User) -> None:
    response = switch(client, "甲社", next="/company/")

    assert response["Location"] == "/company/"
    assert client.get("/company/").status_code == 200


@pytest.mark.parametrize("further", ["https://elsewhere.example/", "//elsewhere.example", "javascript:x", ""])
def test_switching_never_leads_to_another_site(client: Client, user: User, further: str) -> None:
    assert switch(client, "甲社", next=further)["Location"] == "/home"


def test_a_right_nobody_of_the_hats_has_is_404(client: Client, user: User) -> None:
    assert client.get("/office/").status_code == 404


def test_the_organisation_of_others_cannot_be_chosen(client: Client, user: User) -> None:
    company("よその会社")

    assert switch(client, "よその会社").status_code == 404
    assert client.get("/home")["Location"] == "/specialist/"


def test_a_choice_that_has_ended_falls_back(client: Client, user: User) -> None:
    switch(client, "甲社")
    Membership.objects.filter(organisation__name="甲社").update(until=BEGUN)

    assert client.get("/home")["Location"] == "/specialist/"
    assert "甲社" not in text_of(client.get("/accounts/memberships"))


def test_a_form_filled_in_under_another_hat_is_refused(client: Client, user: User) -> None:
    first = Organisation.objects.get(name="甲社")
    switch(client, "乙社")

    form = {"of": first.pk, "name": "改名社", "prefecture": "13"}
    response = client.post("/accounts/organisation/edit", form)

    assert errors_on(response) == ["別の組織に切り替わっています。画面を読み直してください。"]
    assert sorted(Organisation.objects.values_list("name", flat=True)) == ["乙社", "甲社"]


def test_an_organisation_is_edited_under_its_own_hat(client: Client, user: User) -> None:
    switch(client, "乙社")
    own = Organisation.objects.get(name="乙社")

    client.post("/accounts/organisation/edit", {"of": own.pk, "name": "改名社", "prefecture": "27"})

    assert sorted(Organisation.objects.values_list("name", "prefecture")) == [("改名社", "27"), ("甲社", "13")]


def test_the_page_of_memberships_marks_the_one_that_acts(client: Client, user: User) -> None:
    switch(client, "乙社")

    page = text_of(client.get("/accounts/memberships"))

    assert page.count("いま使っています") == 1
    assert "乙社（企業の担当者） いま使っています" in page


def test_a_member_sees_colleagues_and_invites_one_after_saying_who_they_are(client: Client) -> None:
    user = member(Role.COORDINATOR, seed=SEED)
    client.force_login(user)
    own = user.memberships.get().organisation
    form = {"of": own.pk, "email": "new@kakuu.example", "seat": f"coordinator:{own.pk}"}

    before = client.post("/accounts/organisation/invite", form)
    prove(client, user)
    after = client.post("/accounts/organisation/invite", form)

    assert before["Location"].startswith("/accounts/reauthenticate/")
    assert after["Location"] == "/accounts/organisation"
    assert "new@kakuu.example" in text_of(client.get("/accounts/organisation"))


def test_a_seat_that_is_not_ones_own_to_offer_is_refused(client: Client) -> None:
    user = enter(client, Role.COORDINATOR, proved=True)
    own = user.memberships.get().organisation
    office = Organisation.objects.create(
        kind=OrganisationKind.SECRETARIAT, name="事務局", prefecture="13", created_at=BEGUN
    )

    for seat in (f"office_lead:{office.pk}", f"company_member:{own.pk}", "x"):
        response = client.post(
            "/accounts/organisation/invite", {"of": own.pk, "email": "new@kakuu.example", "seat": seat}
        )
        assert (response.status_code, len(errors_on(response))) == (200, 1)

    assert not own.invitations.exists()
    assert not office.invitations.exists()
