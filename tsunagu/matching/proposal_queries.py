"""Proposals as the specialist who is asked reads them, first or to come along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from tsunagu.accounts.models import User
from tsunagu.matching.models import Need, Proposal
from tsunagu.matching.need_queries import what_words
from tsunagu.matching.states import NeedKind, ProposalState, Refusal
from tsunagu.reference.listing import industries, prefectures
from tsunagu.specialists.models import Specialist

LISTED = 100
OFF = "取りやめになりました"
OPEN = (ProposalState.ASKED, ProposalState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One proposal of a specialist. `organisation` "" once they have nothing to do with it.

    `standing`: where it stands, in words that tell nothing of others (promises §2).
    """

    key: int
    organisation: str
    kind: NeedKind
    what: str
    prefecture: str
    industry: str
    state: ProposalState
    asked_at: datetime
    deadline_at: datetime
    is_companion: bool
    standing: str

    @property
    def waits(self) -> bool:
        """Whether it waits for an answer."""
        return self.state is ProposalState.ASKED


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """What a specialist reads before answering. `other`: who else would come; `has_said_yes`: only the other misses.

    Words, company and vendor are empty once they have nothing to do with it (promises §4). `refusal`, `answer`: their
    own; what the other of the two wrote is for who is in charge.
    """

    row: ProposalRow
    words: str
    vendor_name: str
    is_online_ok: bool
    other: str
    other_riss_no: str
    other_said_yes: bool
    has_said_yes: bool
    refusal: str
    answer: str


def proposal_rows(proposals: QuerySet[Proposal], person: Specialist) -> list[ProposalRow]:
    """Of `proposals_of_specialist`: what waits first, nearest deadline on top, then the newest: one query."""
    found = proposals.select_related("need").order_by("-asked_at", "-pk")[:LISTED]
    rows = [_row(one, person) for one in found]
    waiting = sorted((row for row in rows if row.waits), key=lambda row: (row.deadline_at, row.key))
    return [*waiting, *(row for row in rows if not row.waits)]


def proposals_waiting(proposals: QuerySet[Proposal], user: User) -> int:
    """How many wait for this person's answer, first or to come along: one query."""
    silent = Q(specialist__user=user, lead_said_yes_at=None) | Q(companion__user=user, companion_said_yes_at=None)
    return proposals.filter(silent, state=ProposalState.ASKED).count()


def find_proposal(proposals: QuerySet[Proposal], key: int) -> Proposal | None:
    """One of them, with what an answer needs: one query."""
    people = ("specialist__user", "companion__user", "need", "commitment", "companion_commitment")
    return proposals.select_related(*people).filter(pk=key).first()


@dataclass(frozen=True, slots=True)
class RefusalRow:
    """Who was asked and could not. `words`: what they wrote with it, for who is in charge only."""

    name: str
    reason: str
    words: str
    ended_at: datetime | None


def refusals_of(need: Need) -> list[RefusalRow]:
    """Those who declined or were silent, in order: one query."""
    ended = need.proposals.filter(state__in=(ProposalState.DECLINED, ProposalState.EXPIRED))
    return [
        RefusalRow(
            name=(one.declined_by or one.specialist).name,
            reason=Refusal(one.refusal).label if one.refusal else one.state_now.label,
            words=one.words,
            ended_at=one.ended_at,
        )
        for one in ended.select_related("specialist", "declined_by").order_by("ended_at", "pk")
    ]


def find_candidate(need: Need, key: int) -> Proposal | None:
    """A candidate of a need, for who may see the need: one query."""
    return need.proposals.select_related("need", "specialist__user", "companion__user").filter(pk=key).first()


def proposal_page(proposal: Proposal, person: Specialist) -> ProposalPage:
    """What `person` (lead or companion of it) reads: no query after `find_proposal`."""
    need, is_companion = proposal.need, proposal.companion_id == person.pk
    may_read = proposal.state_now in OPEN
    other = proposal.specialist if is_companion else proposal.companion
    lead, beside = proposal.lead_said_yes_at is not None, proposal.companion_said_yes_at is not None
    return ProposalPage(
        row=_row(proposal, person),
        words=need.words if may_read else "",
        vendor_name=need.vendor_name if may_read else "",
        is_online_ok=need.is_online_ok,
        other=other.name if other else "",
        other_riss_no=other.riss_no if other else "",
        other_said_yes=lead if is_companion else beside,
        has_said_yes=beside if is_companion else lead,
        refusal=Refusal(proposal.refusal).label if proposal.refusal and _is_own_no(proposal, person) else "",
        answer=proposal.words if _is_own_no(proposal, person) else "",
    )


def _is_own_no(proposal: Proposal, person: Specialist) -> bool:
    return proposal.state_now is ProposalState.DECLINED and proposal.declined_by_id == person.pk


def _standing(proposal: Proposal, person: Specialist) -> str:
    """Why it is off is nobody's business but who is in charge's."""
    is_off = proposal.state_now in (ProposalState.DROPPED, ProposalState.DECLINED)
    return OFF if is_off and not _is_own_no(proposal, person) else proposal.state_now.label


def _row(proposal: Proposal, person: Specialist) -> ProposalRow:
    need = proposal.need
    if proposal.asked_at is None or proposal.deadline_at is None:
        raise ValueError(f"{proposal} was not asked")
    return ProposalRow(
        key=proposal.pk,
        organisation=need.organisation_name if proposal.state_now in OPEN else "",
        kind=NeedKind(need.kind),
        what=what_words(need),
        prefecture=prefectures()[need.prefecture].name,
        industry=industries()[need.industry].name,
        state=proposal.state_now,
        asked_at=proposal.asked_at,
        deadline_at=proposal.deadline_at,
        is_companion=proposal.companion_id == person.pk,
        standing=_standing(proposal, person),
    )
