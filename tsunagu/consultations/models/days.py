"""個別相談: who met whom, what came of it, and who should not meet.

Scope: the event's (its organising partner, or the season). Besides them only the specialist of the row and the
company of its registration see it, each their part: `notes` never the company.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from tsunagu.companies.models import Company
from tsunagu.consultations.states import LIVE, ConflictReason, ConsultationState, GuidanceWish
from tsunagu.events.models import Event, EventRegistration, EventSlot
from tsunagu.specialists.models import Specialist
from tsunagu.vault.fields import EncryptedJSONField, EncryptedTextField
from tsunagu.vault.scope import ScopedRow


class Consultation(ScopedRow):
    """One company and one specialist. `slot` None: walked in, or between two places. `room` 0: online.

    `is_walk_in`: made on the day, without the board; publishing leaves it alone.

    `notes` stay with the case; `summary`, `issues` (most pressing first), `theme_code` and `wish` are what the company
    confirms. `revision` counts the times the record was written.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="consultations")
    registration = models.ForeignKey(EventRegistration, on_delete=models.CASCADE, related_name="consultations")
    specialist = models.ForeignKey(Specialist, on_delete=models.PROTECT, related_name="consultations")
    slot = models.ForeignKey(EventSlot, null=True, on_delete=models.PROTECT, related_name="consultations")
    room = models.IntegerField(default=0)
    is_walk_in = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=ConsultationState.choices(), default=ConsultationState.PLANNED)
    notes = EncryptedTextField("相談のメモ", blank=True, default="")
    summary = EncryptedTextField("相談のまとめ", blank=True, default="")
    issues = EncryptedJSONField("課題", default=list, blank=True)
    theme_code = models.CharField("すすめる指導テーマ", max_length=10, blank=True)
    wish = models.CharField("訪問指導の希望", max_length=20, choices=GuidanceWish.choices(), blank=True)
    revision = models.IntegerField(default=0)
    planned_at = models.DateTimeField()
    recorded_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=40, blank=True)
    company_words = EncryptedTextField("企業からの一言", blank=True, default="")

    class Meta(ScopedRow.Meta):
        constraints = [
            *ScopedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["slot", "specialist"],
                condition=Q(state__in=LIVE, slot__isnull=False),
                name="consultations_a_specialist_is_in_one_place",
            ),
            models.UniqueConstraint(
                fields=["slot", "registration"],
                condition=Q(state__in=LIVE, slot__isnull=False),
                name="consultations_a_company_is_in_one_place",
            ),
            models.UniqueConstraint(
                fields=["slot", "room"],
                condition=Q(state__in=LIVE, slot__isnull=False, room__gt=0),
                name="consultations_a_room_is_taken_once",
            ),
            models.CheckConstraint(
                condition=Q(recorded_at=None) | Q(state=ConsultationState.HELD),
                name="consultations_what_is_recorded_was_held",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by="")
                | Q(confirmed_at__isnull=False, recorded_at__isnull=False) & ~Q(confirmed_by=""),
                name="consultations_a_confirmed_one_was_recorded",
            ),
            models.CheckConstraint(condition=Q(room__gte=0), name="consultations_a_room_has_a_number"),
        ]
        indexes = [models.Index(fields=["event", "state"], name="consultations_of_an_event")]

    def __str__(self) -> str:
        return f"consultation {self.pk} {self.state}"

    @property
    def state_now(self) -> ConsultationState:
        return ConsultationState(self.state)


def keep_for_company(collector: Any, field: Any, rows: models.QuerySet[Any], using: str) -> None:
    """on_delete: a row that names the company stays and lets go of the registration; any other goes with it."""
    models.SET_NULL(collector, field, rows.exclude(company=None), using)
    models.CASCADE(collector, field, rows.filter(company=None), using)


class Conflict(ScopedRow):
    """利益相反: one specialist and one registration, or a company for all its registrations. `words`: what was said.

    With a company known it outlives the registration it was declared at.
    """

    specialist = models.ForeignKey(Specialist, on_delete=models.CASCADE, related_name="conflicts")
    registration = models.ForeignKey(EventRegistration, null=True, on_delete=keep_for_company, related_name="conflicts")
    company = models.ForeignKey(Company, null=True, on_delete=models.CASCADE, related_name="conflicts")
    reason = models.CharField(max_length=30, choices=ConflictReason.choices())
    words = EncryptedTextField("事情", blank=True, default="")
    declared_at = models.DateTimeField()

    class Meta(ScopedRow.Meta):
        constraints = [
            *ScopedRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(registration__isnull=False) | Q(company__isnull=False),
                name="consultations_a_conflict_names_the_other_side",
            ),
            models.UniqueConstraint(
                fields=["specialist", "registration"],
                condition=Q(registration__isnull=False),
                name="consultations_a_conflict_is_declared_once",
            ),
        ]

    def __str__(self) -> str:
        return f"conflict {self.pk} {self.reason}"
