"""A case costs the same number of queries however much was said, and each side reads its part."""

from datetime import timedelta

import pytest
from django.db.models import F

from tests.consultations.days import AT, BY, LATER, STARTS, adviser, coming, consultation_day
from tsunagu.accounts.states import Right
from tsunagu.consultations.access import (
    consultations_of_company,
    consultations_of_organiser,
    consultations_of_registration,
    consultations_of_secretariat,
    consultations_of_specialist,
)
from tsunagu.consultations.actions import Record, note_reading, record_consultation, schedule, walk_in
from tsunagu.consultations.cases import case_of, company_case, subject_of
from tsunagu.consultations.models import Consultation
from tsunagu.consultations.queries import find_consultation, running_rows
from tsunagu.events.models import EventSlot
from tsunagu.questionnaires.actions import answer_set, freeze_set
from tsunagu.questionnaires.sets import shipped_set
from tsunagu.reference.self_diagnosis import self_diagnosis
from tsunagu.toolkit.actions import finish_diagnosis, save_diagnosis

pytestmark = pytest.mark.django_db
KEEPS = frozenset({Right.EVENT_KEEP})


def planned() -> Consultation:
    event = consultation_day()
    return schedule(coming(event), adviser(event), event.slots.get(number=1), 1, by=BY, at=AT)


def say(one: Consultation, times: int) -> None:
    subject, asked = subject_of(one.registration_id), shipped_set("attendee")
    told = {"subject": subject, "scope": one.scope, "seen": 0, "by": BY, "at": AT}
    for _ in range(times):
        answer_set(asked, {"worry_words": "控え"}, **told)
        freeze_set(asked, subject, by=BY, at=AT)
        save_diagnosis({str(item.no): "partial" for item in self_diagnosis().items}, **told)
        finish_diagnosis(subject, by=BY, at=AT)
        note_reading(one, by=BY, at=AT)


@pytest.mark.parametrize("times", [1, 3])
def test_a_case_costs_four_queries(times: int, django_assert_num_queries) -> None:
    one = planned()
    say(one, times)
    found = find_consultation(Consultation.objects.all(), one.pk)

    with django_assert_num_queries(4):
        case = case_of(found)

    assert ([line.words for line in case.answers], case.diagnosis.score.total) == (["控え"], 50)


@pytest.mark.parametrize("times", [1, 3])
def test_the_companys_side_costs_two(times: int, django_assert_num_queries) -> None:
    one = planned()
    say(one, times)
    found = find_consultation(Consultation.objects.all(), one.pk)

    with django_assert_num_queries(2):
        case = company_case(found)

    assert [opening.who for opening in case.openings] == [BY.name] * times


@pytest.mark.parametrize("count", [1, 3])
def test_an_organisers_list_costs_one(count: int, django_assert_num_queries) -> None:
    event = consultation_day()
    for number in range(1, count + 1):
        schedule(coming(event), adviser(event, f"00000{number}"), event.slots.get(number=1), 0, by=BY, at=AT)

    with django_assert_num_queries(1):
        rows = running_rows(consultations_of_organiser(KEEPS, [event.partner_id]))

    assert len(rows) == count


def test_nobody_sees_anothers() -> None:
    one = planned()
    other = coming(one.event, "乙社")
    record = Record(notes="", summary="", issues=[], theme_code="", wish=None)
    record_consultation(one, record, seen=0, by=BY, at=LATER)

    assert list(consultations_of_registration(one.registration)) == [one]
    assert [
        consultations_of_registration(other).count(),
        consultations_of_organiser(KEEPS, [one.event.partner_id + 1]).count(),
        consultations_of_organiser(frozenset(), [one.event.partner_id]).count(),
        consultations_of_secretariat(frozenset({Right.EVENT_OVERSEE})).count(),
        consultations_of_secretariat(KEEPS).count(),
        consultations_of_company([1, 2, 3]).count(),
        consultations_of_specialist(one.specialist.user, frozenset(), at=LATER).count(),
    ] == [0] * 7


def test_days_follow_one_another_and_who_walked_in_comes_last() -> None:
    later = consultation_day(starts_at=STARTS + timedelta(days=1), ends_at=STARTS + timedelta(days=2))
    EventSlot.objects.update(starts_at=F("starts_at") + timedelta(days=1), ends_at=F("ends_at") + timedelta(days=1))
    sooner = consultation_day(later.partner)
    adviser(sooner)
    specialist = adviser(later)
    walked = walk_in(coming(sooner, "丙社"), specialist, slot=None, room=1, by=BY, at=AT)
    second = schedule(coming(later), specialist, later.slots.get(number=1), 1, by=BY, at=AT)
    first = schedule(coming(sooner, "乙社"), specialist, sooner.slots.get(number=3), 1, by=BY, at=AT)

    rows = running_rows(Consultation.objects.all())

    assert [row.key for row in rows] == [first.pk, second.pk, walked.pk]
