"""Enquiries of a season at work."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from tsunagu.base.calendar import day_of
from tsunagu.directory.models import Enquiry, EnquiryTarget
from tsunagu.directory.queries.responses import response_times
from tsunagu.mail.models import Letter
from tsunagu.mail.states import LetterState
from tsunagu.specialists.models import Specialist

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)
SPECIALISTS = 203


def test_there_are_enquiries_in_every_state(season_at_work) -> None:
    assert Counter(Enquiry.objects.values_list("state", flat=True)) == {
        "closed": 5, "delivered": 6, "held": 1, "awaiting_proof": 1,
    }  # fmt: skip
    assert set(EnquiryTarget.objects.values_list("state", flat=True)) == {
        "chosen", "waiting", "accepted", "declined", "expired", "ended",
    }  # fmt: skip


def test_the_one_who_signs_in_has_answered_often_enough_to_show_how_fast(season_at_work) -> None:
    own = Specialist.objects.get(user__email="s900000@sekisupe.example")
    figures = response_times(own.pk, at=datetime(2026, 11, 21, tzinfo=UTC))
    assert (figures.answered_percent, figures.median_days, own.sheet.load) == (100, 2, 2)


def test_no_letter_of_the_made_up_past_waits(season_at_work) -> None:
    waiting = Letter.objects.filter(state=LetterState.WAITING)
    assert day_of(waiting.earliest("written_at").written_at) == DAY
