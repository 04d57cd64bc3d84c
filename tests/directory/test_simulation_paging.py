"""The simulation pages as the list does."""

from datetime import timedelta
from random import Random

import numpy as np

from tests.directory.people import AT, TODAY, VISITOR, crowd
from tsunagu.directory.actions import KEPT_FIRST
from tsunagu.directory.conditions import Conditions
from tsunagu.directory.people import people_of
from tsunagu.directory.queries import listing
from tsunagu.directory.queries.population import listed_people
from tsunagu.directory.ranking import Method
from tsunagu.directory.search import absences
from tsunagu.directory.simulation.paging import KEPT, PAGE, Moment, _KeptPages, paging
from tsunagu.directory.simulation.room import Room
from tsunagu.directory.simulation.searchers import Visit
from tsunagu.directory.simulation.searching import search
from tsunagu.specialists.models import PublishedSheet

SEED = 12345


def test_pages_and_kept_orders_are_as_long_as_those_of_the_list() -> None:
    assert (PAGE, KEPT) == (listing.PAGE, KEPT_FIRST)


def moment() -> Moment:
    people = listed_people()
    found = search(people, Conditions(), today=TODAY)
    room = Room(people, absences=absences, start=TODAY)
    return Moment(found, room.has(found.places, at=0), session=0, day=0, is_kept=True)


def test_pages_are_those_the_list_shows_while_people_fill_up(db: None) -> None:
    crowd(270, proof_until=[TODAY if place % 3 else None for place in range(270)])
    pages = _KeptPages(listed_people(), SEED, 5)
    simulated, shown, after = [], [], None

    for number in range(12):
        now = moment()
        simulated.append(pages.people.ids[pages.page(number, now)].tolist())
        page = listing.list_page(Conditions(), seed=SEED, after=after, by=VISITOR, at=AT + timedelta(minutes=number))
        shown.append([row.specialist_id for row in page.rows])
        after = page.onwards
        full = shown[-1][:2] + [pk for pk in pages.people.ids.tolist() if pk % 50 == number]
        PublishedSheet.objects.filter(pk__in=full).update(monthly_cap=0)

    assert simulated == shown


def test_the_list_repeats_and_loses_nobody_where_counted_rows_do() -> None:
    people = people_of(
        {"specialist_id": pk, "monthly_cap": 3, "registered_on": TODAY, "paused_until": None} for pk in range(1, 901)
    )
    room = Room(people, absences=absences, start=TODAY)
    readers = [Visit(at, Conditions(), at + 1, 0, 0, np.zeros(20), ()) for at in range(40)]

    found = paging(people, readers, room=room, band=5, chance=Random(1))

    assert (found[Method.FAIR].repeated, found[Method.FAIR].lost) == (0.0, 0.0)
    assert min(found[Method.PLAIN].repeated, found[Method.PLAIN].lost) > 0.01
    assert min(found[Method.TIES].repeated, found[Method.TIES].lost) > 0.01
