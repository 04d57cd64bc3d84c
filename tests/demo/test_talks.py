"""Conversations of a season at work."""

from collections import Counter

import pytest

from tsunagu.directory.models import Afterword, AgreementPaper, Appointment, EnquiryMessage
from tsunagu.mail.models import Letter
from tsunagu.mail.states import LetterState

pytestmark = pytest.mark.django_db
SPECIALISTS = 203


def test_three_conversations_stand_at_different_points(season_at_work) -> None:
    assert Counter(Appointment.objects.values_list("state", flat=True)) == {"met": 1, "proposed": 3}
    counted = (EnquiryMessage.objects.count(), Afterword.objects.count(), AgreementPaper.objects.count())
    assert counted == (4, 2, 3)
    assert not Letter.objects.filter(state=LetterState.WAITING, template__startswith="talk").exists()
