"""What specialists were told: reminders about a listing, and invitations from the register."""

from django.db import models

from tsunagu.specialists.models.listing import Listing
from tsunagu.specialists.states import ReminderKind


class ListingReminder(models.Model):
    """掲載のお知らせ: one letter of one kind about one day; the row keeps it from being written twice."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=30, choices=ReminderKind.choices())
    about_on = models.DateField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "kind", "about_on"], name="specialists_one_reminder_each")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about_on} to {self.listing_id}"


class RegisterInvitation(models.Model):
    """登録者への案内: a number of the register invited to apply, or to take over an entry the office made.

    `token_hash`: SHA-256 of the link's secret; the secret itself stands only in the letter.
    """

    riss_no = models.CharField(max_length=6)
    batch = models.CharField(max_length=40)
    email = models.EmailField(max_length=254)
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=100)
    until = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["riss_no", "batch"], name="specialists_one_invitation_per_batch")
        ]

    def __str__(self) -> str:
        return f"{self.riss_no} in {self.batch}"
