"""What a company can wish for: the guidance themes with what they are for, and the one-visit reviews."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tsunagu.matching.states import NeedKind, ReviewOf
from tsunagu.reference.themes import themes_file

REVIEW = "review-"
REVIEWED = {
    ReviewOf.REGULATIONS: "作った規程や、ひな形のままの規程が、会社に合っているかを見てもらいます。",
    ReviewOf.SETUP: "パソコン、ネットワーク、クラウドの設定に、抜けがないかを見てもらいます。",
    ReviewOf.QUOTATION: "業者の見積もりが会社に必要な内容かを、売り手でない立場から見てもらいます。",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """One choice. `target`: for whom; `effect`: what one has afterwards; `visits`: how often somebody comes."""

    code: str
    name: str
    kind: NeedKind
    target: str
    effect: str
    visits: int
    review_of: ReviewOf | None = None

    @property
    def is_first_review(self) -> bool:
        """Where the second group of choices begins."""
        return self.review_of is ReviewOf.REGULATIONS


NOTHING = Wish("", "", NeedKind.GUIDANCE, "", "", 0)


@cache
def wishes() -> tuple[Wish, ...]:
    """Themes that can be guided now (reference 03: a planned one has no visits yet), then the reviews."""
    themes = [
        Wish(one.code, one.name, NeedKind.GUIDANCE, one.target, one.effect, len(one.visits))
        for one in themes_file().themes
        if one.visits
    ]
    reviews = [
        Wish(REVIEW + what, f"{what.label}を見てほしい", NeedKind.REVIEW, text, "", 1, what)
        for what, text in REVIEWED.items()
    ]
    return (*themes, *reviews)


def wish_of(code: str) -> Wish:
    """The choice of a code; `NOTHING` for what is no code."""
    return next((one for one in wishes() if one.code == code), NOTHING)
