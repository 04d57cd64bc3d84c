"""The conditions as they stand on the page: every facet with its choices, what is chosen and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tsunagu.directory.conditions import FACETS, Conditions, Problem
from tsunagu.reference.listing import prefectures


@dataclass(frozen=True, slots=True)
class Option:
    """One choice."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FacetField:
    """One condition on the page. `problem`: what is wrong with the value typed, or ""."""

    name: str
    label: str
    options: list[Option]
    value: str
    problem: str

    @property
    def chosen(self) -> int:
        """How many choices are taken."""
        return sum(option.is_chosen for option in self.options)


@dataclass(frozen=True, slots=True)
class Region:
    """Prefectures of one part of the country."""

    name: str
    options: list[Option]


def facet_fields(conditions: Conditions, problems: Iterable[Problem], typed: dict[str, str]) -> dict[str, FacetField]:
    """Facet name → field; `typed` is given back where a value could not be used."""
    wrong = {problem.field: problem.sentence for problem in problems}
    return {
        name: FacetField(
            name=name,
            label=facet.label,
            options=_options(facet.choices(), getattr(conditions, name)),
            value=typed.get(name, "") if name in wrong else _plain(getattr(conditions, name)),
            problem=wrong.get(name, ""),
        )
        for name, facet in FACETS.items()
    }


def _options(choices: Sequence[tuple[str, str]], held: object) -> list[Option]:
    chosen = held if isinstance(held, tuple) else (held,)
    return [Option(value, label, value in chosen) for value, label in choices]


def _plain(held: object) -> str:
    return held if isinstance(held, str) else "1" if held is True else ""


def regions(conditions: Conditions) -> list[Region]:
    """The 47 prefectures by the bureau in charge, north to south."""
    parts: dict[str, list[Option]] = {}
    for term in prefectures().current:
        option = Option(term.code, term.name, term.code in conditions.place)
        parts.setdefault(str(term.facts["bureau_short"]), []).append(option)
    return [Region(name, options) for name, options in parts.items()]
