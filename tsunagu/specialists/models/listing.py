"""登録セキスペ: the register, the listing and its state, commitments."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tsunagu.specialists.states import (
    LISTED,
    HiddenReason,
    ListingState,
    RegisterStatus,
)


class RegisterEntry(models.Model):
    """One line of the official register extract. `may_show_*`: what the person agreed to show in the look-up."""

    riss_no = models.CharField("登録番号", max_length=6, unique=True)
    name = models.CharField("氏名", max_length=100)
    registered_on = models.DateField("登録年月日")
    valid_until = models.DateField("有効期限")
    status = models.CharField(max_length=20, choices=RegisterStatus.choices(), default=RegisterStatus.VALID)
    courses_done_on = models.DateField("義務講習の受講日", null=True)
    extract_on = models.DateField("登録簿の時点")
    may_show_name = models.BooleanField(default=False)
    may_show_skills = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(riss_no__regex=r"^[0-9]{6}$"), name="specialists_riss_no_is_six_digits"),
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("registered_on")), name="specialists_validity_follows_registration"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.riss_no} {self.name}"


class Specialist(models.Model):
    """A registered specialist known to the service, with or without an account."""

    riss_no = models.CharField("登録番号", max_length=6, unique=True)
    name = models.CharField("氏名", max_length=100)
    name_kana = models.CharField("よみ", max_length=100)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="specialist"
    )
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}（{self.riss_no}）"


class Listing(models.Model):
    """Where a specialist's place on the Active List stands. Only specialists.actions moves it."""

    specialist = models.OneToOneField(Specialist, on_delete=models.CASCADE, related_name="listing")
    state = models.CharField(max_length=20, choices=ListingState.choices(), default=ListingState.DRAFT)
    hidden_reason = models.CharField(max_length=20, choices=HiddenReason.choices(), blank=True)
    confirmed_on = models.DateField("最終確認日", null=True)
    moved_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["state", "moved_at"], name="specialists_by_state")]

    def __str__(self) -> str:
        return f"{self.specialist} {self.state}"

    @property
    def state_now(self) -> ListingState:
        return ListingState(self.state)

    @property
    def is_listed(self) -> bool:
        return self.state_now in LISTED


class Commitment(models.Model):
    """約束（受持ち中の件）: something delivered to or taken on by a specialist. Load is counted from these rows."""

    specialist = models.ForeignKey(Specialist, on_delete=models.CASCADE, related_name="commitments")
    kind = models.CharField(max_length=20)  # enquiry, proposal, engagement, desk: named by the upper room
    reference = models.CharField(max_length=100)
    month = models.IntegerField(help_text="JST month it was delivered in, 202611")
    opened_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)  # declined or expired: it no longer counts

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["specialist", "kind", "reference"], name="specialists_one_commitment_per_matter"
            )
        ]
        indexes = [models.Index(fields=["specialist", "month"], name="specialists_load")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.reference}"
