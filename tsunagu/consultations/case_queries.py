"""Reads of case files for their keeper: the list, and one case with its steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from tsunagu.consultations.case_chains import ChainStep, find_step, is_before, step_signs
from tsunagu.consultations.case_words import need_words, payer_words
from tsunagu.consultations.models import CaseFile, CasePaper, CaseSharing, CaseStep
from tsunagu.consultations.states import CandidateState, CaseKind, CaseState, Payer, StepMove
from tsunagu.reference.listing import industries, prefectures

FINISHED = "すべての段階が終わりました"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of a coordinator's list. `is_objected`: the client wants something to be stopped."""

    key: int
    organisation: str
    kind: CaseKind
    step: str
    place: str
    need: str
    is_open: bool
    is_objected: bool
    answered: int
    waiting: int
    decided: str
    touched_at: datetime


def case_rows(cases: QuerySet[CaseFile]) -> list[CaseRow]:
    """Cases with an objection first, then open ones by the last act: two queries."""
    objected = CaseSharing.objects.filter(case=OuterRef("pk"), stopped_at__isnull=False)
    found = cases.annotate(
        is_objected=Exists(objected),
        answered=Count("candidates", filter=Q(candidates__state=CandidateState.ACCEPTED)),
        waiting=Count("candidates", filter=Q(candidates__state=CandidateState.ASKED)),
    ).order_by("-touched_at", "-pk")
    rows = list(found)
    names = _decided([row.pk for row in rows])
    told = [_case_row(row, names.get(row.pk, "")) for row in rows]
    return sorted(told, key=lambda row: (not (row.is_objected and row.is_open), not row.is_open))


def _decided(keys: Sequence[int]) -> dict[int, str]:
    found = CaseFile.objects.filter(pk__in=keys, candidates__state=CandidateState.DECIDED)
    return dict(found.values_list("pk", "candidates__specialist__name"))


def _case_row(case: CaseFile, decided: str) -> CaseRow:
    told = vars(case)
    return CaseRow(
        key=case.pk,
        organisation=case.organisation_name,
        kind=case.kind_now,
        step=step_words(case),
        place=prefectures()[case.prefecture].name,
        need=need_words(case),
        is_open=case.is_open,
        is_objected=told["is_objected"],
        answered=told["answered"],
        waiting=told["waiting"],
        decided=decided,
        touched_at=case.touched_at,
    )


def step_words(case: CaseFile) -> str:
    """Where a case stands, in words."""
    if not case.is_open:
        return CaseState.CLOSED.label
    found = find_step(case.kind_now, case.step)
    return found.label if found else FINISHED


def find_case(cases: QuerySet[CaseFile], key: int) -> CaseFile | None:
    """One of `access`'s, with its partner and keeper: one query."""
    return cases.select_related("partner__organisation", "keeper").filter(pk=key).first()


def find_case_by_link(key: int, turn: int) -> CaseFile | None:
    """The case of a client's link (case_links.read_token), while its address is the one it was mailed to: one query."""
    return find_case(CaseFile.objects.filter(link_turn=turn), key)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper of a record; `name` "" once it was erased."""

    key: int
    name: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One record at a step."""

    label: str
    move: StepMove
    held_on: date | None
    people: str
    notes: str
    papers: tuple[PaperRow, ...]
    written_at: datetime
    written_by: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case for its keeper. `now` None: all steps done, or closed; `earlier`: where one may go back."""

    key: int
    kind: CaseKind
    organisation: str
    contact: str
    email: str
    telephone: str
    place: str
    industry: str
    need: str
    budget: str
    worries: str
    payer: str
    is_open: bool
    step: str
    now: ChainStep | None
    steps: tuple[tuple[ChainStep, str], ...]
    earlier: tuple[ChainStep, ...]
    records: tuple[StepRow, ...]
    opened_at: datetime
    closed_at: datetime | None


def case_page(case: CaseFile) -> CasePage:
    """Two queries, whatever was recorded; the newest record first."""
    papers = Prefetch("papers", CasePaper.objects.select_related("stored").order_by("pk"))
    written = list(case.steps.prefetch_related(papers).order_by("-written_at", "-pk"))
    moves = {step.code: StepMove(step.move) for step in reversed(written)}
    kind = case.kind_now
    signs = step_signs(kind, case.step, moves)
    return CasePage(
        key=case.pk,
        kind=kind,
        organisation=case.organisation_name,
        contact=case.contact_name,
        email=case.email,
        telephone=case.telephone,
        place=prefectures()[case.prefecture].name,
        industry=industries()[case.industry].name,
        need=need_words(case),
        budget=case.budget,
        worries=case.worries,
        payer=payer_words(kind, Payer(case.payer)),
        is_open=case.is_open,
        step=case.step,
        now=find_step(kind, case.step) if case.is_open else None,
        steps=tuple(signs),
        earlier=tuple(step for step, _ in signs if is_before(kind, step.code, case.step)),
        records=tuple(_step_row(kind, step) for step in written),
        opened_at=case.opened_at,
        closed_at=case.closed_at,
    )


def _step_row(kind: CaseKind, step: CaseStep) -> StepRow:
    found = find_step(kind, step.code)
    return StepRow(
        label=found.label if found else "",
        move=StepMove(step.move),
        held_on=step.held_on,
        people=step.people,
        notes=step.notes,
        papers=tuple(PaperRow(paper.pk, paper.stored.name) for paper in step.papers.all()),
        written_at=step.written_at,
        written_by=step.written_by,
    )


def find_paper(case: CaseFile, key: int) -> CasePaper | None:
    """A paper of this case: one query."""
    return case.papers.select_related("stored").filter(pk=key).first()
