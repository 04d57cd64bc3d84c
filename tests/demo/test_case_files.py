"""Cases of a season at work."""

import pytest

from tsunagu.consultations.models import CaseCandidate, CaseFile, CaseSharing, DeskShift, PoolMember
from tsunagu.mail.models import Letter
from tsunagu.mail.states import LetterState
from tsunagu.specialists.models import Specialist

pytestmark = pytest.mark.django_db
SPECIALISTS = 60


def test_there_are_cases_of_both_kinds_and_one_was_stopped(season_at_work) -> None:
    found = CaseFile.objects.order_by("opened_at").values_list("kind", "step")

    assert list(found) == [
        ("support", "decide"), ("vendor", "introduction"), ("support", "visit_again"), ("support", "search"),
    ]  # fmt: skip
    assert CaseSharing.objects.filter(stopped_at__isnull=False).count() == 1


def test_the_one_who_signs_in_has_a_case_a_shift_and_a_pool(season_at_work) -> None:
    own = Specialist.objects.get(user__email="s900000@sekisupe.example")

    assert (
        [one.state for one in CaseCandidate.objects.filter(specialist=own)],
        [one.state for one in DeskShift.objects.order_by("starts_at")],
        sorted(one.state for one in PoolMember.objects.all()),
    ) == (["decided"], ["accepted", "open"], ["asked", "member"])


def test_no_letter_about_a_case_waits(season_at_work) -> None:
    waiting = Letter.objects.filter(state=LetterState.WAITING)

    assert not waiting.filter(template__startswith="case_").exists()
