"""Needs and their candidates as the company and who is in charge read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from tsunagu.base.calendar import day_of
from tsunagu.directory.queries.asking import why_not
from tsunagu.directory.rows import ListRow, list_row
from tsunagu.directory.rubric import PointLine
from tsunagu.directory.search import absences
from tsunagu.matching.candidates import lines_of
from tsunagu.matching.models import Need, Proposal
from tsunagu.matching.need_rules import state_of
from tsunagu.matching.states import Dropped, NeedKind, NeedOrigin, NeedState, ProposalState, Refusal, ReviewOf
from tsunagu.reference.listing import industries, prefectures, themes
from tsunagu.specialists.models import PublishedSheet

SHOWN = 200
PASSED_SILENTLY = (ProposalState.PASSED, ProposalState.DROPPED)
# Who waits for whom: what needs the desk's hand stands first, then by age.
FIRST = {NeedState.NOBODY: 0, NeedState.PREPARING: 1, NeedState.AWAITING_PROOF: 2, NeedState.CHOOSING: 3,
         NeedState.ASKED: 4, NeedState.MATCHED: 5, NeedState.CLOSED: 6}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One need in a list. `what`: theme or object of review in words. `asked`: whose answer is waited for, or ""."""

    key: int
    organisation: str
    kind: NeedKind
    what: str
    theme_code: str
    prefecture: str
    industry: str
    origin: NeedOrigin
    state: NeedState
    made_at: datetime
    asked: str
    deadline_at: datetime | None
    waits_for_batch: bool


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """One candidate as the company sees it. `sheet` None: no longer on the list; `why_not` "": can be asked now.

    `refusal`: the reason from the menu when they declined or were dropped, else "".
    """

    key: int
    rank: int
    turn: int | None
    state: ProposalState
    specialist_id: int
    name: str
    riss_no: str
    sheet: ListRow | None
    companion: str
    companion_riss_no: str
    points: int
    lines: tuple[PointLine, ...]
    is_brought: bool
    why_not: str
    asked_at: datetime | None
    deadline_at: datetime | None
    refusal: str

    @property
    def has_room(self) -> bool:
        """Whether they can be asked now."""
        return not self.why_not

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why they fit: the lines that gave points and were asked for."""
        return tuple(line.because for line in self.lines if line.points and line.is_asked)


@dataclass(frozen=True, slots=True)
class NeedPage:
    """One need with everybody ever shown for it. `shown`: who can be chosen; `asked`, `accepted`: one at most."""

    row: NeedRow
    state: NeedState
    contact_name: str
    email: str
    telephone: str
    words: str
    vendor_name: str
    is_online_ok: bool
    prefecture_code: str
    industry_code: str
    candidates: tuple[CandidateRow, ...]

    @property
    def shown(self) -> tuple[CandidateRow, ...]:
        """Who can be chosen, in the order shown."""
        return self._in(ProposalState.SHOWN)

    @property
    def following(self) -> tuple[CandidateRow, ...]:
        """Who is asked by itself after a no: those the company saw when it chose, in its order."""
        return tuple(one for one in self.shown if one.turn is not None)

    @property
    def asked(self) -> CandidateRow | None:
        """Whose answer is waited for."""
        return next(iter(self._in(ProposalState.ASKED)), None)

    @property
    def accepted(self) -> CandidateRow | None:
        """Who took it on."""
        return next(iter(self._in(ProposalState.ACCEPTED)), None)

    @property
    def refused(self) -> tuple[CandidateRow, ...]:
        """Who was asked and could not."""
        return (*self._in(ProposalState.DECLINED), *self._in(ProposalState.EXPIRED))

    def _in(self, state: ProposalState) -> tuple[CandidateRow, ...]:
        return tuple(one for one in self.candidates if one.state is state)


def need_rows(needs: QuerySet[Need]) -> list[NeedRow]:
    """Of `need_access`: those nobody takes on first, then what waits longest: two queries."""
    rows = [_row(need) for need in _with_proposals(needs).order_by("-made_at", "-pk")[:SHOWN]]
    return sorted(rows, key=lambda row: (FIRST[row.state], row.made_at, row.key))


def find_need(needs: QuerySet[Need], key: int) -> Need | None:
    """One of `need_access`'s: one query."""
    return needs.select_related("company__organisation", "partner", "season").filter(pk=key).first()


def need_page(need: Need, *, at: datetime) -> NeedPage:
    """The need's page for its company and who is in charge: two queries, however many candidates."""
    proposals = list(need.proposals.select_related("specialist", "companion").order_by("rank"))
    people = {one.specialist_id for one in proposals} | {one.companion_id for one in proposals}
    sheets = PublishedSheet.objects.listed().select_related("text", "specialist").in_bulk(people - {None})
    row = _row(need, proposals)
    return NeedPage(
        row=row,
        state=row.state,
        contact_name=need.contact_name,
        email=need.email,
        telephone=need.telephone,
        words=need.words,
        vendor_name=need.vendor_name,
        is_online_ok=need.is_online_ok,
        prefecture_code=need.prefecture,
        industry_code=need.industry,
        candidates=tuple(_candidate(one, sheets, at=at) for one in proposals),
    )


def need_state(need: Need, proposals: list[Proposal] | None = None) -> NeedState:
    """Where a need stands: one query unless its proposals are given or fetched."""
    rows = need.proposals.all() if proposals is None else proposals
    return state_of(
        is_closed=need.closed_at is not None,
        is_proved=need.proved_at is not None,
        is_told=need.told_at is not None,
        proposals={one.state_now for one in rows},
    )


def what_words(need: Need) -> str:
    """What it is for: the theme, or what is to be looked at."""
    if need.kind == NeedKind.REVIEW:
        return f"{ReviewOf(need.review_of).label}の確認（1回）"
    return themes()[need.theme_code].name


def _with_proposals(needs: QuerySet[Need]) -> QuerySet[Need]:
    people = Proposal.objects.select_related("specialist").order_by("rank")
    return needs.prefetch_related(Prefetch("proposals", queryset=people))


def _row(need: Need, proposals: list[Proposal] | None = None) -> NeedRow:
    rows = list(need.proposals.all()) if proposals is None else proposals
    asked = next((one for one in rows if one.state_now is ProposalState.ASKED), None)
    return NeedRow(
        key=need.pk,
        organisation=need.organisation_name,
        kind=NeedKind(need.kind),
        what=what_words(need),
        theme_code=need.theme_code,
        prefecture=prefectures()[need.prefecture].name,
        industry=industries()[need.industry].name,
        origin=NeedOrigin(need.origin),
        state=need_state(need, rows),
        made_at=need.made_at,
        asked=asked.specialist.name if asked else "",
        deadline_at=asked.deadline_at if asked else None,
        waits_for_batch=need.waits_for_batch,
    )


def _candidate(proposal: Proposal, sheets: dict[int, PublishedSheet], *, at: datetime) -> CandidateRow:
    today, sheet = day_of(at), sheets.get(proposal.specialist_id)
    return CandidateRow(
        key=proposal.pk,
        rank=proposal.rank,
        turn=proposal.turn,
        state=proposal.state_now,
        specialist_id=proposal.specialist_id,
        name=proposal.specialist.name,
        riss_no=proposal.specialist.riss_no,
        sheet=list_row(sheet, [], absences(today), today=today) if sheet else None,
        companion=proposal.companion.name if proposal.companion else "",
        companion_riss_no=proposal.companion.riss_no if proposal.companion else "",
        points=proposal.points,
        lines=lines_of(proposal.lines),
        is_brought=proposal.is_brought,
        why_not=_why_not(proposal, sheets, at=at),
        asked_at=proposal.asked_at,
        deadline_at=proposal.deadline_at,
        refusal=_why_gone(proposal),
    )


def _why_gone(proposal: Proposal) -> str:
    if proposal.dropped_because:
        return Dropped(proposal.dropped_because).label
    return Refusal(proposal.refusal).label if proposal.refusal else ""


def _why_not(proposal: Proposal, sheets: dict[int, PublishedSheet], *, at: datetime) -> str:
    """A sentence why they cannot be asked now, or "". Who brought the company has room for it."""
    for number in filter(None, (proposal.specialist_id, proposal.companion_id)):
        sheet = sheets.get(number)
        if sheet is None:
            return "いまは一覧に載っていません。"
        if not proposal.is_brought and (why := why_not(sheet, is_urgent=False, today=day_of(at))):
            return why
    return ""
