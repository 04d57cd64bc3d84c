"""The figures of one partner: its own cases, days, hours and people, and nobody else's."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.consultations.casework import AT, BY, CLIENT, case, decided, partner, specialist
from tsunagu.consultations.actions.case_files import close_case
from tsunagu.consultations.actions.desks import add_shift, answer_shift, ask_shift
from tsunagu.consultations.actions.pools import answer_membership, ask_for_membership
from tsunagu.consultations.case_statistics import statistics_of
from tsunagu.consultations.models import CaseCandidate, CaseFile, DeskShift
from tsunagu.partners.models import Partner

pytestmark = pytest.mark.django_db


def figures(of: Partner, year: int = 2026) -> dict[str, int]:
    """What is more than nothing."""
    rows = statistics_of([of.pk], year, today=AT.date())
    return {f"{row.group}：{row.label}": row.number for row in rows if row.number}


def test_cases_are_counted_by_kind_step_need_and_theme_and_only_ones_own() -> None:
    of = partner()
    one = case(of)
    close_case(case(of, one.keeper, replace(CLIENT, theme="", need="E-1")), by=BY, at=AT)
    case(partner(name="よそ"))

    assert figures(of) == {
        "案件：この年度に作った案件": 2,
        "案件：終わった案件": 1,
        "種類：支援機関の案件": 2,
        "進行中の案件の段階：相談ごと": 1,
        **{key: 1 for key in figures(of) if key.startswith(("相談したいこと", "指導テーマ"))},
    }
    assert len([key for key in figures(of) if key.startswith(("相談したいこと", "指導テーマ"))]) == 4


@pytest.mark.parametrize(("days", "middle"), [([4], 4), ([0, 4, 20], 4), ([2, 4], 3)])
def test_the_days_to_a_decision_are_those_of_the_case_in_the_middle(days: list[int], middle: int) -> None:
    of = partner()
    for number, wait in enumerate(days):
        one = decided(case(of), f"00001{number}")
        CaseCandidate.objects.filter(pk=one.pk).update(decided_at=AT + timedelta(days=wait))

    found = statistics_of([of.pk], 2026, today=AT.date())

    told = {row.label: row.number for row in found if row.group == "専門家の決定"}
    assert told == {"専門家が決まった案件": len(days), "決まるまでの日数（ちょうど真ん中の案件）": middle}


def test_hours_of_the_desk_and_people_of_the_pool() -> None:
    of, who = partner(), specialist(themes_able=("T1",), themes_delivered=())
    begins = AT + timedelta(days=1)
    for hours in (2, 3):
        shift = add_shift(of, begins, begins + timedelta(hours=hours), "本館", is_online=False, by=BY, at=AT)
        begins += timedelta(days=1)
        answer_shift(ask_shift(shift, who, by=BY, at=AT), is_accepted=True, by=BY, at=AT)
    add_shift(of, begins, begins + timedelta(hours=9), "本館", is_online=False, by=BY, at=AT)
    answer_membership(ask_for_membership(of, who, date(2027, 3, 31), by=BY, at=AT), is_accepted=True, by=BY, at=AT)

    assert list(figures(of).values()) == [2, 5, 1, 1]


def test_a_year_begins_in_april_in_japan() -> None:
    of = partner()
    case(of)
    CaseFile.objects.update(opened_at=datetime.fromisoformat("2026-03-31T15:00:00+00:00"))

    assert [figures(of, year).get("案件：この年度に作った案件") for year in (2025, 2026)] == [None, 1]


@pytest.mark.parametrize("count", [1, 3])
def test_the_figures_cost_the_same_for_one_and_for_many(count: int, django_assert_num_queries) -> None:
    of = partner()
    for number in range(count):
        decided(case(of), f"00001{number}")
        shift = add_shift(
            of, AT + timedelta(days=1), AT + timedelta(days=1, hours=1), "本館", is_online=False, by=BY, at=AT
        )
        DeskShift.objects.filter(pk=shift.pk).update(made_at=AT)
        ask_for_membership(of, specialist(f"00002{number}"), date(2027, 3, 31), by=BY, at=AT)

    with django_assert_num_queries(5):
        rows = statistics_of([of.pk], 2026, today=AT.date())

    assert rows[0].number == count
