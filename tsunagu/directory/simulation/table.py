"""The table of promises §1: measured figures beside their goals, as text and as JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tsunagu.directory.ranking import Method
from tsunagu.directory.simulation.running import Result

Cell = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """What the list's own order must reach: per value of the cell at least / at most so much."""

    least: tuple[float | None, ...] = (None, None)
    most: tuple[float | None, ...] = (None, None)

    def met(self, cell: Cell) -> bool:
        """Whether every value is inside its limits."""
        above = all(limit is None or value >= limit for value, limit in zip(cell, self.least, strict=False))
        return above and all(limit is None or value <= limit for value, limit in zip(cell, self.most, strict=False))


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a code for programs, words for readers, how a cell is written, what is asked for."""

    code: str
    label: str
    cells: dict[Method, Cell]
    form: str
    goal: Goal
    goal_words: str

    @property
    def is_met(self) -> bool:
        """Whether the list's own order reaches the goal."""
        return self.goal.met(self.cells[Method.FAIR])


def rows(result: Result) -> list[Row]:
    """The lines of promises §1, in its order."""

    def row(code: str, label: str, of: Callable[[Method], Cell], form: str, goal: Goal, words: str) -> Row:
        return Row(code, label, {method: of(method) for method in Method}, form, goal, words)

    month, twins, turns, evening = result.measured, result.twins, result.paging, result.seminars
    return [
        row(
            "ndcg", "NDCG@10 (only people who can still take an enquiry)",
            lambda m: (month[m].ndcg, month[m].ndcg_with_room),
            "{:.3f} ({:.3f})", Goal(least=(0.970, 0.985)), "≥ 0.970 (≥ 0.985)",
        ),
        row(
            "twins", "ten identical twins: largest / smallest share of exposure",
            lambda m: (twins[m].largest, twins[m].smallest),
            "{:.3f} / {:.3f}", Goal(least=(None, 0.075), most=(0.13, None)), "≤ .13 / ≥ .075",
        ),
        row(
            "exposure_to_merit", "exposure-to-merit Gini",
            lambda m: (month[m].exposure_to_merit,),
            "{:.3f}", Goal(most=(0.06,)), "≤ .06",
        ),
        row(
            "concentration", "enquiries going to the top 1 % / 10 %",
            lambda m: (month[m].top_1_percent * 100, month[m].top_10_percent * 100),
            "{:.1f} / {:.1f} %", Goal(most=(24, 86)), "≤ 24 / 86 %",
        ),
        row(
            "beyond_capacity", "enquiries beyond capacity",
            lambda m: (month[m].beyond * 100,),
            "{:.2f} %", Goal(most=(1,)), "≤ 1 %",
        ),
        row(
            "paging", "paging across sessions and midnight: repeated / lost (daily seed; session seed; kept)",
            lambda m: (turns[m].repeated * 100, turns[m].lost * 100),
            "{:.2f} / {:.2f} %", Goal(most=(0, 0)), "0 / 0",
        ),
        row(
            "seminar", "50 companies of one seminar, same search: different first places / most enquiries to one",
            lambda m: (evening[m].first_places, evening[m].most_to_one),
            "{:g} / {:g}", Goal(least=(12, None), most=(None, 5)), "≥ 12 / ≤ 5",
        ),
    ]  # fmt: skip


def as_text(result: Result) -> str:
    """The table in Markdown, with the conditions above and a verdict per line."""
    told = f"{result.specialists:,} specialists, {result.sessions:,} sessions in {result.month:%Y-%m}"
    lines = [
        f"| simulation, {told} | plain sort | ties shuffled | this method | goal | met |",
        "|---|---|---|---|---|---|",
    ]
    for row in rows(result):
        cells = [row.form.format(*row.cells[method]) for method in Method]
        lines.append(f"| {row.label} | {' | '.join(cells)} | {row.goal_words} | {'yes' if row.is_met else 'no'} |")
    return "\n".join(lines)


def as_data(result: Result, *, seed: int) -> dict[str, Any]:
    """The same for programs (docs/reference/commands.md): limits of a goal beside the values, null = none."""
    return {
        "specialists": result.specialists,
        "sessions": result.sessions,
        "month": f"{result.month:%Y-%m}",
        "seed": seed,
        "enquiries": {method.value: result.measured[method].enquiries for method in Method},
        "asked": {method.value: result.measured[method].asked for method in Method},
        "seminar_worst": {
            method.value: [figures.first_places_worst, figures.most_to_one_worst]
            for method, figures in result.seminars.items()
        },
        "rows": [
            {
                "code": row.code,
                "label": row.label,
                **{method.value: [round(value, 6) for value in row.cells[method]] for method in Method},
                "least": list(row.goal.least[: len(row.cells[Method.FAIR])]),
                "most": list(row.goal.most[: len(row.cells[Method.FAIR])]),
                "met": row.is_met,
            }
            for row in rows(result)
        ],
        "met": all(row.is_met for row in rows(result)),
    }
