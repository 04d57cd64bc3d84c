"""A company withdraws while its timetable is published: whoever is first, nothing stays planned with it."""

import pytest

from tests.consultations.days import AT, BY
from tests.consultations.test_races import at_once, season
from tests.matching.boards import opened
from tsunagu.consultations.models import Consultation
from tsunagu.events.actions.keeping import cancel_registration
from tsunagu.events.models import Event, EventRegistration
from tsunagu.matching.actions import place, publish_board
from tsunagu.matching.models import Board, BoardPlacement
from tsunagu.matching.moves import Move

__all__ = ["season"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.mark.parametrize("turn", range(6))
def test_nothing_stays_planned_with_who_withdraws_while_it_is_published(turn: int) -> None:
    board, (a, b), (x, y) = opened()
    Event.objects.filter(pk=board.event_id).update(accepted=2)
    place(board, Move(str(a.pk), str(x.pk), 1), seen=0, by=BY, at=AT)
    place(board, Move(str(b.pk), str(y.pk), 2), seen=1, by=BY, at=AT)

    def publish() -> None:
        publish_board(Board.objects.select_related("event").get(pk=board.pk), seen=2, by=BY, at=AT)

    def withdraw() -> None:
        cancel_registration(EventRegistration.objects.get(pk=a.pk), by=BY, at=AT)

    said = at_once([publish, withdraw] if turn % 2 else [withdraw, publish])

    planned = Consultation.objects.filter(registration=a, state="planned")
    assert (said["done"] >= 1, planned.count(), BoardPlacement.objects.filter(registration=a).count()) == (True, 0, 0)
    assert EventRegistration.objects.get(pk=a.pk).state == "cancelled"
