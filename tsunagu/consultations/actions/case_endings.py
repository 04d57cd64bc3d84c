"""A specialist's part in a case ends: the place in their month is free, and who had been asked is told."""

from __future__ import annotations

from datetime import datetime

from tsunagu.base.actor import Actor
from tsunagu.consultations.case_letters import tell_ended
from tsunagu.consultations.models import CaseCandidate, CaseFile
from tsunagu.consultations.states import CANDIDATES_TOLD, CandidateState
from tsunagu.specialists.actions import release_commitment

UNDONE = (CandidateState.ASKED, CandidateState.ACCEPTED, CandidateState.MET)


def give_back(candidate: CaseCandidate, *, by: Actor, at: datetime) -> None:
    """What was taken of their month is free again."""
    if candidate.commitment:
        release_commitment(candidate.commitment, by=by, at=at)


def end_candidacies(case: CaseFile, *, by: Actor, at: datetime) -> int:
    """Everybody who was told of the case loses it; who was decided keeps that state. Returns how many were told."""
    told = case.candidates.filter(state__in=CANDIDATES_TOLD).select_related(
        "specialist__user", "commitment", "case__partner__organisation"
    )
    found = list(told.order_by("pk"))
    for candidate in found:
        undone = CaseCandidate.objects.filter(pk=candidate.pk, state__in=UNDONE)
        if undone.update(state=CandidateState.DROPPED):
            give_back(candidate, by=by, at=at)
        tell_ended(candidate, by=by, at=at)
    return len(found)
