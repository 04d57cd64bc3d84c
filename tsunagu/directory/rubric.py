"""The points a listed person gets for one search: at most 100, explainable, whole numbers (promises §1).

Weights are data (`data/rubric.yaml`). Each criterion is a ladder of questions: the first that holds gives its points.
The same ladder is climbed by one person (`points`) and by everybody at once (`asking.points`); a property test proves
them equal, and equal to SQL made from the same ladder.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml

from tsunagu.directory.conditions import Conditions
from tsunagu.directory.predicates import ALWAYS, AtLeast, Both, Either, Flag, HasAny, Not, Question
from tsunagu.reference import menus
from tsunagu.reference.listing import industries, prefectures, themes
from tsunagu.specialists.states import AreaMark

# Criteria that hold for every search alike: they give points, but are no reason why somebody fits this one.
GENERAL = frozenset({"qualification", "register_years"})


@dataclass(frozen=True, slots=True)
class Rung:
    """Points for those of whom the question holds, and why in Japanese."""

    question: Question
    points: int
    because: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the rubric. `most` is what can be had; `rungs` are tried from the top."""

    code: str
    label: str
    most: int
    rungs: Sequence[Rung]

    def rung_of(self, row: object) -> Rung | None:
        """The rung a row stands on; None = no points."""
        return next((rung for rung in self.rungs if rung.question.holds(row)), None)


@dataclass(frozen=True, slots=True)
class PointLine:
    """Why a row got its points for one criterion, as shown."""

    label: str
    points: int
    most: int
    because: str
    is_asked: bool = True


@cache
def weights() -> Any:
    """The weights of `data/rubric.yaml`."""
    return yaml.safe_load(
        resources.files("tsunagu.directory").joinpath("data", "rubric.yaml").read_text(encoding="utf-8")
    )


def band_width() -> int:
    """Rows whose points lie in the same band of this width are treated alike."""
    return int(weights()["band"])


def criteria(conditions: Conditions, *, today: date, areas: Sequence[str] = ()) -> list[Criterion]:
    """The rubric for one search on one day. `areas`: asked where the conditions name no need."""
    asked = menus.need(conditions.need).areas if conditions.need else tuple(areas)
    return [
        _place(conditions),
        _theme(conditions),
        _mark(asked, today=today),
        _industry(conditions),
        *_extras(conditions, today=today),
    ]


def points(rubric: Sequence[Criterion], row: object) -> int:
    """Points of one row."""
    return sum(rung.points for criterion in rubric if (rung := criterion.rung_of(row)))


def explain(rubric: Sequence[Criterion], row: object) -> list[PointLine]:
    """How the points of one row came about, a line per criterion."""
    lines = []
    for criterion in rubric:
        rung = criterion.rung_of(row)
        because = rung.because if rung else "当てはまりません"
        is_asked = criterion.code not in GENERAL and (rung is None or rung.question != ALWAYS)
        lines.append(PointLine(criterion.label, rung.points if rung else 0, criterion.most, because, is_asked))
    return lines


def _open(code: str, label: str, most: int) -> Criterion:
    return Criterion(code, label, most, [Rung(ALWAYS, most, "条件なし（全員に満点）")])


def _place(conditions: Conditions) -> Criterion:
    same, online = weights()["place"]["same"], weights()["place"]["online"]
    if not conditions.place:
        return _open("place", "場所", same)
    here = HasAny("prefectures", prefectures().mask(conditions.place))
    return Criterion(
        "place", "場所", same,
        [Rung(here, same, "訪問できる地域です"), Rung(Flag("online"), online, "オンラインで対応します")],
    )  # fmt: skip


def _wanted_themes(conditions: Conditions) -> tuple[str, ...]:
    chosen = (*conditions.theme, *(code for code in conditions.record if code not in conditions.theme))
    return chosen or (menus.need(conditions.need).themes if conditions.need else ())


def _theme(conditions: Conditions) -> Criterion:
    wanted, most = _wanted_themes(conditions), weights()["theme"]
    if not wanted:
        return _open("theme", "指導テーマ", most)
    able = HasAny("themes_able", themes().mask(wanted))
    return Criterion("theme", "指導テーマ", most, [Rung(able, most, "テーマに対応できます")])


def _mark(areas: Sequence[str], *, today: date) -> Criterion:
    """The best mark among the areas asked for."""
    double, single = weights()["mark"]["double_circle"], weights()["mark"]["circle"]
    if not areas:
        return _open("mark", "得意な領域", double)
    return Criterion(
        "mark", "得意な領域", double,
        [
            Rung(reaches(areas, AreaMark.DOUBLE_CIRCLE, today=today), double, "求める領域が◎です"),
            Rung(reaches(areas, AreaMark.CIRCLE, today=today), single, "求める領域が○です"),
        ],
    )  # fmt: skip


def reaches(areas: Sequence[str], mark: AreaMark, *, today: date) -> Question:
    """Whether one of the areas has this mark or better; column 7 counts only with verified audit evidence."""
    return Either(tuple(_area_reaches(area, mark, today=today) for area in areas))


def _area_reaches(area: str, mark: AreaMark, *, today: date) -> Question:
    reached = AtLeast(f"mark_{area.lower()}", mark)
    return Both((reached, AtLeast("audit_proof_until", today))) if area == "A7" else reached


def _industry(conditions: Conditions) -> Criterion:
    most = weights()["industry"]
    wanted = conditions.industry or (menus.need(conditions.need).industries if conditions.need else ())
    if not wanted:
        return _open("industry", "業種", most)
    strong = HasAny("industries", industries().mask(wanted))
    return Criterion("industry", "業種", most, [Rung(strong, most, "この業種が得意です")])


def _extras(conditions: Conditions, *, today: date) -> list[Criterion]:
    extra = weights()["extra"]
    verified = Criterion(
        "qualification", "確認済みの他資格", extra["qualification"],
        [Rung(AtLeast("proof_until", today), extra["qualification"], "確認済みの資格があります")],
    )  # fmt: skip
    years = Criterion(
        "register_years", "登録からの年数", extra["register_years"][0][1],
        [
            Rung(_registered_for(count, today), given, f"登録から{count}年以上です")
            for count, given in extra["register_years"]
        ],
    )  # fmt: skip
    wanted = _wanted_themes(conditions)
    if not wanted:
        return [verified, years, _open("delivered", "テーマの支援実績", extra["delivered"])]
    delivered = Criterion(
        "delivered", "テーマの支援実績", extra["delivered"],
        [Rung(HasAny("themes_delivered", themes().mask(wanted)), extra["delivered"], "テーマの実績があります")],
    )  # fmt: skip
    return [verified, years, delivered]


def _registered_for(years: int, today: date) -> Question:
    """Registered at least so many years ago."""
    return Not(AtLeast("registered_on", _day_after_years_ago(today, years)))


def _day_after_years_ago(today: date, years: int) -> date:
    """The first day that is less than so many years ago, as `years_between` counts them."""
    try:
        anniversary = today.replace(year=today.year - years)
    except ValueError:
        anniversary = date(today.year - years, 2, 28)
    return date.fromordinal(anniversary.toordinal() + 1)
