"""候補と共有: the specialists of a case, and what each was told of the client. Scope: the case's."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tsunagu.consultations.models.case_files import CaseFile
from tsunagu.consultations.states import CANDIDATES_LIVE, CANDIDATES_TOLD, CandidateState
from tsunagu.specialists.models import Commitment, Specialist
from tsunagu.vault.fields import EncryptedJSONField, EncryptedTextField
from tsunagu.vault.scope import ScopedRow


class CaseCandidate(ScopedRow):
    """案件の候補: one specialist. `why`: the coordinator's own note, never shown to them; `words`: their answer."""

    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="candidates")
    specialist = models.ForeignKey(Specialist, on_delete=models.CASCADE, related_name="candidacies")
    state = models.CharField(max_length=20, choices=CandidateState.choices(), default=CandidateState.SHORTLISTED)
    why = EncryptedTextField("候補にした理由", blank=True, default="")
    words = EncryptedTextField("専門家からの一言", blank=True, default="")
    commitment = models.OneToOneField(Commitment, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta(ScopedRow.Meta):
        constraints = [
            *ScopedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["case", "specialist"],
                condition=Q(state__in=CANDIDATES_LIVE),
                name="consultations_a_specialist_is_a_candidate_once",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state=CandidateState.DECIDED),
                name="consultations_one_specialist_is_decided_per_case",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=CANDIDATES_TOLD) | Q(asked_at__isnull=False),
                name="consultations_who_was_told_was_asked",
            ),
            models.CheckConstraint(
                condition=~Q(state=CandidateState.DECIDED) | Q(decided_at__isnull=False),
                name="consultations_a_decision_says_when",
            ),
        ]
        indexes = [models.Index(fields=["specialist", "state"], name="consultations_candidacies")]

    def __str__(self) -> str:
        return f"candidate {self.pk} {self.state}"

    @property
    def state_now(self) -> CandidateState:
        return CandidateState(self.state)


class CaseSharing(ScopedRow):
    """専門家に伝えた内容: exactly what one specialist was told of a client, as it was that day.

    `told`: item (states.ShareItem) → words. `stopped_at`: the client objected, with `words`; the specialist no longer
    sees it. Never rewritten.
    """

    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="sharings")
    candidate = models.ForeignKey(CaseCandidate, on_delete=models.CASCADE, related_name="sharings")
    told = EncryptedJSONField("伝えた内容", default=dict)
    shared_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    words = EncryptedTextField("止めてほしい理由", blank=True, default="")

    class Meta(ScopedRow.Meta):
        indexes = [models.Index(fields=["candidate", "stopped_at"], name="consultations_sharings_live")]

    def __str__(self) -> str:
        return f"sharing {self.pk} of case {self.case_id}"
