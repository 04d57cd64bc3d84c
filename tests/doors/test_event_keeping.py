"""Events at the doors of who keeps them: a partner, the secretariat; and of the specialists who come or advise."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client

from tests.directory.asking import person
from tests.doors.entering import SEED, enter, prove, rows_of, text_of
from tests.doors.people import member
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
from tsunagu.events.actions.advising import ask_adviser, set_slots
from tsunagu.events.links import arrival_link, arrival_token, requests_link
from tsunagu.events.models import AmbassadorRequest, Event, EventAdviser, EventOrganiser
from tsunagu.events.rules import SlotPlan
from tsunagu.events.states import EventKind
from tsunagu.journal.models import Entry
from tsunagu.partners.models import Partner
from tsunagu.partners.states import PartnerKind
from tsunagu.specialists.models import Specialist

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(time_machine_at):
    with time_machine_at(AT):
        yield


@pytest.fixture
def partner(client: Client) -> Partner:
    """A coordinator is signed in; their partner."""
    enter(client, Role.COORDINATOR)
    return Partner.objects.create(organisation=Organisation.objects.latest("pk"), kind=PartnerKind.CHAMBER)


def written(**more) -> dict:
    return {
        "kind": "seminar", "title": "守り方の話", "summary": "話します。", "starts_at": "2026-12-05T14:00",
        "ends_at": "2026-12-05T16:00", "closes_at": "2026-12-04T14:00", "capacity": "20", "prefecture": "27",
        "venue": "見本会館", "contact": "見本 06-0000-0000", "beside": "見本協会\n見本協会\n", **more,
    }  # fmt: skip


def test_an_event_is_written_announced_and_cancelled(client: Client, partner: Partner) -> None:
    made = client.post("/partner/events/new", written())
    event = Event.objects.get()
    hidden = client.get(f"/events/{event.pk}").status_code
    client.post(made["Location"], {"do": "announce"})
    shown = client.get(f"/events/{event.pk}").status_code

    refused = client.post(made["Location"], {"do": "cancel", "reason": ""})
    client.post(made["Location"], {"do": "cancel", "reason": "会場が使えないため"})

    event.refresh_from_db()
    assert (hidden, shown, "入力してください。" in refused.content.decode()) == (404, 200, True)
    assert (event.state, event.partner, event.starts_at) == ("cancelled", partner, AT + timedelta(days=14, hours=4))
    assert list(event.organisers.values_list("name", flat=True)) == ["見本協会"]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"ends_at": "2026-12-05T13:00"}, "終わりは、始まりより後にしてください。"),
        ({"starts_at": "x"}, "「2026-12-01 13:00」の形で入力してください。"),
        ({"starts_at": "0001-01-01T00:00"}, "「2026-12-01 13:00」の形で入力してください。"),
        ({"venue": ""}, "会場の都道府県と名前を入力するか、オンラインを選んでください。"),
        ({"speaker_no": "999999"}, "この番号の方は、一覧にいません。"),
        ({"online_url": "javascript:alert(1)"}, "「https://」から始まるアドレスを入力してください。"),
        ({"capacity": "99999999999999999999"}, "この値は 2000 以下でなければなりません。"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client: Client, partner: Partner, more, sentence) -> None:
    page = client.post("/partner/events/new", written(**more)).content.decode()

    assert (sentence in page, "守り方の話" in page, Event.objects.count()) == (True, True, 0)


def test_editing_shows_what_stands_and_tells_who_registered(client: Client, partner: Partner) -> None:
    event = announced(partner)
    registered(event)
    page = client.get(f"/partner/events/{event.pk}/edit").content.decode()

    client.post(f"/partner/events/{event.pk}/edit", written(closes_at="2026-12-05T14:00", seen="0"))

    event.refresh_from_db()
    assert ('value="2026-12-05T10:00"' in page, event.title) == (True, "守り方の話")
    assert letters()[-1] == ("event_changed", "a1@kaisha.example")


def test_who_was_slower_sees_the_difference_and_may_save_then(client: Client, partner: Partner) -> None:
    event = announced(partner)
    address = f"/partner/events/{event.pk}/edit"
    client.post(address, written(title="速い人の題", seen="0"))

    page = client.post(address, written(title="遅い人の題", seen="0")).content.decode()
    event.refresh_from_db()
    kept = event.title
    client.post(address, written(title="遅い人の題", seen="1"))

    event.refresh_from_db()
    assert ("いまの内容は「速い人の題」です。" in page, 'name="seen" value="1"' in page) == (True, True)
    assert (kept, event.title) == ("速い人の題", "遅い人の題")


def test_a_change_that_does_not_say_what_it_saw_is_shown_first(client: Client, partner: Partner) -> None:
    event = announced(partner)

    page = client.post(f"/partner/events/{event.pk}/edit", written(title="新しい題")).content.decode()

    event.refresh_from_db()
    assert ('name="seen" value="0"' in page, event.revision) == (True, 0)


def test_a_speaker_asked_for_with_a_double_click_is_asked_for_once(client: Client, partner: Partner) -> None:
    event = announced(partner)

    for _ in range(2):
        client.post(
            f"/partner/events/{event.pk}/ambassadors", {"do": "ask", "branch": "近畿支部", "once_key": "a" * 32}
        )

    assert event.ambassador_requests.count() == 1


def test_another_partners_event_does_not_exist_and_a_co_organisers_does(client: Client, partner: Partner) -> None:
    own, other = announced(partner), announced(chamber())
    beside = announced(chamber("隣の商工会議所"), beside=("見本の組織",))

    codes = [client.get(f"/partner/events/{event.pk}/").status_code for event in (own, other, beside)]

    assert codes == [200, 404, 200]


def test_the_list_is_kept_by_buttons(client: Client, partner: Partner) -> None:
    event = announced(partner, capacity=1)
    first, second = registered(event, 1), registered(event, 2)
    address = f"/partner/events/{event.pk}/registrations"

    too_early = "来ました" in text_of(client.get(address))
    client.post(address, {"do": "decline", "registration": first.pk})
    user = client.get(address).wsgi_request.user
    with time_machine.travel(BEGINS, tick=False):
        enter_again = Client()
        enter_again.force_login(user)
        enter_again.post(address, {"do": "arrive", "registration": second.pk})
        page = enter_again.get(address)

    second.refresh_from_db()
    assert (standing(event), second.arrived_persons) == ((1, ["declined", "accepted"]), 1)
    assert (too_early, "来ました" in text_of(page)) == (False, True)
    assert [row[0].split()[0] for row in rows_of(page)] == ["見本2製作所", "見本1製作所"]


def test_a_registration_of_another_event_cannot_be_touched(client: Client, partner: Partner) -> None:
    own, foreign = announced(partner), registered(announced(chamber()))

    code = client.post(
        f"/partner/events/{own.pk}/registrations", {"do": "decline", "registration": foreign.pk}
    ).status_code

    foreign.refresh_from_db()
    assert (code, foreign.state) == (404, "accepted")


def test_staff_enter_a_fax(client: Client, partner: Partner) -> None:
    event = announced(partner)
    told = wanted()
    form = {name: getattr(told, name) for name in ("organisation_name", "prefecture", "industry", "contact_name")}

    client.post(f"/partner/events/{event.pk}/registrations/new", form | {"name1": "見本 一", "way": "fax"})
    refused = client.post(f"/partner/events/{event.pk}/registrations/new", form | {"name1": "見本", "way": "web"})

    one = event.registrations.get()
    assert (one.way, one.state, one.email, refused.status_code) == ("fax", "accepted", "", 200)


def test_the_export_asks_for_the_password_first_and_holds_no_live_formula(client: Client, partner: Partner) -> None:
    event = announced(partner)
    registered(event, organisation_name="=1+1")
    address = f"/partner/events/{event.pk}/registrations.csv"
    asked = client.get(address)["Location"].partition("?")[0]
    prove(client, client.get("/partner/").wsgi_request.user)

    answer, sheet = client.get(address), client.get(address.replace("csv", "xlsx"))

    lines = answer.content.decode("utf-8-sig").splitlines()
    exports = Entry.objects.filter(verb="event.exported").order_by("pk").values_list("facts", flat=True)
    assert [one["kind"] for one in exports] == ["csv", "xlsx"]
    assert (asked, len(lines), "'=1+1" in lines[1]) == ("/accounts/reauthenticate/", 2, True)
    assert (sheet.content[:2], client.get(address.replace("csv", "pdf")).status_code) == (b"PK", 404)


def test_the_reception_reads_the_code_on_the_day(client: Client, partner: Partner) -> None:
    one = registered(announced(partner), persons=2)
    address = f"/partner/arrive/{arrival_token(one)}"
    user = client.get(address).wsgi_request.user

    with time_machine.travel(BEGINS, tick=False):
        reception = Client()
        reception.force_login(user)
        reception.post(address, {"persons": "1"})
        page = text_of(reception.get(address))

    one.refresh_from_db()
    assert (one.arrived_persons, "受付が済んでいます" in page) == (1, True)
    assert client.get(f"/partner/arrive/{arrival_token(registered(announced(chamber()), 2))}").status_code == 404


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.OFFICE_CLERK])
def test_the_code_leads_everybody_who_keeps_the_event_to_their_own_door(client: Client, role: Role) -> None:
    user = enter(client, role)
    event = announced(None)
    one = registered(event)
    if role is Role.COORDINATOR:
        beside = Partner.objects.create(organisation=user.memberships.get().organisation, kind=PartnerKind.CHAMBER)
        EventOrganiser.objects.create(event=event, name="共催", partner=beside, place=1)

    shown = client.get(urlsplit(arrival_link(one)).path, follow=True)

    door = "partner" if role is Role.COORDINATOR else "office"
    assert [url for url, _ in shown.redirect_chain] == [f"/{door}/arrive/{arrival_token(one)}"]
    assert one.organisation_name in text_of(shown)


def test_slots_advisers_and_a_speaker_are_set(client: Client, partner: Partner) -> None:
    event, specialist = drafted(partner, kind=EventKind.CONSULTATION_DAY), person("000001")
    address = f"/partner/events/{event.pk}"
    slots = {"do": "slots", "first_at": "2026-12-05T10:00", "minutes": "30", "number": "4", "rooms": "2"}

    client.post(f"{address}/advisers", slots)
    client.post(f"{address}/advisers", {"do": "ask", "riss_no": "000001", "most": "2"})
    unknown = client.post(f"{address}/advisers", {"do": "ask", "riss_no": "000009", "most": "2"})
    client.post(f"{address}/ambassadors", {"do": "ask", "branch": "近畿支部"})
    request = AmbassadorRequest.objects.get()
    for do, field in (("assign", "ambassador"), ("report", "report")):
        client.post(f"{address}/ambassadors", {"do": do, "request": request.pk, f"{do}-{field}": "見本 講師"})

    request.refresh_from_db()
    assert (event.slots.count(), list(event.advisers.values_list("specialist", flat=True))) == (4, [specialist.pk])
    assert ("掲載中の方に、この番号はありません。" in unknown.content.decode(), request.state) == (True, "reported")


def test_the_letter_about_a_speaker_leads_to_the_requests(client: Client, partner: Partner) -> None:
    event = announced(partner)

    assert "講師の派遣を頼む" in text_of(client.get(urlsplit(requests_link(event)).path))


def test_slots_and_a_request_sent_twice_count_once(client: Client, partner: Partner) -> None:
    Specialist.objects.filter(pk=person("000001").pk).update(user=member(Role.SPECIALIST, seed=SEED))
    event = announced(partner, kind=EventKind.CONSULTATION_DAY)
    address = f"/partner/events/{event.pk}/advisers"
    slots = {"do": "slots", "first_at": "2026-12-05T10:00", "minutes": "30", "number": "4", "rooms": "2"}
    sent = [
        told | {"once_key": key * 32}
        for key, told in (("a", slots), ("b", {"do": "ask", "riss_no": "000001", "most": "2"}))
    ]

    found = [client.post(address, told)["Location"] for told in (*sent, *sent)]

    verbs = Entry.objects.filter(verb__in=["event.slots_set", "event_adviser.asked"]).order_by("pk")
    assert (found, list(verbs.values_list("verb", flat=True))) == (
        [address] * 4, ["event.slots_set", "event_adviser.asked"],
    )  # fmt: skip


def test_the_kit_has_words_to_copy(client: Client, partner: Partner) -> None:
    event = announced(partner)

    page = text_of(client.get(f"/partner/events/{event.pk}/kit"))

    for words in ("【参加無料】はじめての情報セキュリティ", "登録セキスペとは", f"/events/{event.pk}", "これまでの例"):
        assert words in page


def test_the_secretariat_sees_all_and_holds_its_own(client: Client) -> None:
    announced(chamber())
    enter(client, Role.OFFICE_CLERK)

    client.post("/office/events/new", written(kind="briefing", is_online="on"))

    own = Event.objects.get(partner=None)
    assert (own.scope.split(":")[0], len(rows_of(client.get("/office/events/")))) == ("season", 2)


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_of_registrations_costs_the_same(client: Client, partner: Partner, count, django_assert_num_queries):
    event = announced(partner, capacity=9)
    for number in range(count):
        registered(event, number, persons=2)
    address = f"/partner/events/{event.pk}/registrations"
    client.get(address)

    with django_assert_num_queries(9):
        client.get(address)


def own_specialist(client: Client) -> Specialist:
    """Signed in with a second factor, on the list."""
    user = member(Role.SPECIALIST, seed=SEED)
    specialist = person("000001")
    Specialist.objects.filter(pk=specialist.pk).update(user=user)
    client.force_login(user)
    return Specialist.objects.get(pk=specialist.pk)


def test_a_specialist_registers_for_a_briefing(client: Client) -> None:
    own_specialist(client)
    briefing, seminar = announced(kind=EventKind.BRIEFING, title="説明会です"), announced()
    before = text_of(client.get("/specialist/events/"))

    for event in (briefing, seminar):
        client.post("/specialist/events/", {"event": event.pk})

    page = text_of(client.get("/specialist/events/"))
    assert ("申し込む" in before, standing(briefing), standing(seminar)) == (True, (1, ["accepted"]), (0, []))
    assert "説明会です （2026年12月5日（土）10時00分〜13時00分）受付済み" in page


def test_a_specialist_answers_whether_they_advise(client: Client) -> None:
    specialist = own_specialist(client)
    event = announced(kind=EventKind.CONSULTATION_DAY)
    set_slots(event, SlotPlan(first_at=BEGINS + HOURS, number=3), by=COORDINATOR, at=AT)
    one = ask_adviser(event, specialist, 4, by=COORDINATOR, at=AT)
    other = ask_adviser(event, person("000002"), 4, by=COORDINATOR, at=AT)
    address = f"/specialist/events/advising/{one.pk}"

    client.post(address, {"accept": "1", "free_slots": ["2"], "most": "1", "is_online": "on"})
    accepted = EventAdviser.objects.values_list("state", "most", "free_slots", "is_online").get(pk=one.pk)
    client.post(address, {"decline": "1"})

    one.refresh_from_db()
    assert (accepted, one.state) == (("accepted", 1, [2], True), "declined")
    assert client.get(f"/specialist/events/advising/{other.pk}").status_code == 404
