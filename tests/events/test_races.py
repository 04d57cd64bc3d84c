"""Two hundred people and the last seats: exactly as many get in as there are seats, on both databases (promises §3)."""

import pytest

from tests.at_once import at_once
from tests.events.gatherings import AT, HOURS, announced, letters, standing, wanted
from tsunagu.base.actor import VISITOR
from tsunagu.events.actions.holding import cancel_event
from tsunagu.events.actions.keeping import cancel_registration
from tsunagu.events.actions.registering import prove_registration, register
from tsunagu.events.models import EventRegistration

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.timeout(600)]
PEOPLE = 200


def proving(registration: EventRegistration):
    return lambda: prove_registration(EventRegistration.objects.get(pk=registration.pk), by=VISITOR, at=AT)


@pytest.mark.parametrize("capacity", [1, 30, 200])
def test_the_last_seats_go_to_exactly_as_many_as_there_are(capacity: int) -> None:
    event = announced(capacity=capacity)
    rows = [register(event, wanted(number), by=VISITOR, at=AT) for number in range(PEOPLE)]

    said = at_once([proving(one) for one in rows])

    accepted, states = standing(event)
    assert (said, accepted) == ({"done": PEOPLE}, capacity)
    assert (states.count("accepted"), states.count("waiting")) == (capacity, PEOPLE - capacity)
    assert sorted(event.registrations.values_list("turn", flat=True)) == list(range(1, PEOPLE + 1))
    kinds = [name for name, _ in letters()]
    assert (kinds.count("event_accepted"), kinds.count("event_waiting")) == (capacity, PEOPLE - capacity)


def test_organisations_of_one_to_three_people_never_sit_on_one_seat_twice() -> None:
    event = announced(capacity=30)
    rows = [register(event, wanted(n, persons=1 + n % 3), by=VISITOR, at=AT) for n in range(60)]

    at_once([proving(one) for one in rows])

    accepted, _ = standing(event)
    seated = event.registrations.filter(state="accepted").values_list("persons", flat=True)
    assert (sum(seated), accepted) == (accepted, 30)


def test_who_leaves_while_others_come_leaves_no_seat_empty_and_none_taken_twice() -> None:
    event = announced(capacity=10)
    rows = [register(event, wanted(number), by=VISITOR, at=AT) for number in range(40)]
    first = [prove_registration(one, by=VISITOR, at=AT) for one in rows[:10]]
    leaving = [lambda one=one: cancel_registration(one, by=VISITOR, at=AT + HOURS) for one in first]
    coming = [proving(one) for one in rows[10:]]

    at_once([act for pair in zip(coming, [*leaving, *coming[:20]], strict=True) for act in pair])

    accepted, states = standing(event)
    assert (accepted, states.count("accepted"), states.count("waiting")) == (10, 10, 20)


def test_a_button_pressed_by_many_hands_counts_once_and_a_cancelled_event_keeps_nobody() -> None:
    event = announced(capacity=5)
    rows = [register(event, wanted(number), by=VISITOR, at=AT) for number in range(20)]
    acts = [proving(one) for one in rows for _ in range(2)]

    at_once([*acts[:20], lambda: cancel_event(event, "見本", by=VISITOR, at=AT + HOURS), *acts[20:]])

    assert standing(event) == (0, ["event_cancelled"] * 20)
