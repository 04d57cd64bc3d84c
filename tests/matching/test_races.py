"""A company withdraws while its timetable is published: whoever is first, nothing stays planned with it."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import pytest
from django.db import connection

from tests.at_once import at_once
from tests.consultations.days import AT, BY
from tests.matching.boards import opened
from tsunagu.consultations.models import Consultation
from tsunagu.events.actions.keeping import cancel_registration
from tsunagu.events.models import Event, EventRegistration
from tsunagu.matching.actions import place, publish_board, publishing
from tsunagu.matching.models import Board, BoardPlacement
from tsunagu.matching.moves import Move

LONG_ENOUGH = 1.0  # for whoever need not wait to be through
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.mark.parametrize("turn", range(6))
def test_nothing_stays_planned_with_who_withdraws_while_it_is_published(turn: int) -> None:
    board, company = proposed()
    acts = [lambda: publish(board), lambda: withdraw(company)]

    said = at_once(acts if turn % 2 else reversed(acts))

    assert (said["done"] >= 1, standing(company)) == (True, ("cancelled", 0, 0))


def test_who_withdraws_before_the_publishing_is_through_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    board, company = proposed()
    told = publishing.tell_timetable
    withdrawing: list[Future[None]] = []

    with ThreadPoolExecutor(1) as hand:

        def meanwhile(*arguments: Any, **more: Any) -> int:
            withdrawing.append(hand.submit(withdraw, company))
            wait(withdrawing, timeout=LONG_ENOUGH)
            return told(*arguments, **more)

        monkeypatch.setattr(publishing, "tell_timetable", meanwhile)
        publish(board)

    assert (withdrawing[0].exception(), standing(company)) == (None, ("cancelled", 0, 0))
    assert list(Consultation.objects.order_by("pk").values_list("state", flat=True)) == ["cancelled", "planned"]


def proposed() -> tuple[Board, EventRegistration]:
    """A board ready to be published; a company on it."""
    board, (a, b), (x, y) = opened()
    Event.objects.filter(pk=board.event_id).update(accepted=2)
    place(board, Move(str(a.pk), str(x.pk), 1), seen=0, by=BY, at=AT)
    place(board, Move(str(b.pk), str(y.pk), 2), seen=1, by=BY, at=AT)
    return board, a


def publish(board: Board) -> None:
    publish_board(Board.objects.select_related("event").get(pk=board.pk), seen=2, by=BY, at=AT)


def withdraw(company: EventRegistration) -> None:
    try:
        cancel_registration(EventRegistration.objects.get(pk=company.pk), by=BY, at=AT)
    finally:
        connection.close()


def standing(company: EventRegistration) -> tuple[str, int, int]:
    """(state of the registration, planned consultations, seats on the board)."""
    planned = Consultation.objects.filter(registration=company, state="planned").count()
    seats = BoardPlacement.objects.filter(registration=company).count()
    return EventRegistration.objects.get(pk=company.pk).state, planned, seats
