"""Conversations and events of a season at work."""

from collections import Counter

import pytest

from tsunagu.directory.models import Afterword, AgreementPaper, Appointment, EnquiryMessage
from tsunagu.events.models import Event, EventAdviser, EventRegistration
from tsunagu.mail.models import Letter
from tsunagu.mail.states import LetterState

pytestmark = pytest.mark.django_db
SPECIALISTS = 203


def test_three_conversations_stand_at_different_points(season_at_work) -> None:
    assert Counter(Appointment.objects.values_list("state", flat=True)) == {"met": 1, "proposed": 3}
    counted = (EnquiryMessage.objects.count(), Afterword.objects.count(), AgreementPaper.objects.count())
    assert counted == (4, 2, 3)
    assert not Letter.objects.filter(state=LetterState.WAITING, template__startswith="talk").exists()


def test_six_events_of_three_chambers_stand_at_different_points(season_at_work) -> None:
    assert Counter(Event.objects.values_list("state", flat=True)) == {"announced": 3, "held": 2, "cancelled": 1}
    states = Counter(EventRegistration.objects.values_list("state", flat=True))
    assert states == {"accepted": 38, "event_cancelled": 5, "waiting": 2}
    assert Counter(EventAdviser.objects.values_list("state", flat=True)) == {"accepted": 6, "asked": 2}
    assert Event.objects.values("partner").distinct().count() == 3
    assert not Letter.objects.filter(state=LetterState.WAITING, template__startswith="event").exists()
