"""個別相談の枠と相談員: slots of a consultation day, and specialists asked to advise."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tsunagu.events.models.events import Event
from tsunagu.events.states import AdviserState
from tsunagu.specialists.models import Specialist


class EventSlot(models.Model):
    """One slot; consultations in all rooms begin and end with it. Numbers begin at 1."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="slots")
    number = models.IntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="events_each_slot_has_a_number"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="events_a_slot_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"slot {self.number}"


class EventAdviser(models.Model):
    """相談員: one specialist asked. `most`: consultations at most; `free_slots`: numbers of the slots they are free."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="advisers")
    specialist = models.ForeignKey(Specialist, on_delete=models.CASCADE, related_name="advising")
    state = models.CharField(max_length=20, choices=AdviserState.choices(), default=AdviserState.ASKED)
    most = models.IntegerField()
    is_online = models.BooleanField(default=False)
    free_slots = models.JSONField(default=list, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "specialist"], name="events_an_adviser_is_asked_once"),
            models.CheckConstraint(
                condition=Q(state=AdviserState.ASKED) | Q(answered_at__isnull=False),
                name="events_an_adviser_who_answered_says_when",
            ),
            models.CheckConstraint(condition=Q(most__gte=1), name="events_an_adviser_takes_at_least_one"),
        ]

    def __str__(self) -> str:
        return f"adviser {self.pk} {self.state}"

    @property
    def state_now(self) -> AdviserState:
        return AdviserState(self.state)
