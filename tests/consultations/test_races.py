"""Many at once for one room, one record, one confirmation: exactly one wins, the rest are told (promises §3)."""

import pytest

from tests.at_once import HANDS, at_once
from tests.consultations.days import AT, BY, LATER, adviser, coming, consultation_day
from tsunagu.consultations.actions import Record, confirm_summary, record_consultation, schedule
from tsunagu.consultations.actions.records import CHANGED
from tsunagu.consultations.actions.timetable import TAKEN
from tsunagu.consultations.models import Consultation
from tsunagu.journal.models import Entry
from tsunagu.mail.models import Letter
from tsunagu.questionnaires.models import PrivateAnswers
from tsunagu.toolkit.actions import save_diagnosis

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.timeout(300)]
TOLD = Record(notes="", summary="まとめ", issues=[], theme_code="", wish=None)


def test_one_room_at_one_time_is_given_once() -> None:
    event = consultation_day()
    slot, specialist = event.slots.get(number=1), adviser(event)
    companies = [coming(event, f"会社{number}") for number in range(HANDS)]

    said = at_once([lambda one=one: schedule(one, specialist, slot, 1, by=BY, at=AT) for one in companies])

    assert said == {"done": 1, TAKEN: HANDS - 1}
    assert (Consultation.objects.count(), Entry.objects.filter(verb="consultation.planned").count()) == (1, 1)


def test_a_record_opened_by_many_is_written_by_one_and_told_once_then_confirmed_once() -> None:
    event = consultation_day()
    one = schedule(coming(event), adviser(event), event.slots.get(number=1), 1, by=BY, at=AT)

    def write() -> None:
        record_consultation(Consultation.objects.get(pk=one.pk), TOLD, seen=0, by=BY, at=LATER)

    def confirm() -> None:
        confirm_summary(Consultation.objects.get(pk=one.pk), "", by=BY, at=LATER)

    written, confirmed = at_once([write] * HANDS), at_once([confirm] * HANDS)

    assert written == {"done": 1, CHANGED: HANDS - 1}
    assert (confirmed["done"], Letter.objects.count(), Consultation.objects.get().revision) == (1, 1, 1)


def test_answers_begun_in_many_windows_are_one_row() -> None:
    def begin() -> None:
        save_diagnosis({"1": "done"}, subject="company:3", scope="company:3", seen=0, by=BY, at=AT)

    said = at_once([begin] * HANDS)

    assert (said["done"], PrivateAnswers.objects.count(), PrivateAnswers.objects.get().revision) == (1, 1, 1)
