"""Any set of questions answered by somebody: the answers are one document, frozen with the set's version."""

from django.db import models
from django.db.models import Q


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
