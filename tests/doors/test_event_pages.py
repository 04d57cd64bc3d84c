"""Events for visitors: from the list to a seat, the waiting list, and back."""

import re

import pytest
from django.test import Client
from icalendar import Calendar

from tests.doors.entering import enter, text_of
from tests.events.gatherings import (
    BEGINS,
    COORDINATOR,
    HOURS,
    announced,
    chamber,
    drafted,
    letters,
    registered,
    standing,
    wanted,
)
from tests.specialists.published import AT
from tsunagu.accounts.models import Organisation
from tsunagu.accounts.states import Role
from tsunagu.base.actor import VISITOR
from tsunagu.companies.models import Company
from tsunagu.events.actions.advising import set_slots
from tsunagu.events.actions.holding import cancel_event, close_registration, hold_event, put_recording
from tsunagu.events.actions.registering import register
from tsunagu.events.links import CONFIRM, registration_token
from tsunagu.events.models import EventRegistration
from tsunagu.events.rules import SlotPlan
from tsunagu.events.states import EventKind
from tsunagu.mail.letters import PROOF
from tsunagu.mail.models import Letter
from tsunagu.upkeep.models import Setting
from tsunagu.vault.links import sign

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(time_machine_at):
    with time_machine_at(AT):
        yield


def form(**more) -> dict:
    told = wanted()
    facts = {name: getattr(told, name) for name in ("organisation_name", "prefecture", "industry", "contact_name")}
    return facts | {"email": told.email, "telephone": "", "name1": "見本 一", "name2": "見本 二"} | more


def link_in(letter: Letter) -> str:
    return re.search(r"https?://[^/\s]+(/\S+)", letter.body)[1]


def test_from_the_list_to_a_seat(client: Client) -> None:
    event = announced(chamber())
    listed = client.get("/events").content.decode()

    sent = client.post(f"/events/{event.pk}/register", form())
    confirm = client.get(link_in(Letter.objects.get(template="confirm_address")))
    token = re.search(r'name="token" value="([^"]+)"', confirm.content.decode())[1]
    number = EventRegistration.objects.get().pk
    done = client.post("/events/confirm", {"token": token, "registration": number, "send": "1"})

    own = client.get(done["Location"])
    assert (f'href="/events/{event.pk}"' in listed, sent["Location"], standing(event)) == (
        True, "/events/sent", (2, ["accepted"]),
    )  # fmt: skip
    assert ("受け付けました" in text_of(own), "data:image/svg+xml;base64," in own.content.decode()) == (True, True)
    assert own["Cache-Control"] == "no-store, private"


def test_a_form_sent_twice_is_one_registration(client: Client) -> None:
    event = announced()
    key = re.search(r'name="once_key" value="(\w+)"', client.get(f"/events/{event.pk}/register").content.decode())[1]

    said = [client.post(f"/events/{event.pk}/register", form(once_key=key))["Location"] for _ in range(2)]

    assert (said, EventRegistration.objects.count()) == (["/events/sent"] * 2, 1)


def test_what_is_missing_is_said_beside_the_field_and_nothing_typed_is_lost(client: Client) -> None:
    event = announced()

    page = client.post(f"/events/{event.pk}/register", form(name1="", email="x", organisation_name="見本工業"))

    words = page.content.decode()
    assert ("入力してください。" in words, 'value="見本工業"' in words, EventRegistration.objects.count()) == (
        True, True, 0,
    )  # fmt: skip


def test_a_consultation_day_asks_for_the_hours(client: Client) -> None:
    event = announced(kind=EventKind.CONSULTATION_DAY)
    set_slots(event, SlotPlan(first_at=BEGINS, number=3), by=COORDINATOR, at=AT)

    client.post(f"/events/{event.pk}/register", form(wants_consultation="on", free_slots=["1", "3"]))

    one = EventRegistration.objects.get()
    assert (one.wants_consultation, one.free_slots, one.prefers_online) == (True, [1, 3], False)


def test_the_button_drops_what_somebody_else_wrote(client: Client) -> None:
    event = announced()
    one = register(event, wanted(), by=VISITOR, at=AT)
    token = sign(one.email, purpose=PROOF, until=AT + HOURS)

    client.post(CONFIRM, {"token": token, "registration": one.pk, "drop": "1"})

    assert standing(event) == (0, ["cancelled"])


def test_the_button_drops_no_seat_once_the_event_has_begun(client: Client, time_machine_at) -> None:
    event = announced()
    one = registered(event)
    token = sign(one.email, purpose=PROOF, until=BEGINS + HOURS)

    with time_machine_at(BEGINS):
        answer = client.post(CONFIRM, {"token": token, "registration": one.pk, "drop": "1"}, follow=True)

    assert ("もう始まっています" in answer.content.decode(), standing(event)) == (True, (1, ["accepted"]))


def test_the_button_of_one_address_moves_no_other(client: Client) -> None:
    event = announced()
    one = register(event, wanted(), by=VISITOR, at=AT)
    token = sign("other@kaisha.example", purpose=PROOF, until=AT + HOURS)

    answer = client.post(CONFIRM, {"token": token, "registration": one.pk, "send": "1"}, follow=True)

    assert ("見つかりません" in answer.content.decode(), standing(event)) == (True, (0, ["awaiting_proof"]))


def test_who_cancels_by_the_link_lets_the_next_one_in(client: Client) -> None:
    event = announced(capacity=1)
    first, _ = registered(event, 1), registered(event, 2)

    client.post(f"/events/registrations/{registration_token(first)}")

    assert (standing(event), letters()[-1]) == ((1, ["cancelled", "accepted"]), ("event_moved_up", "a2@kaisha.example"))


def test_who_waits_sees_their_place_and_no_way_in(client: Client) -> None:
    event = announced(capacity=1, is_online=True, online_url="https://kaigi.example/secret")
    seated, _, waiting = registered(event, 1), registered(event, 2), registered(event, 3)

    pages = [client.get(f"/events/registrations/{registration_token(one)}") for one in (seated, waiting)]

    words = [text_of(page) for page in pages]
    assert ["kaigi.example/secret" in one for one in words] == [True, False]
    assert ("キャンセル待ちです" in words[1], "2 番目" in words[1]) == (True, True)
    assert "kaigi.example" not in client.get(f"/events/{event.pk}").content.decode()


def test_a_member_puts_a_registration_on_the_page_of_their_company(client: Client) -> None:
    one = registered(announced())
    address = f"/events/registrations/{registration_token(one)}"
    refused = client.post(address, {"claim": "1"}).status_code
    enter(client, Role.COMPANY_MEMBER)
    Company.objects.create(organisation=Organisation.objects.latest("pk"), industry="retail", employees=1)

    client.post(address, {"claim": "1"})

    one.refresh_from_db()
    assert (refused, one.state, str(one.company)) == (404, "accepted", "見本の組織")
    assert "はじめての情報セキュリティ" in text_of(client.get("/company/"))


def test_a_cancelled_event_says_so_and_takes_nobody(client: Client) -> None:
    event = announced()
    one = registered(event)
    cancel_event(event, "台風のため", by=COORDINATOR, at=AT)

    pages = [
        text_of(client.get(address))
        for address in (
            f"/events/{event.pk}",
            f"/events/{event.pk}/register",
            f"/events/registrations/{registration_token(one)}",
        )
    ]

    assert ["中止になりました" in page for page in pages] == [True] * 3
    assert "EventCancelled" in client.get(f"/events/{event.pk}").content.decode()


def test_search_engines_read_what_when_and_where(client: Client) -> None:
    event = announced()

    html = client.get(f"/events/{event.pk}").content.decode()

    found = dict(re.findall(r'itemprop="(startDate|endDate|eventStatus)" (?:datetime|content|href)="([^"]+)"', html))
    assert ('itemtype="https://schema.org/Event"' in html, found) == (
        True,
        {
            "startDate": "2026-12-05T10:00:00+09:00",
            "endDate": "2026-12-05T13:00:00+09:00",
            "eventStatus": "https://schema.org/EventScheduled",
        },
    )


def test_calendars_hold_the_event_and_what_became_of_it(client: Client) -> None:
    event, off = announced(), announced(title="別の催し")
    cancel_event(off, "見本", by=COORDINATOR, at=AT)
    drafted()

    feed = Calendar.from_ical(client.get("/events.ics").content)
    one = Calendar.from_ical(client.get(f"/events/{off.pk}.ics").content)

    said = sorted((str(entry["SUMMARY"]), str(entry["STATUS"]), entry["SEQUENCE"]) for entry in feed.walk("VEVENT"))
    assert said == [("【中止】別の催し", "CANCELLED", 1), ("はじめての情報セキュリティ", "CONFIRMED", 0)]
    (entry,) = one.walk("VEVENT")
    assert (str(entry["UID"]), entry["SEQUENCE"]) == (f"event-{off.pk}@tsunagu", 1)
    assert entry.start == event.starts_at


def test_the_flyer_is_a_pdf(client: Client) -> None:
    answer = client.get(f"/events/{announced().pk}/flyer.pdf")

    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_the_recording_is_counted_and_shown_only_once_it_is_there(client: Client) -> None:
    event = close_registration(announced(), by=COORDINATOR, at=AT)
    before = client.get(f"/events/{event.pk}/recording").status_code
    hold_event(event, by=COORDINATOR, at=BEGINS + 4 * HOURS)
    put_recording(event, "https://video.example/1", by=COORDINATOR, at=BEGINS)

    answers = [client.get(f"/events/{event.pk}/recording")["Location"] for _ in range(2)]

    event.refresh_from_db()
    assert (before, answers, event.recording_views) == (404, ["https://video.example/1"] * 2, 2)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(client: Client, number: int, django_assert_num_queries) -> None:
    partner = chamber()
    for _ in range(number):
        announced(partner)

    with django_assert_num_queries(2):
        client.get("/events")


def test_places_and_kinds_narrow_the_list(client: Client) -> None:
    announced(title="大阪の催し")
    announced(title="東京の催し", prefecture="13")
    announced(title="説明会", kind=EventKind.BRIEFING, is_online=True, prefecture="", venue="")

    found = {
        query: re.findall(r'<h2><a href="/events/\d+">([^<]+)', client.get(f"/events?{query}").content.decode())
        for query in ("place=13", "kind=briefing", "kind=x&place=zz")
    }

    assert found == {
        "place=13": ["東京の催し", "説明会"],
        "kind=briefing": ["説明会"],
        "kind=x&place=zz": ["大阪の催し", "東京の催し", "説明会"],
    }


def test_too_many_registrations_from_one_connection_are_asked_to_wait(client: Client) -> None:
    event = announced()
    Setting.objects.create(code="event.form_hourly", version=1, value=2, valid_from=AT.date(), reason="見本", set_at=AT)

    said = [client.post(f"/events/{event.pk}/register", {}).status_code for _ in range(3)]

    assert said == [200, 200, 429]
