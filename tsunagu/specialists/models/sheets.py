"""The published sheet the list is made of, and its long texts."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from tsunagu.base.calendar import month_of
from tsunagu.specialists.models.listing import Specialist
from tsunagu.specialists.states import AreaMark, Availability

BLOCK_BITS = 8  # sheets whose ids share the upper bits, 256 at most, share a stamp


class PublishedSheetQuerySet(models.QuerySet["PublishedSheet"]):
    def listed(self) -> PublishedSheetQuerySet:
        """Those on the list now."""
        return self.filter(is_listed=True)


class PublishedSheet(models.Model):
    """What the list filters, scores and shows of one person: a narrow row of numbers and short texts.

    Masks are integers whose bits are places in the vocabularies of `tsunagu.reference.listing`. Long texts live in
    `SheetText`, so that a search reads little. Written only by specialists.actions.publish_sheet.
    """

    specialist = models.OneToOneField(Specialist, on_delete=models.CASCADE, primary_key=True, related_name="sheet")
    is_listed = models.BooleanField(default=True)
    is_stale = models.BooleanField(default=False)
    online = models.BooleanField(default=False)
    has_chamber_ties = models.BooleanField(default=False)
    is_emergency_capable = models.BooleanField(default=False)
    prefectures = models.BigIntegerField(default=0)
    form_bands = models.BigIntegerField(default=0, help_text="bit form*7+band")
    forms = models.IntegerField(default=0)
    first_free_forms = models.IntegerField(default=0)
    themes_able = models.IntegerField(default=0)
    themes_delivered = models.IntegerField(default=0)
    industries = models.IntegerField(default=0)
    industries_delivered = models.IntegerField(default=0)
    periods = models.IntegerField(default=0)
    qualifications = models.IntegerField(default=0)
    affiliation = models.SmallIntegerField(default=0)
    availability = models.SmallIntegerField(default=Availability.AVAILABLE)
    mark_a0 = models.SmallIntegerField(default=AreaMark.BLANK)
    mark_s1 = models.SmallIntegerField(default=AreaMark.BLANK)
    mark_s2 = models.SmallIntegerField(default=AreaMark.BLANK)
    mark_s3 = models.SmallIntegerField(default=AreaMark.BLANK)
    mark_s4 = models.SmallIntegerField(default=AreaMark.BLANK)
    mark_s5 = models.SmallIntegerField(default=AreaMark.BLANK)
    mark_s6 = models.SmallIntegerField(default=AreaMark.BLANK)
    mark_a7 = models.SmallIntegerField(default=AreaMark.BLANK)
    shuffle = models.BigIntegerField(help_text="32 bits spread from the id; the list shuffles by it")
    practice_years = models.SmallIntegerField(default=0)
    cases_supported = models.IntegerField(default=0)
    monthly_cap = models.SmallIntegerField(default=3)
    load_month = models.IntegerField(default=0)
    load = models.SmallIntegerField(default=0)
    paused_until = models.DateField(null=True)
    available_from = models.DateField(null=True)
    proof_until = models.DateField(null=True)
    audit_proof_until = models.DateField(null=True)
    registered_on = models.DateField()
    register_valid_until = models.DateField()
    confirmed_on = models.DateField()
    published_at = models.DateTimeField()
    residence = models.CharField(max_length=2)
    riss_no = models.CharField(max_length=6, unique=True)
    name = models.CharField(max_length=100)
    name_kana = models.CharField(max_length=100)
    organisation = models.CharField(max_length=200, blank=True)

    objects = PublishedSheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(monthly_cap__gte=0), name="specialists_cap_is_not_negative"),
            models.CheckConstraint(condition=Q(load__gte=0), name="specialists_load_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.riss_no}）"

    def has_room(self, *, today: date) -> bool:
        """Whether one more enquiry may be delivered this JST month."""
        taken = self.load if self.load_month == month_of(today) else 0
        return taken < self.monthly_cap


class SheetStamp(models.Model):
    """目印: a random number the database replaces whenever one of 256 neighbouring sheets changes (ADR 0021).

    Who holds a copy of the sheets sees by the stamps which of them to read again. Written by triggers alone, in the
    transaction of the change. On SQLite Django's way of altering PublishedSheet drops them: a migration that does so
    makes them anew (`base.migrating.change_stamps`).
    """

    stamp = models.BigIntegerField(primary_key=True)
    block = models.BigIntegerField(db_index=True, help_text="the upper bits of the ids")

    def __str__(self) -> str:
        return f"block {self.block}: {self.stamp}"


class SheetText(models.Model):
    """The long part of a published sheet: shown on the sheet, found by free words.

    `fees`: [{"form", "min_yen", "max_yen"|null, "first_free"}], per session of two hours.
    `qualifications`: [{"code", "name", "standing", "verified_by", "how", "verified_on", "until"}].
    `standings`: item → {"standing", "by", "how", "on", "until"} for verified items.
    `contact`: what the person chose to publish, {"email", "telephone", "emergency_telephone"}.
    """

    sheet = models.OneToOneField(PublishedSheet, on_delete=models.CASCADE, primary_key=True, related_name="text")
    grams = models.TextField()
    introduction = models.TextField(blank=True)
    track_record = models.JSONField(default=list)
    other_work = models.JSONField(default=list)
    fees = models.JSONField(default=list)
    qualifications = models.JSONField(default=list)
    standings = models.JSONField(default=dict)
    contact = models.JSONField(default=dict)
    open_data_agreed = models.BooleanField(default=False)
    photo = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"text of {self.sheet_id}"
