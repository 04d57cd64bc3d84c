"""What a pair is worth: at most 100 whole points, explained line by line. Weights are data (`data/fit.yaml`)."""

from functools import cache
from importlib import resources
from typing import Any

import yaml

from tsunagu.directory.rubric import PointLine
from tsunagu.matching.board import Adviser, Board, Company, Pair
from tsunagu.matching.states import Blocked, Way

NOT_HELD = "当てはまりません"
NOTHING_SAID = "希望なし（全員に満点）"


@cache
def weights() -> Any:
    """The weights of `data/fit.yaml`."""
    found = resources.files("tsunagu.matching").joinpath("data", "fit.yaml")
    return yaml.safe_load(found.read_text(encoding="utf-8"))


def points(board: Board, pair: Pair) -> int:
    """Points of a pair, 0 to 100."""
    return sum(line.points for line in explain(board, pair))


def explain(board: Board, pair: Pair) -> list[PointLine]:
    """How the points of a pair came about."""
    company, adviser = board.company[pair[0]], board.adviser[pair[1]]
    return [
        _theme(company, adviser),
        _delivered(company, adviser),
        _line("場所", "place", company.prefecture, adviser.prefectures, "会社の都道府県へ訪問できます"),
        _line("業種", "industry", company.industry, adviser.industries, "会社の業種が得意です"),
        _past(board, pair),
    ]


def way_of(company: Company, adviser: Adviser, *, rooms: int | None) -> Way | None:
    """Where two meet: in the room where both can, else online; None = neither. Without rooms online is left."""
    both = company.ways & adviser.ways
    if Way.ROOM in both and rooms != 0:
        return Way.ROOM
    return Way.ONLINE if Way.ONLINE in both else None


def common_slots(company: Company, adviser: Adviser, numbers: tuple[int, ...]) -> list[int]:
    """Slots at which both are free."""
    return [number for number in numbers if number in company.free and number in adviser.free]


def can_theme(company: Company, adviser: Adviser) -> bool:
    """Whether the adviser can do one of the themes the company asks for."""
    return not company.themes or not adviser.themes.isdisjoint(company.themes)


def blocked(board: Board, pair: Pair) -> Blocked | None:
    """Why two can never be put together on this day; None = they can."""
    company, adviser = board.company[pair[0]], board.adviser[pair[1]]
    if pair in board.rules.conflicts:
        return Blocked.CONFLICT
    if pair in board.rules.forbids:
        return Blocked.FORBIDDEN
    if not can_theme(company, adviser):
        return Blocked.THEME
    if way_of(company, adviser, rooms=board.rooms) is None:
        return Blocked.WAY
    return None if common_slots(company, adviser, board.numbers) else Blocked.TIME


def _theme(company: Company, adviser: Adviser) -> PointLine:
    first, other = weights()["theme"]["first"], weights()["theme"]["other"]
    if not company.themes:
        return PointLine("指導テーマ", first, first, NOTHING_SAID, is_asked=False)
    if company.themes[0] in adviser.themes:
        return PointLine("指導テーマ", first, first, "一番に希望するテーマに対応できます")
    if can_theme(company, adviser):
        return PointLine("指導テーマ", other, first, "希望するテーマの一つに対応できます")
    return PointLine("指導テーマ", 0, first, NOT_HELD)


def _delivered(company: Company, adviser: Adviser) -> PointLine:
    most = weights()["delivered"]
    if not company.themes:
        return PointLine("テーマの実績", most, most, NOTHING_SAID, is_asked=False)
    if adviser.themes_delivered.isdisjoint(company.themes):
        return PointLine("テーマの実績", 0, most, NOT_HELD)
    return PointLine("テーマの実績", most, most, "希望するテーマの支援実績があります")


def _line(label: str, weight: str, wanted: str, held: frozenset[str], because: str) -> PointLine:
    most = weights()[weight]
    if not wanted:
        return PointLine(label, most, most, NOTHING_SAID, is_asked=False)
    return PointLine(label, most, most, because) if wanted in held else PointLine(label, 0, most, NOT_HELD)


def _past(board: Board, pair: Pair) -> PointLine:
    most = weights()["past_contact"]
    if pair in board.rules.past_contacts:
        return PointLine("前の相談", most, most, "前に話したことがあります")
    return PointLine("前の相談", 0, most, "前の相談はありません")
