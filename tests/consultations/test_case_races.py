"""Many at once: one takes a case over, one specialist is decided, one window moves the step, one desk has somebody."""

from datetime import timedelta

import pytest

from tests.consultations.casework import AT, BY, asked, case, coordinator, partner, specialist
from tests.consultations.test_races import HANDS, at_once
from tsunagu.accounts.models import Membership
from tsunagu.consultations.actions.case_candidates import DECIDED_ALREADY, answer_candidate, decide
from tsunagu.consultations.actions.case_keeping import GONE, take_over
from tsunagu.consultations.actions.case_steps import ELSEWHERE, StepRecord, write_step
from tsunagu.consultations.actions.desks import BUSY, add_shift, ask_shift
from tsunagu.consultations.models import CaseCandidate, CaseFile, DeskShift
from tsunagu.consultations.states import StepMove
from tsunagu.journal.models import Entry
from tsunagu.specialists.models import Specialist

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.timeout(300)]


def test_two_colleagues_take_over_at_once_and_one_has_it() -> None:
    one = case()
    people = [coordinator(one.partner) for _ in range(HANDS)]
    Membership.objects.filter(user=one.keeper).update(until=AT)

    def take(who) -> None:
        take_over(CaseFile.objects.select_related("keeper").get(pk=one.pk), who, by=BY, at=AT)

    said = at_once([lambda who=who: take(who) for who in people])

    assert (said, Entry.objects.filter(verb="case.taken_over").count()) == ({"done": 1, GONE: HANDS - 1}, 1)


def test_of_several_who_said_yes_one_is_decided() -> None:
    one = case()
    people = [asked(one, f"{number:06}") for number in range(11, 15)]
    for candidate in people:
        answer_candidate(candidate, is_accepted=True, by=BY, at=AT)

    def choose(key: int) -> None:
        decide(CaseCandidate.objects.select_related("case__partner").get(pk=key), by=BY, at=AT)

    said = at_once([lambda key=candidate.pk: choose(key) for candidate in people])

    assert (said, CaseCandidate.objects.filter(state="decided").count()) == ({"done": 1, DECIDED_ALREADY: 3}, 1)


def test_a_step_is_finished_once() -> None:
    one = case()
    told = StepRecord(held_on=None, people="", notes="")

    def finish() -> None:
        write_step(CaseFile.objects.get(pk=one.pk), StepMove.DONE, told, seen="intake", by=BY, at=AT)

    said = at_once([finish] * HANDS)

    assert (said, CaseFile.objects.get().step, one.steps.count()) == ({"done": 1, ELSEWHERE: HANDS - 1}, "search", 1)


def test_for_overlapping_shifts_one_specialist_is_asked_once() -> None:
    of, who = partner(), specialist()
    begins = [AT + timedelta(days=9, minutes=10 * number) for number in range(12)]
    hours = timedelta(hours=3)
    keys = [add_shift(of, one, one + hours, "本館", is_online=False, by=BY, at=AT).pk for one in begins]

    def ask(key: int) -> None:
        ask_shift(DeskShift.objects.get(pk=key), Specialist.objects.get(pk=who.pk), by=BY, at=AT)

    said = at_once([lambda key=key: ask(key) for key in keys])

    assert (said, DeskShift.objects.filter(state="asked").count()) == ({"done": 1, BUSY: 11}, 1)
