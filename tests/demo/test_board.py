"""The demo's board: of the coming day, solved, with a pin, not published."""

import pytest

from tsunagu.events.models import Event
from tsunagu.matching.checking import violations
from tsunagu.matching.models import Board
from tsunagu.matching.reading import day_of_board, placements_of
from tsunagu.matching.states import BoardState

SPECIALISTS = 20
pytestmark = pytest.mark.django_db


def test_the_coming_day_has_a_board_that_holds(season_at_work) -> None:
    board = Board.objects.get()
    day = day_of_board(board)

    placements = placements_of(board, day)

    assert board.event == Event.objects.get(kind="consultation_day", state="announced")
    assert (board.state_now, board.status, board.placements.filter(is_pinned=True).count()) == (
        BoardState.READY,
        "optimal",
        1,
    )
    assert (len(placements) > 3, violations(day, placements)) == (True, [])
