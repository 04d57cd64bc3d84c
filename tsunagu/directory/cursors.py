"""Where a visitor stands in a list: the signed cursor in page links and API answers (promises §1)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Cursor:
    """Behind whom the page begins: the visitor's seed, how many came before, the last one's points and id."""

    seed: int
    position: int
    points: int
    specialist_id: int

    @property
    def place(self) -> Place:
        """The keyset the next page begins behind."""
        return Place(self.specialist_id, self.points, mix32(spread(self.specialist_id), self.seed))

    def __str__(self) -> str:
        return _SIGNER.sign(f"{self.seed}.{self.position}.{self.points}.{self.specialist_id}")


def read_cursor(text: str) -> Cursor:
    """The cursor of a page link; CursorError when it was cut, changed or made elsewhere."""
    try:
        numbers = [int(part) for part in _SIGNER.unsign(text).split(".")]
        return Cursor(*numbers)
    except (BadSignature, ValueError, TypeError):
        raise CursorError("続きの位置を読み取れません。一覧の最初から見てください。") from None
