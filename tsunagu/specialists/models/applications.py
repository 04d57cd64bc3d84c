"""Applying for a listing: the draft, versions of the sheet, what the office checks, what both sides write."""

from django.db import models
from django.db.models import Q

from tsunagu.questionnaires.models import AnswerSet
from tsunagu.seasons.models import ListingCriterion
from tsunagu.specialists.models.listing import Listing, Specialist
from tsunagu.specialists.states import ProofState, ReviewSide, VersionState
from tsunagu.vault.fields import EncryptedJSONField, EncryptedTextField
from tsunagu.vault.models import StoredFile
from tsunagu.vault.scope import ScopedRow


class Draft(ScopedRow):
    """申請の下書き: what a specialist has written so far, step by step.

    `seen` counts the saves (two windows at once); `chased` the letters about an unfinished one: 1 after a day, 2 after
    a week.
    """

    specialist = models.OneToOneField(Specialist, on_delete=models.CASCADE, related_name="draft")
    content = EncryptedJSONField(default=dict)
    seen = models.IntegerField(default=0)
    saved_at = models.DateTimeField()
    chased = models.SmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"draft of {self.specialist_id}"


class SheetVersion(ScopedRow):
    """個票の版: one edition of a sheet, numbered per specialist. `content` is a SheetContent as plain values.

    `waits_for`: verified items whose change the office must check before they show.
    """

    specialist = models.ForeignKey(Specialist, on_delete=models.CASCADE, related_name="versions")
    number = models.IntegerField()
    state = models.CharField(max_length=20, choices=VersionState.choices())
    content = EncryptedJSONField()
    answers = models.ForeignKey(AnswerSet, null=True, on_delete=models.SET_NULL, related_name="+")
    waits_for = models.JSONField(default=list)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=100)
    live_at = models.DateTimeField(null=True)

    class Meta(ScopedRow.Meta):
        constraints = [
            *ScopedRow.Meta.constraints,
            models.UniqueConstraint(fields=["specialist", "number"], name="specialists_versions_are_numbered"),
            models.UniqueConstraint(
                fields=["specialist"], condition=Q(state=VersionState.LIVE), name="specialists_one_live_version"
            ),
            models.UniqueConstraint(
                fields=["specialist"], condition=Q(state=VersionState.SUBMITTED), name="specialists_one_version_waits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.specialist_id} v{self.number} {self.state}"


class CriterionCheck(models.Model):
    """掲載基準の確認: one published criterion looked at for one listing; criteria are versioned by season."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="checks")
    criterion = models.ForeignKey(ListingCriterion, on_delete=models.PROTECT, related_name="+")
    is_met = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
    checked_at = models.DateTimeField()
    checked_by = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "criterion"], name="specialists_one_check_per_criterion")
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} {self.criterion_id}: {self.is_met}"


class ReviewMessage(ScopedRow):
    """審査のやりとり: a question of the office or an answer of the specialist about a listing."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="messages")
    side = models.CharField(max_length=20, choices=ReviewSide.choices())
    text = EncryptedTextField("本文")
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=100)

    class Meta(ScopedRow.Meta):
        indexes = [models.Index(fields=["listing", "written_at"], name="specialists_thread")]

    def __str__(self) -> str:
        return f"{self.side} on {self.listing_id}"


class EmployerConsent(ScopedRow):
    """勤務先の同意: what the employer of a specialist agreed to, with the paper when there is one."""

    specialist = models.OneToOneField(Specialist, on_delete=models.CASCADE, related_name="employer_consent")
    employer = models.CharField(max_length=200)
    agreed_on = models.DateField()
    paper = models.ForeignKey(StoredFile, null=True, on_delete=models.SET_NULL, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=100)

    def __str__(self) -> str:
        return f"consent for {self.specialist_id}"


class QualificationProof(ScopedRow):
    """資格の証明: a paper for one of the other qualifications; verified until it expires, then self-declared again."""

    specialist = models.ForeignKey(Specialist, on_delete=models.CASCADE, related_name="proofs")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    paper = models.ForeignKey(StoredFile, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=20, choices=ProofState.choices(), default=ProofState.GIVEN)
    given_at = models.DateTimeField()
    checked_on = models.DateField(null=True)
    checked_by = models.CharField(max_length=100, blank=True)
    how = models.CharField(max_length=200, blank=True)
    until = models.DateField(null=True)

    class Meta(ScopedRow.Meta):
        constraints = [
            *ScopedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["specialist", "code", "name"],
                condition=Q(state=ProofState.GIVEN),
                name="specialists_one_proof_waits_per_qualification",
            ),
            models.CheckConstraint(
                condition=Q(state=ProofState.GIVEN, checked_on=None)
                | (~Q(state=ProofState.GIVEN) & Q(checked_on__isnull=False)),
                name="specialists_a_checked_proof_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.specialist_id}: {self.state}"
