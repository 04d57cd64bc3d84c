"""Files of `tsunagu match`: JSON → a batch, a plan → JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from tsunagu.matching.season.file_entries import NeedEntry, NeedsFile, SpecialistEntry, SpecialistsFile
from tsunagu.matching.season.fit import explain
from tsunagu.matching.season.values import Batch, Candidate, NeedPlan, Options, Plan, SeasonNeed, SeasonSpecialist
from tsunagu.matching.season.what_if import WhatIf
from tsunagu.reference.listing import industries, prefectures, themes
from tsunagu.specialists.content import NO_END
from tsunagu.specialists.states import AreaMark

DAY = date(2026, 4, 1)  # files count years instead of naming days, so any day will do
SIGNS = {mark.sign: mark for mark in AreaMark}
File = TypeVar("File", bound=BaseModel)


class MatchFileError(ValueError):
    """A file that cannot be used. `of`: "needs" or "specialists". The message says where and why."""

    def __init__(self, of: str, message: str) -> None:
        super().__init__(message)
        self.of = of


def read_batch(needs: bytes | str, specialists: bytes | str) -> Batch:
    """The batch of two files. Raises MatchFileError: not JSON, a wrong or unknown field, a code that is not known."""
    asked = _read(NeedsFile, needs, "needs")
    people = _read(SpecialistsFile, specialists, "specialists")
    batch = Batch(
        tuple(_need(one) for one in asked.needs),
        tuple(_specialist(one) for one in people.specialists),
        DAY,
        Options(**asked.options.model_dump()),
    )
    for one in batch.needs:
        if one.fixed and not one.accepted and one.fixed not in batch.specialist:
            raise MatchFileError("needs", f"{one.id}: specialist {one.fixed!r} is not in the other file")
    return batch


def _read(kind: type[File], content: bytes | str, of: str) -> File:
    try:
        return kind.model_validate_json(content, strict=True)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        raise MatchFileError(of, f"{'.'.join(map(str, first['loc'])) or 'file'}: {first['msg']}") from None


def _need(one: NeedEntry) -> SeasonNeed:
    return SeasonNeed(
        one.id,
        one.prefecture,
        one.theme,
        one.industry,
        online_ok=one.online_ok,
        areas=one.areas,
        fixed=one.fixed,
        accepted=one.accepted,
        apart=frozenset(one.apart),
        stands=one.stands,
        companion=one.companion,
        past=frozenset(one.past),
    )


def _specialist(one: SpecialistEntry) -> SeasonSpecialist:
    return SeasonSpecialist(
        one.id,
        one.room,
        prefectures=prefectures().mask(one.prefectures),
        online=one.online,
        themes_able=themes().mask(one.themes_able),
        themes_delivered=themes().mask(one.themes_delivered),
        industries=industries().mask(one.industries),
        registered_on=DAY.replace(year=DAY.year - one.register_years),
        proof_until=NO_END if one.has_proved_qualification else None,
        audit_proof_until=NO_END if one.has_audit_proof else None,
        **{f"mark_{area.lower()}": SIGNS[sign] for area, sign in one.marks.items()},
    )


def plan_lines(batch: Batch, plan: Plan, beside: Mapping[str, Any]) -> Iterator[str]:
    """The plan as lines of one JSON text, a line per need; `beside`: what else the answer holds."""
    yield json.dumps({**_head(plan), **beside}, ensure_ascii=False)[:-1] + ', "plan": ['
    for left, row in zip(range(len(plan.needs) - 1, -1, -1), plan.needs, strict=True):
        yield json.dumps(_need_data(batch, row), ensure_ascii=False) + ("," if left else "")
    yield "]}"


def _head(plan: Plan) -> dict[str, Any]:
    tally = plan.tally
    return {
        "objective": tally.value,
        "bound": tally.bound,
        "gap": tally.gap,
        "gap_percent": round(100 * tally.gap / tally.value, 3) if tally.value > 0 else 0.0,
        "points": tally.points,
        "load_cost": tally.load_cost,
        "covered": list(tally.covered),
        "is_covered": tally.is_covered,
        "by_rank": plan.by_rank,
        "reason": reason(plan),
        "moved": [{"need": need, "specialist": specialist} for need, specialist in plan.moved],
    }


def reason(plan: Plan) -> str:
    """How the search ended, in words."""
    said = "受け入れられる数が足りないので、1人目の候補から順に決めました。" if plan.by_rank else ""
    if plan.tally.gap == 0:
        return said + "これよりよい組み合わせはないことを確かめました。"
    return said + f"もっとよい組み合わせがあるとしても、合計で{plan.tally.gap}点までです。"


def _need_data(batch: Batch, row: NeedPlan) -> dict[str, Any]:
    return {
        "need": row.need,
        "candidates": [_candidate_data(batch, row, rank, one) for rank, one in enumerate(row.candidates, start=1)],
        "lacking": row.lacking.value if row.lacking else None,
        "says": row.lacking.label if row.lacking else "",
    }


def _candidate_data(batch: Batch, row: NeedPlan, rank: int, one: Candidate) -> dict[str, Any]:
    person = batch.specialist.get(one.specialist)
    lines = explain(batch.need[row.need], person, today=batch.today) if person else []
    return {
        "rank": rank,
        "specialist": one.specialist,
        "points": one.points,
        "seat": one.seat.value,
        "shown_to": one.shown_to,
        "needs_support": one.needs_support,
        "companion": one.companion or None,
        "why": [
            {"label": line.label, "points": line.points, "most": line.most, "because": line.because} for line in lines
        ],
    }


def what_if_data(pair: tuple[str, str], found: WhatIf) -> dict[str, Any]:
    """What forcing a pair would cost, as the file shows it."""
    return {
        "need": pair[0],
        "specialist": pair[1],
        "cost": found.cost,
        "fewer": found.fewer,
        "over_room": found.over_room,
        "barred": found.barred.value if found.barred else None,
        "says": found.barred.label if found.barred else "",
    }
