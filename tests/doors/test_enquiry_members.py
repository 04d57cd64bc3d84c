"""Enquiries at the specialist's and the secretariat's door."""

import pytest
from django.test import Client

from tests.directory.asking import EMAIL, HOURS, WORDS, delivered, load_of, person, states_of, target_of
from tests.doors.entering import SEED, enter, rows_of, text_of
from tests.doors.people import member
from tests.specialists.published import AT
from tsunagu.accounts.models import User
from tsunagu.accounts.states import Role
from tsunagu.base.actor import VISITOR
from tsunagu.directory.actions.ending import withdraw_enquiry
from tsunagu.directory.models import Enquiry
from tsunagu.specialists.models import Specialist

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(time_machine_at):
    with time_machine_at(AT + HOURS):
        yield


def own(client: Client, number: str = "000001") -> User:
    """The specialist of that number is signed in, with a second factor."""
    user = member(Role.SPECIALIST, seed=SEED)
    Specialist.objects.filter(riss_no=number).update(user=user)
    client.force_login(user)
    return user


def test_the_inbox_shows_what_waits_and_the_page_what_was_asked(client: Client) -> None:
    person("000001")
    enquiry = delivered("000001")
    own(client)

    rows = rows_of(client.get("/specialist/enquiries/"))
    page = text_of(client.get(f"/specialist/enquiries/{target_of(enquiry, '000001').pk}"))
    home = text_of(client.get("/specialist/"))

    assert [(row[0], row[3], row[4]) for row in rows] == [("見本製作所", "返事を待っています", "11月28日 10時00分")]
    assert (WORDS in page, EMAIL in page, "03-0000-1111" in page) == (True, False, False)
    assert "返事を待つ問い合わせが1件あります" in home


def test_accepting_shows_the_telephone(client: Client) -> None:
    person("000001")
    enquiry = delivered("000001")
    own(client)
    address = f"/specialist/enquiries/{target_of(enquiry, '000001').pk}"

    response = client.post(address, {"accept": "1", "yes-words": "お手伝いします。"}, follow=True)

    assert states_of(enquiry) == {"000001": "accepted"}
    assert [word in text_of(response) for word in ("お手伝いします。", "03-0000-1111", "私が対応します")] == [
        True, True, False,
    ]  # fmt: skip


def test_declining_asks_for_a_reason(client: Client) -> None:
    person("000001")
    enquiry = delivered("000001")
    own(client)
    address = f"/specialist/enquiries/{target_of(enquiry, '000001').pk}"

    without = client.post(address, {"decline": "1"})
    other = client.post(address, {"decline": "1", "no-reason": "other"})
    before = states_of(enquiry)
    done = client.post(address, {"decline": "1", "no-reason": "place"})

    assert without.context["decline"].errors == {"reason": ["選んでください。"]}
    assert other.context["decline"].errors == {"words": ["「そのほか」のときは、理由をことばで書いてください。"]}
    assert (before, done.status_code, states_of(enquiry), load_of("000001")) == (
        {"000001": "waiting"}, 302, {"000001": "declined"}, 0,
    )  # fmt: skip


def test_who_comes_too_late_is_told_on_the_page(client: Client) -> None:
    person("000001")
    enquiry = delivered("000001")
    own(client)
    withdraw_enquiry(enquiry, by=VISITOR, at=AT)

    response = client.post(f"/specialist/enquiries/{target_of(enquiry, '000001').pk}", {"accept": "1"})

    assert (response.status_code, "問い合わせた方が、この問い合わせを終えました。" in text_of(response)) == (200, True)


def test_one_does_not_see_anothers_nor_what_was_not_delivered(client: Client) -> None:
    person("000001")
    person("000002")
    theirs = delivered("000002")
    delivered("000001", words="一つ目")
    held = delivered("000001", words="一つ目")
    own(client)

    found = [
        client.get(f"/specialist/enquiries/{target_of(one, number).pk}").status_code
        for one, number in ((theirs, "000002"), (held, "000001"))
    ]

    assert (held.state, found, len(rows_of(client.get("/specialist/enquiries/")))) == ("held", [404, 404], 1)


def test_without_a_second_factor_a_specialist_sets_it_up_first(client: Client) -> None:
    person("000001")
    user = member(Role.SPECIALIST)
    Specialist.objects.filter(riss_no="000001").update(user=user)
    client.force_login(user)

    assert client.get("/specialist/enquiries/")["Location"].startswith("/accounts/2fa/totp/activate/")


def held_one() -> Enquiry:
    person("000001")
    delivered("000001")
    return delivered("000001")


def test_the_office_sees_every_enquiry_with_state_and_age(client: Client) -> None:
    held_one()
    enter(client, Role.OFFICE_CLERK)

    all_rows = rows_of(client.get("/office/enquiries/"))
    only_held = rows_of(client.get("/office/enquiries/?state=held"))
    home = text_of(client.get("/office/"))

    assert [(row[3], row[4], "（1時間前）" in row[5]) for row in all_rows] == [
        ("事務局が確認中", "1人中 対応0人、待ち0人", True), ("届けました", "1人中 対応0人、待ち1人", True),
    ]  # fmt: skip
    assert (len(only_held), "確認を待つ問い合わせ" in home) == (1, True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_offices_list_costs_the_same_for_one_and_three(
    client: Client, django_assert_num_queries, count: int
) -> None:
    person("000001")
    for turn in range(count):
        delivered("000001", words=f"文{turn}")
    enter(client, Role.OFFICE_CLERK)
    client.get("/office/enquiries/")

    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        rows = rows_of(client.get("/office/enquiries/"))

    assert len(rows) == count


QUERIES_OF_THE_LIST = 6


def test_the_office_lets_a_held_one_through(client: Client) -> None:
    held = held_one()
    enter(client, Role.OFFICE_CLERK)
    page = text_of(client.get(f"/office/enquiries/{held.pk}"))

    response = client.post(f"/office/enquiries/{held.pk}", {"release": "1"})

    assert ("同じ文の問い合わせがあります" in page, response.status_code, states_of(held)) == (
        True, 302, {"000001": "waiting"},
    )  # fmt: skip


def test_the_office_refuses_a_held_one_with_a_reason(client: Client) -> None:
    held = held_one()
    enter(client, Role.OFFICE_CLERK)

    without = client.post(f"/office/enquiries/{held.pk}", {"refuse": "1"})
    done = client.post(f"/office/enquiries/{held.pk}", {"refuse": "1", "words": "同じ文です。"}, follow=True)

    assert without.context["form"].errors == {"words": ["届けない理由を書いてください。問い合わせた方が読みます。"]}
    assert ("同じ文です。" in text_of(done), states_of(held)) == (True, {"000001": "ended"})


def test_two_clerks_cannot_both_decide(client: Client) -> None:
    held = held_one()
    enter(client, Role.OFFICE_CLERK)
    client.post(f"/office/enquiries/{held.pk}", {"release": "1"})

    late = client.post(f"/office/enquiries/{held.pk}", {"refuse": "1", "words": "同じ文です。"})

    assert "他の担当者が先に決めました。" in text_of(late)
    assert states_of(held) == {"000001": "waiting"}
