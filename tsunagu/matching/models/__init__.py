"""The tables of the matching room."""

from tsunagu.matching.models.boards import Board, BoardChange, BoardPlacement, BoardRule
from tsunagu.matching.models.needs import Batch, BatchLine, Need, Proposal

__all__ = [
    "Batch",
    "BatchLine",
    "Board",
    "BoardChange",
    "BoardPlacement",
    "BoardRule",
    "Need",
    "Proposal",
]
