"""The first page of company, specialist and partner: whose, what, and what it costs."""

import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from tests.doors.entering import enter, text_of
from tests.specialists.listed import listing, register_entry
from tsunagu.accounts.models import Membership, Organisation, User
from tsunagu.accounts.states import Role
from tsunagu.companies.models import Company
from tsunagu.partners.models import Partner
from tsunagu.specialists.states import HiddenReason, ListingState

pytestmark = pytest.mark.django_db
HOMES = {"/company/": Role.COMPANY_MEMBER, "/specialist/": Role.SPECIALIST, "/partner/": Role.COORDINATOR}
NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)


def place_of(user: User) -> Organisation:
    return user.memberships.get().organisation


def company_of(user: User) -> Company:
    return Company.objects.create(organisation=place_of(user), industry="retail", employees=7)


@pytest.mark.parametrize("home", HOMES)
def test_signed_out_the_way_leads_to_signing_in(client: Client, home: str) -> None:
    response = client.get(home)

    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={home}")


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("role", Role)
def test_each_home_exists_for_its_role_only(client: Client, home: str, role: Role) -> None:
    enter(client, role)

    assert client.get(home).status_code == (200 if HOMES[home] is role else 404)


@pytest.mark.parametrize(("home", "role"), HOMES.items())
def test_a_home_takes_no_form(client: Client, home: str, role: Role) -> None:
    enter(client, role)

    assert client.post(home).status_code == 405


@pytest.mark.parametrize(("home", "role"), HOMES.items())
def test_no_address_names_anybody(client: Client, home: str, role: Role) -> None:
    enter(client, role)

    assert [client.get(f"{home}{one}").status_code for one in ("1/", "900000/", "1")] == [404, 404, 404]


@pytest.mark.parametrize(
    ("home", "role", "said"),
    [
        ("/company/", Role.COMPANY_MEMBER, "会社の登録がありません"),
        ("/specialist/", Role.SPECIALIST, "まだ個票がありません"),
        ("/partner/", Role.COORDINATOR, "組織の登録がありません"),
    ],
)
def test_without_anything_the_page_says_so_and_what_to_do(client: Client, home: str, role: Role, said: str) -> None:
    enter(client, role)

    assert said in text_of(client.get(home))


def test_a_company_sees_its_own_data_and_people_and_no_other(client: Client) -> None:
    user = enter(client, Role.COMPANY_MEMBER)
    company_of(user)
    other = Organisation.objects.create(kind="company", name="よその会社", prefecture="01", created_at=NOW)
    Company.objects.create(organisation=other, industry="retail", employees=7)

    words = text_of(client.get("/company/"))

    assert "所在地 東京都 業種 小売業 従業員数 7人 担当者 見本 企業の担当者" in words
    assert "よその会社" not in words


def test_a_partner_begins_the_search_where_it_is(client: Client) -> None:
    user = enter(client, Role.COORDINATOR)
    Partner.objects.create(organisation=place_of(user), kind="chamber")

    response = client.get("/partner/")

    assert "種類 商工会議所・商工会 所在地 東京都" in text_of(response)
    near = re.search(r'href="([^"]+)">東京都に訪問できる人を見る', response.content.decode())[1]
    assert client.get(near).status_code == 200


def test_a_specialist_sees_the_own_sheet_and_not_anothers(client: Client, time_machine_at) -> None:
    with time_machine_at(NOW):
        user = enter(client, Role.SPECIALIST)
        listing(1, name="よその人")
        listing(2, user=user, load_month=202611, load=1, monthly_cap=3)
        register_entry(2, courses_done_on=date(2026, 5, 1))

        response = client.get("/specialist/")

    words = text_of(response)
    for said in (
        "アクティブリストに載っています",
        "今月届いた件数 1件 （上限 3件）",
        "内容を確かめた日 2026年10月1日 次は2026年12月30日に、今も正しいかをおたずねします（90日ごと）。",
        "登録の期限 2027年3月31日（あと130日）",
        "義務講習を受けた日 2026年5月1日",
    ):
        assert said in words
    assert "よその人" not in words
    sheet = re.search(r'href="([^"]+)">見える形で開く', response.content.decode())[1]
    assert ("000002" in sheet, client.get(sheet).status_code) == (True, 200)


def test_a_full_month_and_a_rest_are_said(client: Client, time_machine_at) -> None:
    with time_machine_at(NOW):
        user = enter(client, Role.SPECIALIST)
        listing(2, user=user, load_month=202611, load=3, monthly_cap=3, paused_until=date(2026, 12, 1))

        words = text_of(client.get("/specialist/"))

    assert ("今月の受付はいっぱいです" in words, "受付のお休み 2026年12月1日まで" in words) == (True, True)
    assert "登録簿に見つかりません" in words


@pytest.mark.parametrize("state", ListingState)
def test_every_state_is_explained_to_its_owner(client: Client, state: ListingState) -> None:
    user = enter(client, Role.SPECIALIST)
    reason = HiddenReason.EMPLOYER if state is ListingState.HIDDEN else None
    made = listing(2, state, reason=reason, user=user)

    words = text_of(client.get("/specialist/"))

    assert f"状態 {state.label}" in words
    assert ("いまは公開していません" in words) is not made.is_listed
    assert ("理由：勤務先の都合。" in words) is (state is ListingState.HIDDEN)


def test_very_long_names_stand_whole(client: Client) -> None:
    user = enter(client, Role.COMPANY_MEMBER)
    company_of(user)
    name = "長い名前の会社" * 28
    Organisation.objects.filter(pk=place_of(user).pk).update(name=name)

    assert name in text_of(client.get("/company/"))


# 3 of the gate: session, person, membership; 1 more where a second factor is needed.
COSTS = {"/company/": 3 + 7, "/specialist/": 3 + 6, "/partner/": 4 + 3}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("home", HOMES)
def test_a_home_costs_the_same_with_one_row_and_with_three(
    client: Client, home: str, count: int, django_assert_num_queries
) -> None:
    user = enter(client, HOMES[home])
    fill(user, home, count)

    with django_assert_num_queries(COSTS[home]):
        response = client.get(home)

    assert response.status_code == 200


def fill(user: User, home: str, count: int) -> None:
    """Organisations with people, or listings of which one is the own."""
    if home == "/specialist/":
        for number in range(count):
            listing(number, user=None if number else user)
            register_entry(number)
        return
    for number in range(count):
        kind = "company" if home == "/company/" else "partner"
        place = Organisation.objects.create(kind=kind, name=f"組織{number}", prefecture="13", created_at=NOW)
        Membership.objects.create(user=user, organisation=place, role=HOMES[home], since=NOW.replace(year=2025))
        if home == "/company/":
            Company.objects.create(organisation=place, industry="retail", employees=7)
        else:
            Partner.objects.create(organisation=place, kind="chamber")
