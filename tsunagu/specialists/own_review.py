"""What a specialist reads of the office's review: the thread, and the papers they handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tsunagu.specialists.models import EmployerConsent, QualificationProof, ReviewMessage, Specialist
from tsunagu.specialists.states import ProofState, ReviewSide


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """One message about the own listing. The office writes as the office, whoever sat there."""

    side: ReviewSide
    text: str
    written_at: datetime

    @property
    def is_own(self) -> bool:
        """Written by the specialist."""
        return self.side is ReviewSide.SPECIALIST


def own_thread(specialist: Specialist) -> list[ThreadLine]:
    """All messages, oldest first: one query."""
    rows = ReviewMessage.objects.filter(listing=specialist.listing).order_by("written_at", "pk")
    return [ThreadLine(ReviewSide(row.side), row.text, row.written_at) for row in rows]


@dataclass(frozen=True, slots=True)
class OwnProof:
    """A paper handed in: for what, and what has become of it."""

    name: str
    state: ProofState
    given_at: datetime
    how: str
    until: date | None


@dataclass(frozen=True, slots=True)
class OwnConsent:
    """What the employer agreed to; `paper_at`: when its paper was handed in, None = not yet."""

    employer: str
    agreed_on: date
    paper_at: datetime | None


def own_consent(specialist: Specialist) -> OwnConsent | None:
    """As it was recorded last; None: nothing yet. One query."""
    row = EmployerConsent.objects.filter(specialist=specialist).select_related("paper").first()
    if row is None:
        return None
    paper_at = row.paper.stored_at if row.paper and row.paper.erased_at is None else None
    return OwnConsent(row.employer, row.agreed_on, paper_at)


def own_proofs(specialist: Specialist) -> list[OwnProof]:
    """All papers, newest first: one query."""
    rows = QualificationProof.objects.filter(specialist=specialist).order_by("-given_at", "-pk")
    return [OwnProof(row.name, ProofState(row.state), row.given_at, row.how, row.until) for row in rows]
