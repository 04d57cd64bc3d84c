"""Reads of the roadmap and the contracts of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tsunagu.base.money import yen
from tsunagu.consultations.models import CaseFile, ContractNote, RoadmapLine
from tsunagu.consultations.states import CaseParty, RoadmapState

FAR = date.max


@dataclass(frozen=True, slots=True)
class RoadmapRow:
    """One line of the roadmap."""

    key: int
    what: str
    who: CaseParty
    due_on: date | None
    state: RoadmapState
    revision: int


def roadmap_rows(case: CaseFile) -> tuple[RoadmapRow, ...]:
    """By day, those without one last: one query."""
    rows = [
        RoadmapRow(line.pk, line.what, CaseParty(line.who), line.due_on, RoadmapState(line.state), line.revision)
        for line in case.roadmap.order_by("pk")
    ]
    return tuple(sorted(rows, key=lambda row: row.due_on or FAR))


def find_line(case: CaseFile, key: int) -> RoadmapLine | None:
    """A line of this case: one query."""
    return case.roadmap.select_related("case").filter(pk=key).first()


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A noted contract in words. `paper` "": none, or erased."""

    key: int
    parties: str
    amount: str
    starts_on: date
    ends_on: date | None
    words: str
    paper: str


def contract_rows(case: CaseFile) -> tuple[ContractRow, ...]:
    """By their beginning: one query."""
    found = case.contracts.select_related("paper").order_by("starts_on", "pk")
    return tuple(
        ContractRow(
            key=note.pk,
            parties=f"{CaseParty(note.first).label}と{CaseParty(note.second).label}",
            amount="書かれていません" if note.amount_yen is None else yen(note.amount_yen),
            starts_on=note.starts_on,
            ends_on=note.ends_on,
            words=note.words,
            paper=note.paper.name if note.paper else "",
        )
        for note in found
    )


def find_contract(case: CaseFile, key: int) -> ContractNote | None:
    """A contract of this case: one query."""
    return case.contracts.select_related("case", "paper").filter(pk=key).first()
