"""Seats, the waiting list, and who is told."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.directory.asking import person
from tests.events.gatherings import (
    BEGINS,
    COORDINATOR,
    DAYS,
    HOURS,
    announced,
    drafted,
    facts,
    letters,
    registered,
    standing,
    wanted,
)  # fmt: skip
from tests.specialists.published import AT
from tsunagu.base.actor import VISITOR
from tsunagu.base.errors import RuleBrokenError
from tsunagu.events.actions.holding import cancel_event, close_registration, edit_event
from tsunagu.events.actions.keeping import cancel_registration, decline_registration, mark_arrived
from tsunagu.events.actions.registering import (
    MAILS_A_DAY,
    prove_registration,
    register,
    register_by_staff,
    register_specialist,
)  # fmt: skip
from tsunagu.events.documents import registration_table
from tsunagu.events.models import Event, EventAttendee, EventRegistration
from tsunagu.events.queries.keeping import awaiting_of, registrations_of
from tsunagu.events.states import EventKind, RegistrationWay
from tsunagu.journal.models import Entry
from tsunagu.mail.models import AddressProof, Letter

pytestmark = pytest.mark.django_db


def proved(address: str) -> None:
    AddressProof.objects.create(address=address, proved_at=AT)


def test_writing_takes_no_seat_and_asks_the_address() -> None:
    event = announced()

    registration = register(event, wanted(persons=2), by=VISITOR, at=AT)

    assert (standing(event), letters()) == ((0, ["awaiting_proof"]), [("confirm_address", "a1@kaisha.example")])
    assert (registration.persons, registration.scope) == (2, event.scope)
    assert [one.name for one in EventAttendee.objects.order_by("place")] == ["見本 1-0", "見本 1-1"]


def test_a_proved_address_is_asked_for_each_registration_up_to_the_limit() -> None:
    event = announced()
    proved("a1@kaisha.example")

    for _ in range(MAILS_A_DAY + 2):
        register(event, wanted(), by=VISITOR, at=AT)

    assert letters() == [("event_confirm", "a1@kaisha.example")] * MAILS_A_DAY


def test_the_button_takes_the_seats_once() -> None:
    event = announced()
    registration = registered(event, persons=2)

    prove_registration(registration, by=VISITOR, at=AT + HOURS)

    assert standing(event) == (2, ["accepted"])
    assert [one for one, _ in letters()] == ["confirm_address", "event_accepted"]
    assert Entry.objects.filter(verb="event_registration.accepted").count() == 1


def test_whom_no_seat_is_left_waits_and_moves_up_when_one_is_free() -> None:
    event = announced(capacity=2)
    first, _ = registered(event, 1), registered(event, 2)
    waiting = registered(event, 3)
    before = standing(event)

    cancel_registration(first, by=VISITOR, at=AT + HOURS)

    waiting.refresh_from_db()
    assert before == (2, ["accepted", "accepted", "waiting"])
    assert (standing(event), waiting.moved_up_at) == ((2, ["cancelled", "accepted", "accepted"]), AT + HOURS)
    assert letters()[-1] == ("event_moved_up", "a3@kaisha.example")
    assert Entry.objects.filter(verb="event_registration.moved_up").count() == 1


def test_the_first_on_the_list_that_fits_moves_up() -> None:
    event = announced(capacity=3)
    one, _ = registered(event, 1), registered(event, 2, persons=2)
    registered(event, 3, persons=2)
    registered(event, 4)

    cancel_registration(one, by=VISITOR, at=AT + HOURS)

    assert standing(event) == (3, ["cancelled", "accepted", "waiting", "accepted"])


def test_more_seats_move_people_up_and_fewer_than_taken_are_refused() -> None:
    event = announced(capacity=1)
    registered(event, 1)
    registered(event, 2)

    edit_event(event, facts(capacity=2), by=COORDINATOR, at=AT + HOURS)
    with pytest.raises(RuleBrokenError, match="もう2人を受け付けています"):
        edit_event(event, facts(capacity=1), by=COORDINATOR, at=AT + HOURS)

    assert standing(event) == (2, ["accepted", "accepted"])


def test_nobody_moves_up_once_it_has_begun() -> None:
    event = announced(capacity=1)
    first, _ = registered(event, 1), registered(event, 2)

    cancel_registration(first, by=VISITOR, at=BEGINS)

    assert standing(event) == (0, ["cancelled", "waiting"])


def test_one_address_has_one_registration_and_only_its_owner_learns_it() -> None:
    event = announced()
    registered(event, 1)
    again = register(event, wanted(1), by=VISITOR, at=AT)

    with pytest.raises(RuleBrokenError, match="もう申し込んでいます"):
        prove_registration(again, by=VISITOR, at=AT)

    assert standing(event) == (1, ["accepted", "awaiting_proof"])


def test_the_database_keeps_one_registration_per_address() -> None:
    event = announced()
    registered(event, 1)
    again = register(event, wanted(1), by=VISITOR, at=AT)

    with pytest.raises(IntegrityError), transaction.atomic():
        EventRegistration.objects.filter(pk=again.pk).update(state="waiting", turn=9)


def test_the_database_never_holds_more_people_than_seats() -> None:
    event = announced(capacity=2)

    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(accepted=3)


@pytest.mark.parametrize(
    ("more", "at", "sentence"),
    [
        ({"names": ()}, AT, "1人から3人まで"),
        ({"names": tuple("四人来ます")}, AT, "1人から3人まで"),
        ({"prefecture": "99"}, AT, "都道府県を選んで"),
        ({"industry": "x"}, AT, "業種を選んで"),
        ({"email": "x"}, AT, "メールアドレスの形"),
        ({}, BEGINS - DAYS, "受付は終わりました"),
    ],
)
def test_what_cannot_be_registered(more, at, sentence) -> None:
    event = announced()

    with pytest.raises(RuleBrokenError, match=sentence):
        register(event, wanted(**more), by=VISITOR, at=at)

    assert standing(event) == (0, [])


def test_nobody_registers_for_a_draft() -> None:
    with pytest.raises(RuleBrokenError, match="受付は終わりました"):
        register(drafted(), wanted(), by=VISITOR, at=AT)


def test_who_wrote_before_the_closing_time_may_prove_after_it() -> None:
    event = announced()
    registration = register(event, wanted(), by=VISITOR, at=BEGINS - DAYS - HOURS)
    close_registration(event, by=COORDINATOR, at=BEGINS - DAYS)

    prove_registration(registration, by=VISITOR, at=BEGINS - DAYS + HOURS)

    assert standing(event) == (1, ["accepted"])


def test_staff_enter_what_came_by_fax_also_without_an_address() -> None:
    event = announced(capacity=1)
    register_by_staff(event, wanted(1, email=""), RegistrationWay.FAX, by=COORDINATOR, at=AT)

    register_by_staff(event, wanted(2), RegistrationWay.TELEPHONE, by=COORDINATOR, at=AT)

    assert (standing(event), letters()) == ((1, ["accepted", "waiting"]), [("confirm_address", "a2@kaisha.example")])
    with pytest.raises(RuleBrokenError, match="方法を選んで"):
        register_by_staff(event, wanted(3), RegistrationWay.WEB, by=COORDINATOR, at=AT)


def test_what_staff_entered_gets_its_page_once_the_owner_of_the_address_pressed_the_button() -> None:
    event = announced(capacity=1)
    one = register_by_staff(event, wanted(1), RegistrationWay.TELEPHONE, by=COORDINATOR, at=AT)
    waiting = [row.pk for row in awaiting_of(one.sender_digest)]

    prove_registration(one, by=VISITOR, at=AT + HOURS)

    assert (waiting, awaiting_of(one.sender_digest)) == ([one.pk], [])
    assert (one.proved_at, standing(event)) == (AT + HOURS, (1, ["accepted"]))
    assert [name for name, _ in letters()] == ["confirm_address", "event_accepted"]


def test_a_letter_to_an_unproved_address_leads_to_the_public_page() -> None:
    event = announced()
    register_by_staff(event, wanted(1), RegistrationWay.TELEPHONE, by=COORDINATOR, at=AT)

    edit_event(event, facts(venue="別の会館"), by=COORDINATOR, at=AT)

    body = Letter.objects.get(template="event_changed").body
    assert (f"/events/{event.pk}\n" in body, "/events/registrations/" in body) == (True, False)


def test_declining_what_nobody_proved_writes_to_nobody() -> None:
    event = announced()
    one = register(event, wanted(1), by=VISITOR, at=AT)
    before = letters()

    decline_registration(one, by=COORDINATOR, at=AT)

    assert (one.state, letters()) == ("declined", before)


def test_declining_what_was_erased_meanwhile_is_refused_in_words() -> None:
    one = register(announced(), wanted(1), by=VISITOR, at=AT)
    EventRegistration.objects.filter(pk=one.pk).delete()

    with pytest.raises(RuleBrokenError, match="もう終わって"):
        decline_registration(one, by=COORDINATOR, at=AT)


def test_marking_somebody_arrived_waits_for_who_changes_the_event() -> None:
    one = registered(announced())

    with CaptureQueriesContext(connection) as asked:
        mark_arrived(one, 1, by=COORDINATOR, at=BEGINS)

    changed = [query["sql"].split('"')[1] for query in asked if query["sql"].startswith("UPDATE")]
    assert changed == ["events_event", "events_eventregistration"]


def test_the_exported_list_names_the_day_in_japan() -> None:
    event = announced()
    registered(event, at=datetime(AT.year, AT.month, AT.day, 20, 0, tzinfo=UTC))

    rows = registration_table(registrations_of(event))

    assert [row["made_on"] for row in rows] == [date(AT.year, AT.month, AT.day) + timedelta(days=1)]


def test_a_specialist_registers_for_a_briefing_and_for_nothing_else() -> None:
    specialist = person("000001")
    briefing, seminar = announced(kind=EventKind.BRIEFING), announced()

    register_specialist(briefing, specialist, by=VISITOR, at=AT)
    with pytest.raises(RuleBrokenError, match="ここから申し込めません"):
        register_specialist(seminar, specialist, by=VISITOR, at=AT)
    with pytest.raises(RuleBrokenError, match="もう申し込んでいます"):
        register_specialist(briefing, specialist, by=VISITOR, at=AT)

    assert letters() == [("event_accepted", "000001@people.example")]


def test_declining_tells_and_gives_the_seat_to_who_waits() -> None:
    event = announced(capacity=1)
    first, _ = registered(event, 1), registered(event, 2)

    decline_registration(first, by=COORDINATOR, at=AT + HOURS)
    with pytest.raises(RuleBrokenError, match="もう終わって"):
        cancel_registration(first, by=VISITOR, at=AT + HOURS)

    assert standing(event) == (1, ["declined", "accepted"])
    assert letters()[-2:] == [("event_moved_up", "a2@kaisha.example"), ("event_declined", "a1@kaisha.example")]


def test_a_cancelled_event_is_neither_accepted_nor_declined() -> None:
    event = announced(capacity=1)
    registered(event, 1)
    registered(event, 2)
    register(event, wanted(3), by=VISITOR, at=AT)

    cancel_event(event, "台風が近づいているため", by=COORDINATOR, at=AT + HOURS)

    assert (standing(event), event.state) == ((0, ["event_cancelled"] * 3), "cancelled")
    assert letters()[-2:] == [("event_cancelled", "a1@kaisha.example"), ("event_cancelled", "a2@kaisha.example")]
    with pytest.raises(RuleBrokenError, match="中止"):
        register(event, wanted(4), by=VISITOR, at=AT + HOURS)


def test_who_has_a_seat_arrives_on_the_day_and_it_can_be_taken_back() -> None:
    event = announced(capacity=2)
    registration, late = registered(event, persons=2), registered(event, 2)

    mark_arrived(registration, 1, by=COORDINATOR, at=BEGINS)
    registration.refresh_from_db()
    came = (registration.arrived_at, registration.arrived_persons)
    mark_arrived(registration, 0, by=COORDINATOR, at=BEGINS)

    assert (came, registration.arrived_at) == ((BEGINS, 1), None)
    for one, persons, at, why in (
        (late, 1, BEGINS, "席のある申込みではありません"),
        (registration, 3, BEGINS, "2人まで"),
        (registration, 1, AT, "当日から"),
    ):
        with pytest.raises(RuleBrokenError, match=why):
            mark_arrived(one, persons, by=COORDINATOR, at=at)
