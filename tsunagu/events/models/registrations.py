"""参加申込: who comes, one to three people of an organisation. Scope: the event's."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tsunagu.companies.models import Company
from tsunagu.events.models.events import Event
from tsunagu.events.rules import MOST_PERSONS
from tsunagu.events.states import LIVE, RegistrationState, RegistrationWay
from tsunagu.specialists.models import Specialist
from tsunagu.vault.fields import EncryptedTextField
from tsunagu.vault.scope import ScopedRow


class EventRegistration(ScopedRow):
    """A registration. `turn`: its place in the order (0 until the address is proved); the waiting list goes by it.

    `company`: whose page it was put on later; `specialist`: who registered for a briefing signed in. `free_slots` and
    `prefers_online`: wishes for an individual consultation. `sender_digest`: keyed, of the address ("" without).
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="registrations")
    company = models.ForeignKey(Company, null=True, on_delete=models.SET_NULL, related_name="event_registrations")
    specialist = models.ForeignKey(Specialist, null=True, on_delete=models.SET_NULL, related_name="registrations")
    organisation_name = EncryptedTextField("会社や団体の名前")
    prefecture = models.CharField("都道府県", max_length=2)
    industry = models.CharField("業種", max_length=30)
    contact_name = EncryptedTextField("担当者の名前")
    email = EncryptedTextField("メールアドレス", blank=True, default="")
    telephone = EncryptedTextField("電話番号", blank=True, default="")
    sender_digest = models.CharField(max_length=64, blank=True)
    persons = models.IntegerField()
    wants_consultation = models.BooleanField(default=False)
    free_slots = models.JSONField(default=list, blank=True)
    prefers_online = models.BooleanField(default=False)
    way = models.CharField(max_length=20, choices=RegistrationWay.choices(), default=RegistrationWay.WEB)
    state = models.CharField(
        max_length=20, choices=RegistrationState.choices(), default=RegistrationState.AWAITING_PROOF
    )
    turn = models.IntegerField(default=0)
    made_at = models.DateTimeField(db_index=True)
    proved_at = models.DateTimeField(null=True)
    moved_up_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    arrived_persons = models.IntegerField(default=0)

    class Meta(ScopedRow.Meta):
        constraints = [
            *ScopedRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(persons__gte=1, persons__lte=MOST_PERSONS), name="events_one_to_three_people"
            ),
            models.UniqueConstraint(
                fields=["event", "sender_digest"],
                condition=Q(state__in=LIVE) & ~Q(sender_digest=""),
                name="events_one_registration_per_address",
            ),
            models.UniqueConstraint(
                fields=["event", "turn"], condition=Q(turn__gt=0), name="events_each_turn_is_one_registration"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=LIVE) | Q(turn__gt=0), name="events_who_has_a_place_has_a_turn"
            ),
            models.CheckConstraint(
                condition=Q(arrived_at=None, arrived_persons=0) | Q(arrived_at__isnull=False, arrived_persons__gte=1),
                name="events_who_arrived_says_when",
            ),
        ]
        indexes = [models.Index(fields=["event", "state", "turn"], name="events_waiting_list")]

    def __str__(self) -> str:
        return f"registration {self.pk} {self.state}"

    @property
    def state_now(self) -> RegistrationState:
        return RegistrationState(self.state)


class EventAttendee(ScopedRow):
    """参加者: one person who comes with a registration."""

    registration = models.ForeignKey(EventRegistration, on_delete=models.CASCADE, related_name="attendees")
    name = EncryptedTextField("お名前")
    place = models.IntegerField()

    class Meta(ScopedRow.Meta):
        constraints = [
            *ScopedRow.Meta.constraints,
            models.UniqueConstraint(fields=["registration", "place"], name="events_each_attendee_has_a_place"),
        ]

    def __str__(self) -> str:
        return f"attendee {self.place}"
