"""The only writers of the matching room."""

from tsunagu.matching.actions.boards import BoardChangedError, open_board, set_wishes
from tsunagu.matching.actions.hands import allow, forbid, pin, place, take_out, unpin
from tsunagu.matching.actions.publishing import publish_board, take_walk_in
from tsunagu.matching.actions.solving import ask_to_solve, force_pair, solve_board, stop_solving

__all__ = [
    "BoardChangedError",
    "allow",
    "ask_to_solve",
    "forbid",
    "force_pair",
    "open_board",
    "pin",
    "place",
    "publish_board",
    "set_wishes",
    "solve_board",
    "stop_solving",
    "take_out",
    "take_walk_in",
    "unpin",
]
