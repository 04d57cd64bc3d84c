"""The demo's events: as many came as in the programme of 2024, and others stand at different points."""

from collections import Counter

import pytest
from django.db.models import Sum

from tsunagu.consultations.models import Consultation
from tsunagu.events.models import Event, EventAdviser, EventRegistration
from tsunagu.mail.models import Letter
from tsunagu.mail.states import LetterState
from tsunagu.reference.figures import figures

pytestmark = pytest.mark.django_db
SPECIALISTS = 203


def test_as_many_came_and_consulted_as_in_the_programme_of_2024(season_at_work) -> None:
    programme = figures().programme_2024
    held = Event.objects.filter(state="held")
    came = EventRegistration.objects.filter(event__in=held, arrived_at__isnull=False)

    assert {
        "chambers": held.values("partner").distinct().count(),
        "events": held.count(),
        "companies": came.count(),
        "names": len({one.organisation_name for one in came}),
        "persons": came.aggregate(persons=Sum("arrived_persons"))["persons"],
        "consultations": Consultation.objects.filter(state="held").count(),
    } == {
        "chambers": len(programme.chambers),
        "events": programme.events,
        "companies": programme.companies_attended,
        "names": programme.companies_attended,
        "persons": programme.persons_attended,
        "consultations": programme.consultations,
    }


def test_events_of_three_chambers_stand_at_different_points(season_at_work) -> None:
    assert Counter(Event.objects.values_list("state", flat=True)) == {"announced": 3, "held": 6, "cancelled": 1}
    states = Counter(EventRegistration.objects.values_list("state", flat=True))
    assert states == {"accepted": 131, "event_cancelled": 5, "waiting": 2}
    assert Counter(EventAdviser.objects.values_list("state", flat=True)) == {"accepted": 26, "asked": 1}
    assert not Letter.objects.filter(state=LetterState.WAITING, template__startswith="event").exists()
