"""The outbox, and which addresses are proved."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from tsunagu.mail.states import LetterState
from tsunagu.vault.fields import EncryptedTextField
from tsunagu.vault.scope import SCOPE_IN_DATABASE


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self) -> LetterQuerySet:
        """Neither sent nor given up."""
        return self.filter(state=LetterState.WAITING)

    def due_at(self, at: datetime) -> LetterQuerySet:
        """Waiting, rested, and in nobody's hands (or in those of somebody whose lease has run out)."""
        free = Q(lease_until=None) | Q(lease_until__lt=at)
        return self.waiting().filter(free, next_attempt_at__lte=at)


class Letter(models.Model):
    """One letter to one address, written in the transaction that is its reason, carried later.

    `body` is encrypted because of the personal links in it; confidential text does not belong into letters.
    `message_id` is the same at every attempt. `scope`: whose matter it is about, empty for sign-in letters.
    """

    to = models.CharField("あて先", max_length=254)
    subject = models.CharField("件名", max_length=300)
    body = EncryptedTextField("本文")
    scope = models.CharField(max_length=40, blank=True)
    template = models.CharField(max_length=100)
    message_id = models.CharField(max_length=200)
    written_at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=20, choices=LetterState.choices(), default=LetterState.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    first_attempt_at = models.DateTimeField(null=True)
    next_attempt_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(scope="") | Q(scope__regex=SCOPE_IN_DATABASE), name="mail_scope_is_named_or_none"
            ),
            models.CheckConstraint(
                condition=Q(state=LetterState.SENT, sent_at__isnull=False)
                | (~Q(state=LetterState.SENT) & Q(sent_at=None)),
                name="mail_a_sent_letter_says_when",
            ),
        ]
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="mail_letters_to_carry")]

    def __str__(self) -> str:
        return f"{self.template} #{self.pk} {self.state}"


class AddressProof(models.Model):
    """An address that is, or is not yet, known to belong to who gave it. Lower case."""

    address = models.CharField(max_length=254, unique=True)
    asked_on = models.DateField(null=True, help_text="JST day of the latest mail before the proof")
    proved_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.address} {'proved' if self.proved_at else 'not proved'}"
