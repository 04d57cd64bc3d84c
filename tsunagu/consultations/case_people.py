"""The specialists of a case as each side reads them: the keeper all, the others what was shared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from tsunagu.consultations.case_plans import RoadmapRow, roadmap_rows
from tsunagu.consultations.case_queries import step_words
from tsunagu.consultations.case_words import payer_words
from tsunagu.consultations.models import CaseCandidate, CaseFile, CaseSharing
from tsunagu.consultations.states import CANDIDATE_MOVES, CandidateState, Payer, ShareItem
from tsunagu.directory.conditions import Conditions
from tsunagu.directory.queries.sheets import rows_of
from tsunagu.directory.rows import ListRow
from tsunagu.journal.queries import JournalFilter, journal_rows

READ = "case.told_read"


@dataclass(frozen=True, slots=True)
class TellingRow:
    """What was told on one day: (item, words) as it was. `stopped_at`: the client objected, with `words`."""

    lines: tuple[tuple[str, str], ...]
    shared_at: datetime
    stopped_at: datetime | None
    words: str


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A specialist of a case for its keeper. `sheet` None: no longer listed; `moves`: codes of what may follow."""

    key: int
    name: str
    riss_no: str
    state: CandidateState
    why: str
    words: str
    sheet: ListRow | None
    moves: tuple[str, ...]
    tellings: tuple[TellingRow, ...]
    is_objected: bool
    asked_at: datetime | None


def conditions_of(case: CaseFile) -> Conditions:
    """The search of the public list that fits the client: need, place, theme, industry."""
    return Conditions(
        need=case.need, place=(case.prefecture,), theme=(case.theme,) if case.theme else (), industry=(case.industry,)
    )


def candidate_rows(case: CaseFile, *, today: date) -> list[CandidateRow]:
    """Everybody of a case, who was left out last: a fixed number of queries."""
    found = list(_candidates(case))
    sheets = {
        row.riss_no: row
        for row in rows_of((one.specialist.riss_no for one in found), today=today, conditions=conditions_of(case))
    }
    rows = [_candidate_row(one, sheets.get(one.specialist.riss_no)) for one in found]
    return sorted(rows, key=lambda row: (not row.is_objected, not row.moves))


def _candidates(case: CaseFile) -> QuerySet[CaseCandidate]:
    shared = Prefetch("sharings", CaseSharing.objects.order_by("-shared_at", "-pk"))
    return case.candidates.select_related("specialist").prefetch_related(shared).order_by("added_at", "pk")


def _candidate_row(one: CaseCandidate, sheet: ListRow | None) -> CandidateRow:
    tellings = telling_rows(one.sharings.all())
    return CandidateRow(
        key=one.pk,
        name=one.specialist.name,
        riss_no=one.specialist.riss_no,
        state=one.state_now,
        why=one.why,
        words=one.words,
        sheet=sheet,
        moves=tuple(sorted(move.value for move in CANDIDATE_MOVES[one.state_now])),
        tellings=tellings,
        is_objected=any(telling.stopped_at for telling in tellings),
        asked_at=one.asked_at,
    )


def telling_rows(sharings: Iterable[CaseSharing]) -> tuple[TellingRow, ...]:
    """Sharings in words, in the order given."""
    return tuple(
        TellingRow(
            lines=tuple((item.label, one.told[item.value]) for item in ShareItem if item.value in one.told),
            shared_at=one.shared_at,
            stopped_at=one.stopped_at,
            words=one.words,
        )
        for one in sharings
    )


def find_candidate(case: CaseFile, key: int) -> CaseCandidate | None:
    """One specialist of a case, with what actions need: one query."""
    return _with_case(case.candidates.all()).filter(pk=key).first()


def find_candidacy(candidacies: QuerySet[CaseCandidate], key: int) -> CaseCandidate | None:
    """One of access.candidacies_of_specialist: one query."""
    return _with_case(candidacies).filter(pk=key).first()


def _with_case(candidates: QuerySet[CaseCandidate]) -> QuerySet[CaseCandidate]:
    return candidates.select_related(
        "specialist__user", "specialist__sheet", "case__partner__organisation", "case__keeper", "commitment"
    )


@dataclass(frozen=True, slots=True)
class CandidacyRow:
    """One line of a specialist's list."""

    key: int
    partner: str
    state: CandidateState
    asked_at: datetime | None


def candidacy_rows(candidacies: QuerySet[CaseCandidate]) -> list[CandidacyRow]:
    """What waits for an answer first, then the latest: one query."""
    found = candidacies.select_related("case__partner__organisation").order_by("-asked_at", "-pk")
    rows = [CandidacyRow(one.pk, str(one.case.partner), one.state_now, one.asked_at) for one in found]
    return sorted(rows, key=lambda row: row.state is not CandidateState.ASKED)


@dataclass(frozen=True, slots=True)
class CandidacyPage:
    """A case for a specialist: only what was shared with them, who asks, who pays."""

    key: int
    case: int
    partner: str
    keeper: str
    keeper_email: str
    state: CandidateState
    words: str
    payer: str
    step: str
    tellings: tuple[TellingRow, ...]
    roadmap: tuple[RoadmapRow, ...]
    may_answer: bool
    may_decline: bool


def candidacy_page(one: CaseCandidate) -> CandidacyPage:
    """Two queries at most; the roadmap is for who was decided."""
    case, keeper = one.case, one.case.keeper
    moves = CANDIDATE_MOVES[one.state_now]
    return CandidacyPage(
        key=one.pk,
        case=case.pk,
        partner=str(case.partner),
        keeper=str(keeper) if keeper else "",
        keeper_email=keeper.email if keeper else "",
        state=one.state_now,
        words=one.words,
        payer=payer_words(case.kind_now, Payer(case.payer)),
        step=step_words(case),
        tellings=telling_rows(one.sharings.filter(stopped_at=None).order_by("-shared_at", "-pk")),
        roadmap=roadmap_rows(case) if one.state_now is CandidateState.DECIDED else (),
        may_answer=CandidateState.ACCEPTED in moves,
        may_decline=CandidateState.DECLINED in moves,
    )


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A specialist who was told something, for the client. `has_ended`: they see nothing any more."""

    key: int
    name: str
    riss_no: str
    tellings: tuple[TellingRow, ...]
    is_stopped: bool
    has_ended: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """A specialist opened what was told."""

    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ClientPage:
    """A case for the client: who works for them, who pays, what was told to whom, who opened it."""

    partner: str
    keeper: str
    organisation: str
    step: str
    payer: str
    decided: str
    told: tuple[ToldRow, ...]
    roadmap: tuple[RoadmapRow, ...]
    openings: tuple[Opening, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class ClientRow:
    """One case on a company's page."""

    key: int
    partner: str
    step: str


def client_rows(cases: QuerySet[CaseFile]) -> list[ClientRow]:
    """The latest first: one query."""
    found = cases.select_related("partner__organisation").order_by("-opened_at", "-pk")
    return [ClientRow(one.pk, str(one.partner), step_words(one)) for one in found]


def client_page(case: CaseFile) -> ClientPage:
    """Four queries, whatever was told."""
    told = [one for one in _candidates(case) if one.sharings.all()]
    names = [one.specialist.name for one in told if one.state_now is CandidateState.DECIDED]
    asked = JournalFilter(verb=READ, subject_kind="CaseFile", subject_code=str(case.pk))
    return ClientPage(
        partner=str(case.partner),
        keeper=str(case.keeper or ""),
        organisation=case.organisation_name,
        step=step_words(case),
        payer=payer_words(case.kind_now, Payer(case.payer)),
        decided=names[0] if names else "",
        told=tuple(_told_row(case, one) for one in told),
        roadmap=roadmap_rows(case),
        openings=tuple(Opening(row.who, row.at) for row in journal_rows(asked, limit=20)),
        is_open=case.is_open,
    )


def _told_row(case: CaseFile, one: CaseCandidate) -> ToldRow:
    tellings = telling_rows(one.sharings.all())
    gone = one.state_now in (CandidateState.DECLINED, CandidateState.DROPPED) or not case.is_open
    return ToldRow(
        key=one.pk,
        name=one.specialist.name,
        riss_no=one.specialist.riss_no,
        tellings=tellings,
        is_stopped=any(telling.stopped_at for telling in tellings),
        has_ended=gone,
    )
