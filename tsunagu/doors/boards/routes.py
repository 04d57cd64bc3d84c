"""The pages of a consultation day's board, at a door."""

from functools import partial

from django.urls import URLPattern, path

from tsunagu.doors.boards import page
from tsunagu.doors.events.desk import Desk


def board_paths(desk: Desk) -> list[URLPattern]:
    """The same addresses at both doors; the gate asks for the right, the page finds the days one runs."""
    return [
        path("events/<int:pk>/board", partial(page.board, desk), name="board"),
        path("events/<int:pk>/board/pair", partial(page.pair, desk), name="board_pair"),
    ]
