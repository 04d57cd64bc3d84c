"""The demo's consultations: of the past days, recorded and partly confirmed; the company that signs in has one to confirm."""

from collections import Counter

import pytest

from tsunagu.consultations.models import Consultation
from tsunagu.mail.models import Letter
from tsunagu.mail.states import LetterState
from tsunagu.questionnaires.models import PrivateAnswers
from tsunagu.toolkit.queries import diagnosis_rows

SPECIALISTS = 20
pytestmark = pytest.mark.django_db


def test_the_past_days_were_held_recorded_and_partly_confirmed(season_at_work) -> None:
    found = list(Consultation.objects.select_related("event"))

    assert Counter(one.state for one in found) == {"held": 55, "no_show": 5}
    assert sum(one.confirmed_at is not None for one in found) == 34
    assert {one.event.state for one in found} == {"held"}
    assert not Letter.objects.filter(state=LetterState.WAITING, template="consultation_recorded").exists()


def test_companies_said_something_beforehand(season_at_work) -> None:
    assert Counter(PrivateAnswers.objects.exclude(frozen_at=None).values_list("set_code", flat=True)) == {
        "attendee": 5,
        "self_diagnosis": 4,
    }
    subjects = PrivateAnswers.objects.filter(set_code="self_diagnosis").values_list("subject", flat=True)
    assert [row.total for row in diagnosis_rows(subjects)] == [25, 64, 66, 43]


def test_who_signs_in_finds_one_of_their_own(season_at_work) -> None:
    own = Consultation.objects.get(registration__company__isnull=False)

    assert (own.state, own.confirmed_at, own.specialist.user is None) == ("held", None, False)
