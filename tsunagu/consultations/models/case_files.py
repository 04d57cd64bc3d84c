"""案件: what a support body or an IT vendor does for one client, step by step.

Scope: the partner's. Inside it only the keeper sees the case; a specialist sees what was shared with them
(`CaseSharing`), and who holds the client's link sees what was shared and with whom.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tsunagu.companies.models import Company
from tsunagu.consultations.states import CaseKind, CaseState, Payer, StepMove
from tsunagu.partners.models import Partner
from tsunagu.vault.fields import EncryptedTextField
from tsunagu.vault.models import StoredFile
from tsunagu.vault.scope import ScopedRow


class CaseFile(ScopedRow):
    """One client of a partner.

    `keeper`: the coordinator in charge; `company`: whose page the client has put it on; `step`: where it stands, ""
    after the last.
    `confirmed_at`: who has the client's address said it is theirs; until then its page names nobody. `link_turn` counts
    the addresses: a link mailed to an earlier one is dead. `mailed_on`: the last letter before that.

    `revision` counts changes of what is known of the client; `touched_at`: the last act, from which it is kept.
    """

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="case_files")
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="kept_cases"
    )
    company = models.ForeignKey(Company, null=True, on_delete=models.SET_NULL, related_name="case_files")
    kind = models.CharField(max_length=20, choices=CaseKind.choices())
    state = models.CharField(max_length=20, choices=CaseState.choices(), default=CaseState.OPEN)
    step = models.CharField(max_length=30, blank=True)
    organisation_name = EncryptedTextField("会社の名前")
    contact_name = EncryptedTextField("担当者の名前")
    email = EncryptedTextField("メールアドレス")
    telephone = EncryptedTextField("電話番号", blank=True, default="")
    prefecture = models.CharField("都道府県", max_length=2)
    industry = models.CharField("業種", max_length=30)
    need = models.CharField("相談したいこと", max_length=20)
    theme = models.CharField("指導テーマ", max_length=10, blank=True)
    budget = EncryptedTextField("予算", blank=True, default="")
    worries = EncryptedTextField("心配していること", blank=True, default="")
    payer = models.CharField(max_length=20, choices=Payer.choices(), default=Payer.UNDECIDED)
    revision = models.IntegerField(default=0)
    link_turn = models.SmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)
    mailed_on = models.DateField(null=True)
    opened_at = models.DateTimeField()
    touched_at = models.DateTimeField(db_index=True)
    closed_at = models.DateTimeField(null=True)

    class Meta(ScopedRow.Meta):
        constraints = [
            *ScopedRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state=CaseState.OPEN, closed_at=None) | Q(state=CaseState.CLOSED, closed_at__isnull=False),
                name="consultations_a_closed_case_says_when",
            ),
        ]
        indexes = [models.Index(fields=["partner", "keeper", "state"], name="consultations_cases_of_one")]

    def __str__(self) -> str:
        return f"case {self.pk} {self.state}"

    @property
    def kind_now(self) -> CaseKind:
        return CaseKind(self.kind)

    @property
    def is_open(self) -> bool:
        return self.state == CaseState.OPEN


class CaseStep(ScopedRow):
    """案件の記録: what was done at one step of the chain. A step may have several; `move`: what it did to the case.

    `held_on`: the day it happened; `people`: who was there; `notes`: what was said, or why it was skipped.
    """

    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="steps")
    code = models.CharField(max_length=30)
    move = models.CharField(max_length=20, choices=StepMove.choices())
    held_on = models.DateField(null=True)
    people = EncryptedTextField("いた人", blank=True, default="")
    notes = EncryptedTextField("記録", blank=True, default="")
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=100)

    class Meta(ScopedRow.Meta):
        indexes = [models.Index(fields=["case", "written_at"], name="consultations_steps_in_order")]

    def __str__(self) -> str:
        return f"step {self.code} of case {self.case_id}"


class CasePaper(models.Model):
    """案件の書類: a file kept with one record; the bytes lie in the vault, the row goes with the case."""

    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="papers")
    step = models.ForeignKey(CaseStep, on_delete=models.CASCADE, related_name="papers")
    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="case_paper")

    def __str__(self) -> str:
        return f"paper {self.pk} of case {self.case_id}"
