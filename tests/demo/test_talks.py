"""Conversations of a season at work."""

from collections import Counter
from datetime import date

import pytest

from tsunagu.demo import season
from tsunagu.directory.models import Afterword, AgreementPaper, Appointment, EnquiryMessage
from tsunagu.mail.models import Letter
from tsunagu.mail.states import LetterState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_store")]


def test_three_conversations_stand_at_different_points(settings, tmp_path) -> None:
    settings.VAR_DIR = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

    season.build(specialists=203, as_of=date(2026, 11, 21), progress=False, is_at_work=True)

    assert Counter(Appointment.objects.values_list("state", flat=True)) == {"met": 1, "proposed": 3}
    counted = (EnquiryMessage.objects.count(), Afterword.objects.count(), AgreementPaper.objects.count())
    assert counted == (4, 2, 3)
    assert not Letter.objects.filter(state=LetterState.WAITING, template__startswith="talk").exists()
