"""Answers, buttons and last places at the same moment: exactly one wins, on both databases (promises §3)."""

import pytest

from tests.at_once import at_once
from tests.directory.asking import delivered, letters, load_of, made, person, states_of
from tests.directory.test_answering import accept, decline
from tests.specialists.published import AT
from tsunagu.base.actor import VISITOR
from tsunagu.directory.actions.enquiries import confirm_enquiry
from tsunagu.directory.models import Enquiry
from tsunagu.journal.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_at_once_where_one_is_enough_exactly_one_takes_it_on() -> None:
    numbers = [f"00000{n}" for n in range(1, 4)]
    for number in numbers:
        person(number)
    enquiry = delivered(*numbers, is_one_enough=True)

    said = at_once(lambda number=number: accept(enquiry, number) for number in numbers)

    assert said["done"] == 1
    assert sorted(states_of(enquiry).values()) == ["accepted", "ended", "ended"]
    assert sum(load_of(number) for number in numbers) == 1


def test_one_who_accepts_and_declines_at_once_has_answered_once() -> None:
    person("000001")
    enquiry = delivered("000001")

    said = at_once([*[lambda: accept(enquiry, "000001")] * 2, lambda: decline(enquiry, "000001")])

    assert said["done"] == 1
    assert Entry.objects.filter(verb__in=["enquiry.accepted", "enquiry.declined"]).count() == 1


def test_the_last_two_who_decline_at_once_close_it_once() -> None:
    person("000001")
    person("000002")
    enquiry = delivered("000001", "000002")

    said = at_once(lambda number=number: decline(enquiry, number) for number in ("000001", "000002"))

    enquiry.refresh_from_db()
    assert (said, enquiry.closed_reason) == ({"done": 2}, "nobody")
    assert [one for one, _ in letters()].count("enquiry_nobody") == 1


def test_the_last_place_of_a_month_goes_to_one_enquiry() -> None:
    person("000001", monthly_cap=1)
    enquiries = [made("000001", words=f"文{n}", email=f"a{n}@kaisha.example") for n in range(4)]

    at_once(lambda one=one: confirm_enquiry(one, by=VISITOR, at=AT) for one in enquiries)

    states = [state for one in enquiries for state in states_of(one).values()]
    assert (sorted(states), load_of("000001")) == (["full", "full", "full", "waiting"], 1)


def test_a_button_pressed_four_times_at_once_delivers_once() -> None:
    person("000001", monthly_cap=30)
    enquiry = made("000001")

    said = at_once([lambda: confirm_enquiry(Enquiry.objects.get(pk=enquiry.pk), by=VISITOR, at=AT)] * 4)

    assert said == {"done": 4}
    assert (load_of("000001"), [one for one, _ in letters()].count("enquiry_asked")) == (1, 1)
