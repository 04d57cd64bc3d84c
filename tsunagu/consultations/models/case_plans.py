"""工程表と契約の控え: what is to be done by whom until when, and who contracted with whom. Scope: the case's."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tsunagu.consultations.models.case_files import CaseFile
from tsunagu.consultations.states import CaseParty, RoadmapState
from tsunagu.vault.fields import EncryptedTextField
from tsunagu.vault.models import StoredFile
from tsunagu.vault.scope import ScopedRow


class RoadmapLine(ScopedRow):
    """工程表の行: one thing to do. `due_on` None: no day yet. Keeper, client and the decided specialist read it."""

    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="roadmap")
    what = EncryptedTextField("すること")
    who = models.CharField("だれが", max_length=20, choices=CaseParty.choices())
    due_on = models.DateField("いつまでに", null=True)
    state = models.CharField(max_length=20, choices=RoadmapState.choices(), default=RoadmapState.PLANNED)
    revision = models.IntegerField(default=0)
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"line {self.pk} of case {self.case_id}"


class ContractNote(ScopedRow):
    """契約の控え: a note of a contract made elsewhere, with its paper when there is one. Only the keeper reads it.

    `amount_yen`: whole yen, None = not said; `ends_on` None: no end.
    """

    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="contracts")
    first = models.CharField("契約した人", max_length=20, choices=CaseParty.choices())
    second = models.CharField("その相手", max_length=20, choices=CaseParty.choices())
    amount_yen = models.BigIntegerField(null=True)
    starts_on = models.DateField("始まり")
    ends_on = models.DateField("終わり", null=True)
    words = EncryptedTextField("内容", blank=True, default="")
    paper = models.OneToOneField(StoredFile, null=True, on_delete=models.PROTECT, related_name="case_contract")
    noted_at = models.DateTimeField()

    class Meta(ScopedRow.Meta):
        constraints = [
            *ScopedRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(first=F("second")), name="consultations_a_contract_has_two_sides"),
            models.CheckConstraint(
                condition=Q(amount_yen=None) | Q(amount_yen__gte=0), name="consultations_an_amount_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="consultations_a_contract_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"contract {self.pk} of case {self.case_id}"
