"""One's own timetable: a company by the link of its letter, a specialist signed in; nobody else's."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from tests.consultations.days import AT, BY
from tests.doors.entering import SEED, enter, text_of
from tests.matching.boards import opened, seat
from tsunagu.accounts.states import Role
from tsunagu.consultations.models import Consultation
from tsunagu.events.actions.keeping import cancel_registration
from tsunagu.events.models import Event
from tsunagu.mail.models import Letter
from tsunagu.matching.actions import place, publish_board, take_out
from tsunagu.matching.links import cancelling_link, company_link, specialist_link, timetable_token
from tsunagu.matching.moves import Move

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(time_machine_at) -> Iterator[None]:
    with time_machine_at(AT):
        yield


@pytest.fixture
def published():
    board, (a, b), (x, y) = opened()
    place(board, Move(str(a.pk), str(x.pk), 1), seen=0, by=BY, at=AT)
    place(board, Move(str(b.pk), str(y.pk), 2), seen=1, by=BY, at=AT)
    publish_board(board, seen=2, by=BY, at=AT)
    return board, (a, b), (x, y)


def entries(response) -> list[tuple[str, str, str, int]]:
    """(uid, status, summary, sequence) of a calendar file."""
    return [
        (str(one["uid"]), str(one["status"]), str(one["summary"]), int(one["sequence"]))
        for one in Calendar.from_ical(response.content).walk("VEVENT")
    ]


def test_a_company_sees_its_own_by_the_link_of_its_letter(client: Client, published) -> None:
    _, (a, _), (x, _) = published
    letter = Letter.objects.get(template="timetable_company", to=a.email)
    link = f"/timetables/{timetable_token(a)}"

    page = client.get(link)

    assert letter.body.count(company_link(a)) == 1
    assert company_link(a).endswith(link)
    assert ("13:30–14:00" in text_of(page), "席1" in text_of(page)) == (True, True)
    assert text_of(page).count("さんの個票") == 1
    assert page["Cache-Control"] == "no-store, private"
    assert x.name not in letter.body


def test_its_calendar_file_says_when_and_later_that_it_is_off(client: Client, published) -> None:
    board, (a, _), (x, _) = published
    link = f"/timetables/{timetable_token(a)}/timetable.ics"
    key = Consultation.objects.get(registration=a).pk

    assert entries(client.get(link)) == [(f"consultation-{key}@tsunagu", "CONFIRMED", "個別相談：見本の相談会", 1)]
    take_out(board, seat(a, x, 1), seen=3, by=BY, at=AT)
    publish_board(board, seen=4, by=BY, at=AT)

    assert entries(client.get(link)) == [
        (f"consultation-{key}@tsunagu", "CANCELLED", "【中止】個別相談：見本の相談会", 3)
    ]
    assert "いまの予定はありません" in text_of(client.get(f"/timetables/{timetable_token(a)}"))


def test_the_address_of_an_online_consultation_is_shown_while_one_has_a_seat(client: Client) -> None:
    board, (a,), (x,) = opened(companies=1, advisers=1, rooms=0, is_online=True, online_url="https://kaigi.example/1")
    place(board, Move(str(a.pk), str(x.pk), 1), seen=0, by=BY, at=AT)
    publish_board(board, seen=1, by=BY, at=AT)
    link = f"/timetables/{timetable_token(a)}"

    assert client.get(link).content.count(b'href="https://kaigi.example/1"') == 1
    type(a).objects.filter(pk=a.pk).update(state="cancelled", ended_at=AT)

    assert client.get(link).content.count(b"kaigi.example") == 0


@pytest.mark.parametrize("token", ["x", "x:y", "%00"])
def test_a_link_that_is_none_leads_nowhere(client: Client, published, token: str) -> None:
    assert client.get(f"/timetables/{token}").status_code == 404


def test_nothing_is_shown_before_publishing(client: Client) -> None:
    board, (a, _), (x, _) = opened()
    place(board, Move(str(a.pk), str(x.pk), 1), seen=0, by=BY, at=AT)

    assert client.get(f"/timetables/{timetable_token(a)}").status_code == 404


def test_the_letter_of_a_withdrawal_leads_to_a_file_that_takes_it_out_of_the_calendar(
    client: Client, published
) -> None:
    from allauth.mfa.totp.internal import auth as totp

    board, (a, _), (x, _) = published
    user = enter(client, Role.SPECIALIST)
    totp.TOTP.activate(user, SEED)
    type(x).objects.filter(pk=x.pk).update(user=user)
    one, other = (Consultation.objects.get(registration=of).pk for of in published[1])
    Event.objects.filter(pk=board.event_id).update(accepted=2)
    before = entries(client.get(f"/specialist/timetables/{board.event_id}/timetable.ics"))
    link = f"/specialist/timetables/{board.event_id}/cancelled/{one}.ics"
    planned = client.get(link).status_code

    cancel_registration(a, by=BY, at=AT)

    file = client.get(link)
    calendar = Calendar.from_ical(file.content)
    letter = Letter.objects.get(template="timetable_withdrawn")
    assert (letter.body.count(cancelling_link(board.event_id, one)), letter.body.count(a.organisation_name)) == (1, 0)
    assert cancelling_link(board.event_id, one).endswith(link)
    assert (planned, str(calendar["METHOD"]), file["Cache-Control"]) == (404, "CANCEL", "no-store, private")
    assert before == [(f"consultation-{one}@tsunagu", "CONFIRMED", "個別相談：見本の相談会", 1)]
    assert entries(file) == [(f"consultation-{one}@tsunagu", "CANCELLED", "【中止】個別相談：見本の相談会", 2)]
    assert [str(event["organizer"])[:7] for event in calendar.events] == ["mailto:"]
    page = client.get(f"/specialist/timetables/{board.event_id}")
    assert page.content.decode().count(f'href="{link}"') == 1
    assert client.get(link.replace(f"{one}.ics", f"{other}.ics")).status_code == 404


def test_a_specialist_sees_their_own_day_and_no_other(client: Client, published) -> None:
    from allauth.mfa.totp.internal import auth as totp

    board, (a, b), (x, _) = published
    user = enter(client, Role.SPECIALIST)
    totp.TOTP.activate(user, SEED)
    link = f"/specialist/timetables/{board.event_id}"
    assert client.get(link).status_code == 404
    type(x).objects.filter(pk=x.pk).update(user=user)

    page = text_of(client.get(link))

    assert (a.organisation_name in page, b.organisation_name in page) == (True, False)
    assert len(entries(client.get(f"{link}/timetable.ics"))) == 1
    assert specialist_link(board.event_id).endswith(link)
    assert client.get("/specialist/timetables/999").status_code == 404


@pytest.mark.parametrize(("days", "status"), [(59, 200), (61, 404)])
def test_some_weeks_after_the_day_the_specialist_no_longer_sees_it(
    client: Client, published, time_machine_at, days: int, status: int
) -> None:
    from allauth.mfa.totp.internal import auth as totp

    board, (a, _), (x, _) = published
    Event.objects.filter(pk=board.event_id).update(accepted=2)
    cancel_registration(a, by=BY, at=AT)
    link = f"/specialist/timetables/{board.event_id}"
    pages = (link, f"{link}/timetable.ics", f"{link}/cancelled/{Consultation.objects.get(registration=a).pk}.ics")

    with time_machine_at(board.event.ends_at + timedelta(days=days)):
        user = enter(client, Role.SPECIALIST)
        totp.TOTP.activate(user, SEED)
        type(x).objects.filter(pk=x.pk).update(user=user)
        found = [client.get(page).status_code for page in pages]

    assert found == [status] * 3
