"""What follows an accepted enquiry: messages, a meeting, how it went, an agreement outside any programme."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tsunagu.directory.models.enquiries import EnquiryTarget
from tsunagu.directory.states import AgreementState, AppointmentState, MeetingWay, PaperKind, Side
from tsunagu.vault.fields import EncryptedTextField
from tsunagu.vault.models import StoredFile
from tsunagu.vault.scope import ScopedRow


class EnquiryMessage(ScopedRow):
    """問い合わせのやりとり: one message of either side; `scope` as the enquiry's."""

    target = models.ForeignKey(EnquiryTarget, on_delete=models.CASCADE, related_name="messages")
    side = models.CharField(max_length=20, choices=Side.choices())
    words = EncryptedTextField("本文")
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=100)
    read_at = models.DateTimeField(null=True)

    class Meta(ScopedRow.Meta):
        indexes = [models.Index(fields=["target", "written_at"], name="directory_messages_in_order")]

    def __str__(self) -> str:
        return f"message {self.pk} of {self.side}"


class MeetingWish(models.Model):
    """面談の希望: one side would like to meet. Times are proposed once both have said so."""

    target = models.ForeignKey(EnquiryTarget, on_delete=models.CASCADE, related_name="wishes")
    side = models.CharField(max_length=20, choices=Side.choices())
    wished_at = models.DateTimeField()
    wished_by = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["target", "side"], name="directory_one_wish_to_meet_per_side")]

    def __str__(self) -> str:
        return f"wish {self.pk} of {self.side}"


class Appointment(ScopedRow):
    """面談の約束: when and how the two meet. `place`: address, link or number, as agreed.

    `uid` and `sequence`: of the calendar entry, once agreed; a changed meeting keeps its uid and counts on.
    """

    target = models.ForeignKey(EnquiryTarget, on_delete=models.CASCADE, related_name="appointments")
    state = models.CharField(max_length=20, choices=AppointmentState.choices(), default=AppointmentState.PROPOSED)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    way = models.CharField(max_length=20, choices=MeetingWay.choices())
    place = EncryptedTextField("場所", blank=True, default="")
    proposed_side = models.CharField(max_length=20, choices=Side.choices())
    proposed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    uid = models.CharField(max_length=100, blank=True, default="")
    sequence = models.PositiveSmallIntegerField(default=0)

    class Meta(ScopedRow.Meta):
        constraints = [
            *ScopedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["target"],
                condition=Q(state=AppointmentState.AGREED),
                name="directory_one_agreed_meeting_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=AppointmentState.PROPOSED, answered_at=None)
                | ~Q(state=AppointmentState.PROPOSED) & Q(answered_at__isnull=False),
                name="directory_an_answered_meeting_says_when",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=15, minutes__lte=480), name="directory_a_meeting_lasts_a_sensible_time"
            ),
        ]

    def __str__(self) -> str:
        return f"meeting {self.pk} {self.state}"

    @property
    def state_now(self) -> AppointmentState:
        return AppointmentState(self.state)


class Afterword(models.Model):
    """面談のあとの声: two questions to each side, 1 to 5. Never part of the order of the list (issue 3 §5).

    `outcome`: whether the matter moved on; `dealing`: how the other side was to deal with.
    """

    target = models.ForeignKey(EnquiryTarget, on_delete=models.CASCADE, related_name="afterwords")
    side = models.CharField(max_length=20, choices=Side.choices())
    outcome = models.PositiveSmallIntegerField()
    dealing = models.PositiveSmallIntegerField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target", "side"], name="directory_one_afterword_per_side"),
            models.CheckConstraint(
                condition=Q(outcome__gte=1, outcome__lte=5, dealing__gte=1, dealing__lte=5),
                name="directory_afterwords_are_one_to_five",
            ),
        ]

    def __str__(self) -> str:
        return f"afterword {self.pk} of {self.side}"


class Agreement(ScopedRow):
    """業務の合意: what the two agree on outside a programme, numbered per conversation. No honorarium.

    `fee_yen`: for one session of two hours; `work`: what is to be done. Agreed once both sides have said so.
    """

    target = models.ForeignKey(EnquiryTarget, on_delete=models.CASCADE, related_name="agreements")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=AgreementState.choices(), default=AgreementState.PROPOSED)
    form = models.CharField("支援の形", max_length=40)
    sessions = models.PositiveSmallIntegerField("回数")
    fee_yen = models.PositiveIntegerField("料金（1回2時間）")
    work = EncryptedTextField("内容")
    proposed_at = models.DateTimeField()
    proposed_side = models.CharField(max_length=20, choices=Side.choices())
    company_agreed_at = models.DateTimeField(null=True)
    company_agreed_by = EncryptedTextField("合意した人（会社や団体）", blank=True, default="")
    specialist_agreed_at = models.DateTimeField(null=True)
    specialist_agreed_by = EncryptedTextField("合意した人（専門家）", blank=True, default="")

    class Meta(ScopedRow.Meta):
        constraints = [
            *ScopedRow.Meta.constraints,
            models.UniqueConstraint(fields=["target", "number"], name="directory_agreements_are_numbered"),
            models.UniqueConstraint(
                fields=["target"], condition=Q(state=AgreementState.PROPOSED), name="directory_one_agreement_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=AgreementState.AGREED)
                | Q(company_agreed_at__isnull=False, specialist_agreed_at__isnull=False),
                name="directory_an_agreement_needs_both",
            ),
            models.CheckConstraint(condition=Q(sessions__gte=1), name="directory_an_agreement_has_a_session"),
        ]

    def __str__(self) -> str:
        return f"agreement {self.pk} {self.state}"

    @property
    def state_now(self) -> AgreementState:
        return AgreementState(self.state)


class AgreementPaper(models.Model):
    """合意の書類: a paper of an agreement as it was made; the file lies in the vault."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=20, choices=PaperKind.choices())
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "kind"], name="directory_one_paper_of_a_kind_per_agreement")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of agreement {self.agreement_id}"
