"""Enquiries: what a visitor asked, and each specialist it was meant for.

Scope (docs/adr/0018): whoever asks has no account, so the row is held by the secretariat of the season it was made
in ("season:3"). Besides the secretariat only two see it: who holds the signed link in our letter, and the specialist
of a target that was delivered.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tsunagu.directory.states import (
    ANSWERED,
    ClosedReason,
    DeclineReason,
    EnquiryState,
    HoldReason,
    TargetState,
)
from tsunagu.specialists.models import Commitment, Specialist
from tsunagu.vault.fields import EncryptedTextField
from tsunagu.vault.scope import ScopedRow

_BEFORE_DELIVERY = (EnquiryState.AWAITING_PROOF, EnquiryState.HELD)
_NOT_DELIVERED = (TargetState.CHOSEN, TargetState.FULL)


class Enquiry(ScopedRow):
    """問い合わせ: one visitor's question to one or several specialists.

    `sender_digest` and `words_digest` are keyed digests: they count what comes from one address or says the same,
    and cannot be read back. `settled_at`: somebody accepted, and the visitor said one is enough.
    """

    organisation = EncryptedTextField("会社や団体の名前")
    prefecture = models.CharField("場所（都道府県）", max_length=2)
    need = models.CharField("支援してほしいこと", max_length=20)
    words = EncryptedTextField("相談したいこと")
    contact_name = EncryptedTextField("担当者の名前")
    email = EncryptedTextField("メールアドレス")
    telephone = EncryptedTextField("電話番号", blank=True, default="")
    is_urgent = models.BooleanField(default=False)
    is_one_enough = models.BooleanField(default=False)
    sender_digest = models.CharField(max_length=64)
    words_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=20, choices=EnquiryState.choices(), default=EnquiryState.AWAITING_PROOF)
    hold_reason = models.CharField(max_length=20, choices=HoldReason.choices(), blank=True)
    closed_reason = models.CharField(max_length=20, choices=ClosedReason.choices(), blank=True)
    office_words = EncryptedTextField("事務局からの説明", blank=True, default="")
    made_at = models.DateTimeField(db_index=True)
    proved_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True, db_index=True)
    settled_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta(ScopedRow.Meta):
        constraints = [
            *ScopedRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state=EnquiryState.CLOSED, closed_at__isnull=False) & ~Q(closed_reason="")
                | ~Q(state=EnquiryState.CLOSED) & Q(closed_at=None, closed_reason=""),
                name="directory_a_closed_enquiry_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=EnquiryState.HELD) | ~Q(hold_reason=""), name="directory_a_held_enquiry_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state=EnquiryState.DELIVERED, delivered_at__isnull=False, proved_at__isnull=False)
                | Q(state__in=_BEFORE_DELIVERY, delivered_at=None)
                | Q(state=EnquiryState.CLOSED),
                name="directory_a_delivered_enquiry_was_proved",
            ),
        ]
        indexes = [
            models.Index(fields=["sender_digest", "made_at"], name="directory_by_sender"),
            models.Index(fields=["words_digest", "made_at"], name="directory_by_words"),
            models.Index(fields=["state", "made_at"], name="directory_enquiries_by_state"),
        ]

    def __str__(self) -> str:
        return f"enquiry {self.pk} {self.state}"

    @property
    def state_now(self) -> EnquiryState:
        return EnquiryState(self.state)


class EnquiryTarget(ScopedRow):
    """問い合わせ先: one specialist asked by an enquiry, and the answer. `words`: what the specialist wrote with it."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="targets")
    specialist = models.ForeignKey(Specialist, on_delete=models.CASCADE, related_name="enquiries")
    state = models.CharField(max_length=20, choices=TargetState.choices(), default=TargetState.CHOSEN)
    reason = models.CharField(max_length=20, choices=DeclineReason.choices(), blank=True)
    words = EncryptedTextField("返事", blank=True, default="")
    delivered_at = models.DateTimeField(null=True)
    deadline_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    commitment = models.OneToOneField(Commitment, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(ScopedRow.Meta):
        constraints = [
            *ScopedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["enquiry", "specialist"], name="directory_a_specialist_is_asked_once_per_enquiry"
            ),
            models.CheckConstraint(
                condition=Q(delivered_at=None, deadline_at=None)
                | Q(delivered_at__isnull=False, deadline_at__isnull=False) & ~Q(state__in=_NOT_DELIVERED),
                name="directory_a_delivered_target_has_a_deadline",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(ANSWERED)) | Q(answered_at__isnull=False, delivered_at__isnull=False),
                name="directory_an_answer_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=TargetState.DECLINED) | ~Q(reason=""), name="directory_a_refusal_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "deadline_at"], name="directory_targets_due"),
            models.Index(fields=["specialist", "state"], name="directory_targets_of_one"),
        ]

    def __str__(self) -> str:
        return f"enquiry {self.enquiry_id} to {self.specialist_id} {self.state}"

    @property
    def state_now(self) -> TargetState:
        return TargetState(self.state)
