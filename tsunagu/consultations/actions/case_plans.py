"""工程表と契約の控え: lines of the roadmap written, changed, taken out; contracts noted."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.actions.case_files import LONGEST_WORDS, OVER
from tsunagu.consultations.actions.case_papers import keep_paper
from tsunagu.consultations.models import CaseFile, ContractNote, RoadmapLine
from tsunagu.consultations.states import CaseParty, CaseState, RoadmapState
from tsunagu.journal.actions import record
from tsunagu.vault.actions import erase_file

MOST_LINES, MOST_YEN = 60, 10**12
CHANGED = "この行は、別の画面で先に変わりました。画面を読み直してください。"
GONE = "もうありません。画面を読み直してください。"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """One thing to do: by whom, until which day (JST; None: no day yet), how far it is."""

    what: str
    who: CaseParty
    due_on: date | None
    state: RoadmapState


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFacts:
    """Who contracts with whom, for how much (whole yen; None: not said), from when to when (None: no end)."""

    first: CaseParty
    second: CaseParty
    amount_yen: int | None
    starts_on: date
    ends_on: date | None
    words: str


@transaction.atomic
def add_line(case: CaseFile, facts: LineFacts, *, by: Actor, at: datetime) -> RoadmapLine:
    """A new line of the roadmap. Refuses a closed case, an empty or long text, and more than sixty lines."""
    _require_words(facts.what, field="what")
    _hold(case, at=at)
    if case.roadmap.count() >= MOST_LINES:
        raise RuleBrokenError(f"工程表は{MOST_LINES}行までです。")
    line = RoadmapLine.objects.create(scope=case.scope, case=case, written_at=at, **asdict(facts))
    record("roadmap.added", on=line, by=by, at=at, case=case.pk, who=facts.who.value)
    return line


@transaction.atomic
def edit_line(line: RoadmapLine, facts: LineFacts, *, seen: int, by: Actor, at: datetime) -> RoadmapLine:
    """A line changes. `seen`: the revision the page was made from. Refuses who was overtaken, and as `add_line`."""
    _require_words(facts.what, field="what")
    _hold(line.case, at=at)
    if not RoadmapLine.objects.filter(pk=line.pk, revision=seen).update(revision=seen + 1, written_at=at):
        raise RuleBrokenError(CHANGED)
    for name, value in asdict(facts).items():
        setattr(line, name, value)
    line.save(update_fields=list(asdict(facts)))
    line.refresh_from_db()
    record("roadmap.edited", on=line, by=by, at=at, case=line.case_id, state=facts.state.value)
    return line


@transaction.atomic
def remove_line(line: RoadmapLine, *, by: Actor, at: datetime) -> None:
    """A line goes. Refuses a closed case, and a second time."""
    _hold(line.case, at=at)
    key, case = line.pk, line.case_id
    if not RoadmapLine.objects.filter(pk=key).delete()[0]:
        raise RuleBrokenError(GONE)
    record("roadmap.removed", on=("RoadmapLine", key), by=by, at=at, case=case)


@transaction.atomic
def note_contract(
    case: CaseFile, facts: ContractFacts, paper: File[Any] | None = None, *, by: Actor, at: datetime
) -> ContractNote:
    """Note a contract that was made elsewhere. Refuses one side alone, amounts and days that cannot be, bad papers."""
    _require_contract(facts)
    _hold(case, at=at)
    stored = keep_paper(paper, scope=case.scope, by=by, at=at) if paper is not None else None
    note = ContractNote.objects.create(scope=case.scope, case=case, paper=stored, noted_at=at, **asdict(facts))
    record("contract.noted", on=note, by=by, at=at, case=case.pk, first=facts.first.value, second=facts.second.value)
    return note


@transaction.atomic
def remove_contract(note: ContractNote, *, by: Actor, at: datetime) -> None:
    """A note made by mistake goes, with its paper. Refuses a closed case, and a second time."""
    _hold(note.case, at=at)
    key, paper = note.pk, note.paper
    if not ContractNote.objects.filter(pk=key).delete()[0]:
        raise RuleBrokenError(GONE)
    if paper is not None and paper.erased_at is None:
        erase_file(paper, by=by, at=at, reason="契約の控えを消した")
    record("contract.removed", on=("ContractNote", key), by=by, at=at, case=note.case_id)


def _hold(case: CaseFile, *, at: datetime) -> None:
    if not CaseFile.objects.filter(pk=case.pk, state=CaseState.OPEN).update(touched_at=at):
        raise RuleBrokenError(OVER)


def _require_words(words: str, *, field: str) -> None:
    if not words.strip():
        raise RuleBrokenError("入力してください。", field=field)
    if len(words) > LONGEST_WORDS:
        raise RuleBrokenError(f"{LONGEST_WORDS}文字までにしてください。", field=field)


def _require_contract(facts: ContractFacts) -> None:
    if facts.first is facts.second:
        raise RuleBrokenError("契約した人と、その相手を、別に選んでください。", field="second")
    if facts.amount_yen is not None and not 0 <= facts.amount_yen <= MOST_YEN:
        raise RuleBrokenError("金額は、0円から1兆円までの数字で入れてください。", field="amount_yen")
    if facts.ends_on is not None and facts.ends_on < facts.starts_on:
        raise RuleBrokenError("終わりの日は、始まりの日より後にしてください。", field="ends_on")
    if len(facts.words) > LONGEST_WORDS:
        raise RuleBrokenError(f"{LONGEST_WORDS}文字までにしてください。", field="words")
