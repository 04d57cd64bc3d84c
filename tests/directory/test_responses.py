"""Response times are public from five answers on, and never part of the order of the list."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from tests.directory.asking import DAYS, HOURS, SPECIALIST, delivered, person, target_of
from tests.doors.entering import text_of
from tests.specialists.published import AT, TODAY
from tsunagu.base.actor import SYSTEM
from tsunagu.directory.actions.answering import accept_enquiry, decline_enquiry, expire_target
from tsunagu.directory.conditions import Conditions
from tsunagu.directory.enquiry_rules import ResponseFigures, response_figures
from tsunagu.directory.queries.responses import response_times
from tsunagu.directory.search import Search
from tsunagu.directory.states import DeclineReason
from tsunagu.specialists.models import PublishedSheet, Specialist


@pytest.mark.parametrize(
    ("answered", "expired", "figures"),
    [
        ([1] * 4, 10, None),
        ([1] * 5, 0, ResponseFigures(5, 100, 1)),
        ([0.1] * 5, 0, ResponseFigures(5, 100, 1)),
        ([1, 1, 2.5, 4, 4], 5, ResponseFigures(10, 50, 3)),
        ([1, 1, 1, 4, 5, 6], 0, ResponseFigures(6, 100, 3)),
    ],
)
def test_median_days_and_share_answered(answered: list[float], expired: int, figures: ResponseFigures | None) -> None:
    assert response_figures([timedelta(days=days) for days in answered], expired) == figures


@pytest.mark.parametrize(("days", "words"), [(0, "1日以内"), (1, "1日以内"), (2, "およそ2日")])
def test_how_fast_in_words(days: int, words: str) -> None:
    assert ResponseFigures(5, 100, days).speed_words == words


def answer_five(number: str, *, expired: int = 0) -> Specialist:
    """Five answers after two days each, and so many enquiries without one."""
    specialist = person(number, monthly_cap=30)
    for turn in range(5 + expired):
        at = AT - 60 * DAYS + turn * DAYS
        enquiry = delivered(number, words=f"文{number}{turn}", email=f"a{turn}@kaisha.example", at=at)
        target = target_of(enquiry, number)
        if turn < expired:
            expire_target(target, by=SYSTEM, at=at + 8 * DAYS)
        elif turn % 2:
            decline_enquiry(target, DeclineReason.BUSY, by=SPECIALIST, at=at + 2 * DAYS)
        else:
            accept_enquiry(target, by=SPECIALIST, at=at + 2 * DAYS)
    return specialist


@pytest.mark.django_db
def test_the_sheet_tells_everybody(client: Client) -> None:
    answer_five("000001", expired=1)
    person("000002")

    with time_machine.travel(AT, tick=False):
        told, silent = text_of(client.get("/specialists/000001")), text_of(client.get("/specialists/000002"))

    assert "回答の早さ：およそ2日。回答した割合：83%（この1年、6件）。並び順には使いません。" in told
    assert "回答の早さ" not in silent


@pytest.mark.django_db
def test_what_waits_was_withdrawn_or_is_older_than_a_year_does_not_count(django_assert_num_queries) -> None:
    specialist = answer_five("000001")
    delivered("000001", words="待っています", email="z@kaisha.example", at=AT)

    with django_assert_num_queries(1):
        now = response_times(specialist.pk, at=AT + HOURS)
    later = response_times(specialist.pk, at=AT + 400 * DAYS)

    assert (now, later) == (ResponseFigures(5, 100, 2), None)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_answers_never_change_the_order(seed: int) -> None:
    for number in ("000001", "000002", "000003"):
        person(number, monthly_cap=30)
    search = Search(Conditions(need="A-1", place=("13",)), TODAY)
    before = search.order(seed, limit=9)
    last = PublishedSheet.objects.get(pk=before[-1].specialist_id)

    for turn in range(5):
        at = AT + turn * DAYS - 9 * DAYS
        enquiry = delivered(last.riss_no, words=f"文{turn}", email=f"a{turn}@kaisha.example", at=at)
        accept_enquiry(target_of(enquiry, last.riss_no), by=SPECIALIST, at=at + HOURS)

    assert response_times(last.pk, at=AT) == ResponseFigures(5, 100, 1)
    assert search.order(seed, limit=9) == before
