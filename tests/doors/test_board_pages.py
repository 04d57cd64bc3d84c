"""The board at the partner's door: solved, one pair looked at and moved, published; others' boards do not exist."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from tests.consultations.days import AT, BY, adviser, chamber, coming, consultation_day
from tests.doors.entering import enter, text_of
from tests.matching.boards import sitting
from tsunagu.accounts.models import User
from tsunagu.accounts.states import Role
from tsunagu.consultations.actions import declare_conflict
from tsunagu.consultations.models import Consultation
from tsunagu.consultations.states import ConflictReason
from tsunagu.events.models import Event
from tsunagu.matching.actions import ask_to_solve, open_board, place
from tsunagu.matching.models import Board
from tsunagu.matching.moves import Move
from tsunagu.partners.models import Partner
from tsunagu.partners.states import PartnerKind

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock(time_machine_at) -> Iterator[None]:
    with time_machine_at(AT):
        yield


def own_day(client: Client, *, companies: int = 2, advisers: int = 2) -> Event:
    """A day of the partner whose coordinator is signed in."""
    user: User = enter(client, Role.COORDINATOR)
    organisation = user.memberships.get().organisation
    event = consultation_day(Partner.objects.create(organisation=organisation, kind=PartnerKind.CHAMBER))
    for number in range(companies):
        coming(event, f"見本{number + 1}社")
    for number in range(advisers):
        adviser(event, f"00000{number + 1}", prefectures=["27"])
    return event


def solved(event: Event) -> Board:
    board = open_board(event, by=BY, at=AT)
    ask_to_solve(board, seen=0, by=BY, at=AT)
    return board


def sent(do: str, board: Board | None = None, **more: object) -> dict[str, object]:
    return {"do": do, "seen": board.version if board else 0, **more}


def test_a_board_is_begun_solved_and_published(client: Client) -> None:
    event = own_day(client)
    here = f"/partner/events/{event.pk}/board"

    assert "組み合わせを始める" in text_of(client.get(here))
    assert client.post(here, sent("open")).status_code == 302
    assert client.post(here, sent("solve")).status_code == 302
    page = text_of(client.get(here))
    assert ("見本1社" in page, "見本2社" in page, "すべての会社に、相談の時間があります。" in page) == (
        True,
        True,
        True,
    )
    assert client.post(here, sent("publish", Board.objects.get())).status_code == 302

    assert Consultation.objects.count() == 2
    assert "公表しました" in text_of(client.get(here))


@pytest.mark.parametrize("over", [{"state": "held"}, {"starts_at": AT - HOUR, "ends_at": AT, "closes_at": AT - HOUR}])
def test_a_day_that_is_over_begins_no_board(client: Client, over: dict[str, object]) -> None:
    event = own_day(client)
    Event.objects.update(**over)
    here = f"/partner/events/{event.pk}/board"

    page, refused = text_of(client.get(here)), text_of(client.post(here, sent("open")))

    told = ["この催しは終わりました" in page, "組み合わせを始める" in page, "終わったか、中止になりました" in refused]
    assert told == [True, False, True]
    assert Board.objects.count() == 0


def test_a_board_of_a_day_that_is_over_is_only_read(client: Client) -> None:
    event = own_day(client)
    company, person, _ = sitting(solved(event))[0]
    Event.objects.update(state="held")
    here = f"/partner/events/{event.pk}/board"

    page, pair = client.get(here), client.get(f"{here}/pair", {"company": company, "adviser": person})

    assert ("見本1社" in text_of(page), "合うところ" in text_of(pair)) == (True, True)
    shown = page.content.decode() + pair.content.decode()
    assert (shown.count("once_key"), shown.count("board.js"), "どうなるか見る" in shown) == (0, 0, False)


def test_a_day_without_slots_says_what_to_do(client: Client) -> None:
    event = own_day(client)
    event.slots.all().delete()

    page = text_of(client.post(f"/partner/events/{event.pk}/board", sent("open")))

    assert "先に枠を作ってください" in page


def test_a_pair_says_why_and_what_another_would_cost(client: Client) -> None:
    event = own_day(client)
    board = solved(event)
    company, person, _ = sitting(board)[0]
    other = next(str(one.specialist_id) for one in event.advisers.all() if str(one.specialist_id) != person)

    seated = text_of(client.get(f"/partner/events/{event.pk}/board/pair", {"company": company, "adviser": person}))
    another = text_of(
        client.get(f"/partner/events/{event.pk}/board/pair", {"company": company, "adviser": other, "slot": 3})
    )

    assert ("ここに固定する" in seated, "希望なし（全員に満点）" in seated) == (True, True)
    assert ("に入れると" in another, "この二者を必ず組むと" in another, "この通りに動かす" in another) == (
        True,
        True,
        True,
    )
    board.refresh_from_db()
    assert board.version == 1


def test_moving_is_saved_and_pinned(client: Client) -> None:
    event = own_day(client)
    board = solved(event)
    company, person, slot = sitting(board)[0]
    here = f"/partner/events/{event.pk}/board"

    response = client.post(here, sent("place", board, company=company, adviser=person, slot=slot % 3 + 1))

    assert (response.status_code, response["Location"]) == (302, here)
    assert board.placements.filter(is_pinned=True).values_list("slot__number", flat=True).get() == slot % 3 + 1


def test_what_breaks_a_rule_is_told_on_the_board(client: Client) -> None:
    event = own_day(client, advisers=1)
    board = open_board(event, by=BY, at=AT)
    company, person = event.registrations.first(), event.advisers.get().specialist
    declare_conflict(company, person, ConflictReason.CUSTOMER, "", by=BY, at=AT)

    page = text_of(
        client.post(
            f"/partner/events/{event.pk}/board",
            sent("place", board, company=company.pk, adviser=person.pk, slot=1),
        )
    )

    assert "利害関係があります" in page
    assert sitting(board) == []


def test_the_second_of_two_sees_the_difference(client: Client) -> None:
    event = own_day(client, companies=1)
    board = open_board(event, by=BY, at=AT)
    company, person = event.registrations.get(), event.advisers.first().specialist
    place(board, Move(str(company.pk), str(person.pk), 2), seen=0, by=BY, at=AT)

    page = text_of(client.post(f"/partner/events/{event.pk}/board", {"do": "solve", "seen": 0}))

    assert ("ほかの人が先に変えました" in page, f"{BY.name} ：組み合わせを動かしました" in page) == (True, True)
    assert re.search(r"入った：14時00分\s+見本1社 × ", page)


@pytest.mark.parametrize("what", ["board", "board/pair"])
def test_the_board_of_another_partner_does_not_exist(client: Client, what: str) -> None:
    own_day(client)
    other = consultation_day(chamber("よその商工会議所"))

    assert client.get(f"/partner/events/{other.pk}/{what}").status_code == 404


@pytest.mark.parametrize(
    "asked", [{"company": ""}, {"company": "x", "adviser": "1"}, {"company": "1", "adviser": "1", "slot": "x"}]
)
def test_a_pair_that_is_none_does_not_exist(client: Client, asked: dict) -> None:
    event = own_day(client)
    solved(event)

    assert client.get(f"/partner/events/{event.pk}/board/pair", asked).status_code == 404


@pytest.mark.parametrize(
    "told", [{}, {"do": "explode", "seen": 0}, {"do": "place", "seen": 0, "company": "'", "adviser": "1", "slot": "1"}]
)
def test_odd_forms_are_answered_in_words(client: Client, told: dict) -> None:
    event = own_day(client)
    open_board(event, by=BY, at=AT)

    response = client.post(f"/partner/events/{event.pk}/board", told)

    assert response.status_code == 200
    assert "入力内容を確かめてください" in text_of(response)


def test_the_secretariat_arranges_the_days_it_holds_and_no_partners(client: Client) -> None:
    enter(client, Role.OFFICE_CLERK)
    own, partners = consultation_day(), consultation_day(chamber("よその商工会議所"))
    Event.objects.filter(pk=own.pk).update(partner=None, scope="season:1")
    coming(own)
    adviser(own, prefectures=["27"])
    here = f"/office/events/{own.pk}/board"

    begun = [client.post(here, sent("open"))["Location"], client.post(here, sent("solve"))["Location"]]

    foreign = f"/office/events/{partners.pk}/board"
    assert (begun, "見本製作所" in text_of(client.get(here))) == ([here] * 2, True)
    assert here in client.get(f"/office/events/{own.pk}/").content.decode()
    assert foreign not in client.get(f"/office/events/{partners.pk}/").content.decode()
    assert [client.get(foreign).status_code, client.post(foreign, sent("open")).status_code] == [404, 404]


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_costs_the_same_for_one_and_for_three(client: Client, count: int, django_assert_num_queries) -> None:
    event = own_day(client, companies=count, advisers=count)
    solved(event)
    here = f"/partner/events/{event.pk}/board"
    client.get(here)

    with django_assert_num_queries(21):
        client.get(here)


def test_who_comes_without_an_appointment_is_taken_in_on_the_day(client: Client) -> None:
    event = own_day(client, companies=1, advisers=1)
    open_board(event, by=BY, at=AT)
    here, told = f"/partner/events/{event.pk}/board", {"do": "walk_in", "seen": 0, "room": 2}
    told |= {"company": event.registrations.get().pk, "adviser": event.advisers.get().specialist_id}

    assert "当日の飛び込み" not in text_of(client.get(here))
    assert "まだ始まっていません" in text_of(client.post(here, told))
    type(event).objects.filter(pk=event.pk).update(starts_at=AT, closes_at=AT)

    assert "当日の飛び込み" in text_of(client.get(here))
    assert client.post(here, told).status_code == 302
    assert list(Consultation.objects.values_list("slot", "room")) == [(None, 2)]
    assert "もう入っています" in text_of(client.post(here, told))


@pytest.mark.parametrize(
    ("do", "told", "words"),
    [
        ("place", {"slot": 77}, "この時間の枠は、もうありません"),
        ("allow", {"company": "9" * 20}, "この操作は、ここではできません"),
        ("pin", {"adviser": "9" * 20}, "この操作は、ここではできません"),
    ],
)
def test_what_no_page_of_ours_sends_is_refused_in_words(
    client: Client, do: str, told: dict[str, object], words: str
) -> None:
    event = own_day(client)
    board = solved(event)
    company, person, slot = sitting(board)[0]

    answer = client.post(
        f"/partner/events/{event.pk}/board",
        sent(do, board, **{"company": company, "adviser": person, "slot": slot} | told),
    )

    assert (answer.status_code, words in text_of(answer), Board.objects.get().version) == (200, True, 1)


@pytest.mark.parametrize("seen", [2**31 - 1, 2**70])
def test_a_version_beyond_the_column_is_refused(client: Client, seen: int) -> None:
    event = own_day(client)
    board = solved(event)

    answer = client.post(f"/partner/events/{event.pk}/board", {**sent("publish", board), "seen": seen})

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["seen"])
