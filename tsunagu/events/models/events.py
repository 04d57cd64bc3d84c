"""催し: dated gatherings with seats, who holds them, and the request for somebody who speaks.

Scope: the organising partner's, or the season's when the secretariat organises.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tsunagu.events.states import EventKind, EventState, RequestState
from tsunagu.partners.models import Partner
from tsunagu.seasons.models import Season
from tsunagu.specialists.models import Specialist
from tsunagu.vault.fields import EncryptedTextField
from tsunagu.vault.scope import ScopedRow


class Event(ScopedRow):
    """One event. `accepted` counts persons, not registrations; `turns` numbers the registrations in their order.

    `partner`: who organises; none = the secretariat. `online_url` is shown only to who is accepted. `rooms`: places
    at the same time for individual consultations, 0 = online only. `revision` counts changes, for calendars.
    """

    kind = models.CharField(max_length=20, choices=EventKind.choices())
    title = models.CharField("名前", max_length=100)
    summary = models.TextField("内容")
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="events")
    partner = models.ForeignKey(Partner, null=True, on_delete=models.PROTECT, related_name="events")
    contact = models.CharField("問い合わせ先", max_length=200)
    prefecture = models.CharField("都道府県", max_length=2, blank=True)
    venue = models.CharField("会場", max_length=100, blank=True)
    address = models.CharField("住所", max_length=200, blank=True)
    is_online = models.BooleanField("オンライン", default=False)
    online_url = EncryptedTextField("参加用のアドレス", blank=True, default="")
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    capacity = models.IntegerField("定員")
    accepted = models.IntegerField("受付数", default=0)
    turns = models.IntegerField(default=0)
    slot_minutes = models.IntegerField(default=30)
    rooms = models.IntegerField(default=0)
    speaker_name = models.CharField("講師", max_length=100, blank=True)
    speaker = models.ForeignKey(Specialist, null=True, on_delete=models.SET_NULL, related_name="talks_given")
    state = models.CharField(max_length=20, choices=EventState.choices(), default=EventState.DRAFT)
    recording_url = models.URLField("録画", max_length=500, blank=True)
    recording_views = models.IntegerField(default=0)
    revision = models.IntegerField(default=0)
    made_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=300, blank=True)

    class Meta(ScopedRow.Meta):
        constraints = [
            *ScopedRow.Meta.constraints,
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="events_it_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(closes_at__lte=F("starts_at")), name="events_it_closes_before_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(accepted__gte=0, accepted__lte=F("capacity"), capacity__gte=1),
                name="events_never_more_people_than_seats",
            ),
            models.CheckConstraint(
                condition=Q(state=EventState.CANCELLED, cancelled_at__isnull=False) & ~Q(cancel_reason="")
                | ~Q(state=EventState.CANCELLED) & Q(cancelled_at=None, cancel_reason=""),
                name="events_a_cancelled_event_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(is_online=True) | ~Q(prefecture="") & ~Q(venue=""),
                name="events_it_is_somewhere",
            ),
        ]
        indexes = [models.Index(fields=["state", "starts_at"], name="events_ahead")]

    def __str__(self) -> str:
        return self.title

    @property
    def state_now(self) -> EventState:
        return EventState(self.state)

    @property
    def kind_now(self) -> EventKind:
        return EventKind(self.kind)


class EventOrganiser(models.Model):
    """共催: who holds the event beside the organiser; a partner here, or only a name."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="organisers")
    partner = models.ForeignKey(Partner, null=True, on_delete=models.CASCADE, related_name="events_beside")
    name = models.CharField(max_length=200)
    place = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "name"], name="events_a_co_organiser_stands_once")]

    def __str__(self) -> str:
        return self.name


class AmbassadorRequest(ScopedRow):
    """講師の派遣依頼: asks a branch of the specialists' association for somebody; assigned, then reported."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="ambassador_requests")
    branch = models.CharField("支部", max_length=100)
    wishes = EncryptedTextField("お願いしたいこと", blank=True, default="")
    state = models.CharField(max_length=20, choices=RequestState.choices(), default=RequestState.ASKED)
    ambassador = models.CharField("担当する人", max_length=100, blank=True)
    report = EncryptedTextField("報告", blank=True, default="")
    asked_at = models.DateTimeField()
    assigned_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)

    class Meta(ScopedRow.Meta):
        constraints = [
            *ScopedRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state=RequestState.ASKED) | Q(assigned_at__isnull=False) & ~Q(ambassador=""),
                name="events_an_assigned_request_names_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch} {self.state}"

    @property
    def state_now(self) -> RequestState:
        return RequestState(self.state)
