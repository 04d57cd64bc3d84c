"""How long the page of a great day takes to make, and how large it is. Run with `-m bench -s`."""

import sys
from datetime import timedelta
from time import process_time

import pytest
import time_machine
from django.test import Client

from tests.consultations.days import AT, BY, STARTS, adviser, coming, consultation_day
from tests.doors.entering import enter
from tests.matching.days import generated
from tsunagu.accounts.states import Role
from tsunagu.events.models import Event, EventAdviser
from tsunagu.matching.actions import open_board
from tsunagu.matching.actions.boards import write_placements
from tsunagu.matching.reading import day_of_board
from tsunagu.matching.solver import solve
from tsunagu.partners.models import Partner
from tsunagu.partners.states import PartnerKind

pytestmark = [pytest.mark.bench, pytest.mark.timeout(600), pytest.mark.django_db]


def great_day(client: Client, rooms: int) -> Event:
    """120 companies, 30 advisers and 14 slots on the board of who is signed in; with seven rooms 22 find no place."""
    organisation = enter(client, Role.COORDINATOR).memberships.get().organisation
    partner = Partner.objects.create(organisation=organisation, kind=PartnerKind.CHAMBER)
    event = consultation_day(partner, slots=14, rooms=rooms, ends_at=STARTS + timedelta(hours=9))
    day = generated(120, 30, 14, seed=3)
    for number, one in enumerate(day.companies):
        coming(event, f"見本{number}社", free_slots=sorted(one.free))
    for number, person in enumerate(day.advisers):
        who = adviser(event, f"{number + 1:06}", prefectures=["27"])
        EventAdviser.objects.filter(specialist=who).update(free_slots=sorted(person.free), most=person.most)
    board = open_board(event, by=BY, at=AT)
    write_placements(board, solve(day_of_board(board, seconds=20)).placements, pinned=set())
    return event


@pytest.mark.parametrize("rooms", [30, 7])
def test_the_page_of_a_great_day(client: Client, rooms: int) -> None:
    with time_machine.travel(AT, tick=False):
        here = f"/partner/events/{great_day(client, rooms).pk}/board"
        client.get(here)
    began = process_time()
    with time_machine.travel(AT, tick=False):
        page = client.get(here)
    taken = process_time() - began

    sys.stdout.write(f"\n120 x 30 x 14 with {rooms} rooms: {taken:.2f} s of work, {len(page.content) // 1024} KB\n")
    assert (page.status_code, taken < 1) == (200, True)
