"""Any set of questions answered by somebody: the answers are one document, frozen with the set's version."""

from django.db import models
from django.db.models import Q

from tsunagu.vault.fields import EncryptedJSONField
from tsunagu.vault.scope import ScopedRow


class AnswerSet(models.Model):
    """One answered set. `subject` is an opaque reference ("specialist:12"); scope says whose confidential row it is."""

    set_code = models.CharField(max_length=40)
    set_version = models.CharField(max_length=40)
    subject = models.CharField(max_length=100)
    scope = models.CharField(max_length=100, help_text='whose: "company:3", "partner:4", "season:1", "specialist:12"')
    answers = models.JSONField()
    answered_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["set_code", "subject"], condition=Q(frozen_at=None), name="questionnaires_one_open_set_each"
            )
        ]
        indexes = [models.Index(fields=["subject", "set_code"], name="questionnaires_by_subject")]

    def __str__(self) -> str:
        return f"{self.set_code} of {self.subject}"


class PrivateAnswers(ScopedRow):
    """The same for what is confidential: a company's weaknesses and worries. `revision` counts the saves."""

    set_code = models.CharField(max_length=40)
    set_version = models.CharField(max_length=40)
    subject = models.CharField(max_length=100)
    answers = EncryptedJSONField(default=dict)
    revision = models.IntegerField(default=0)
    answered_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)

    class Meta(ScopedRow.Meta):
        constraints = [
            *ScopedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["set_code", "subject"],
                condition=Q(frozen_at=None),
                name="questionnaires_one_open_private_set_each",
            ),
        ]
        indexes = [models.Index(fields=["subject", "set_code"], name="questionnaires_private_of")]

    def __str__(self) -> str:
        return f"{self.set_code} of {self.subject}"
