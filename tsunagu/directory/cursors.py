"""Where a visitor stands in a list: the signed cursor in page links and API answers (promises §1)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from django.core.signing import BadSignature, Signer

from tsunagu.directory.fairness import mix32
from tsunagu.directory.search import Place
from tsunagu.specialists.spread import spread

SEEDS = 1 << 32
_SIGNER = Signer(salt="directory.cursor")


class CursorError(ValueError):
    """A cursor that is not one of ours."""


def new_seed() -> int:
    """A shuffle nobody had before: 32 random bits."""
    return secrets.randbelow(SEEDS)


def place_of(specialist_id: int, points: int, seed: int) -> Place:
    """Where somebody with these points stands in the order of a seed."""
    return Place(specialist_id, points, mix32(spread(specialist_id), seed))


@dataclass(frozen=True, slots=True)
class Cursor:
    """Behind whom the page begins: the visitor's seed, how many came before, the last one's points and id.

    `day`: when the list was begun; points are counted as on that day, so that nobody moves at midnight.
    """

    seed: int
    position: int
    points: int
    specialist_id: int
    day: date

    @property
    def place(self) -> Place:
        """The keyset the next page begins behind."""
        return place_of(self.specialist_id, self.points, self.seed)

    def __str__(self) -> str:
        return _SIGNER.sign(f"{self.seed}.{self.position}.{self.points}.{self.specialist_id}.{self.day.toordinal()}")


def read_cursor(text: str) -> Cursor:
    """The cursor of a page link; CursorError when it was cut, changed or made elsewhere."""
    try:
        seed, position, points, pk, day = (int(part) for part in _SIGNER.unsign(text).split("."))
        return Cursor(seed, position, points, pk, date.fromordinal(day))
    except (BadSignature, ValueError, TypeError):
        raise CursorError("続きの位置を読み取れません。一覧の最初から見てください。") from None
