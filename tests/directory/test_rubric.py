from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.directory.in_sql import TABLE, points_of, points_sql, sql_of
from tests.directory.people import AT, PLAIN, TODAY, register_entry
from tests.directory.strategies import DAYS, conditions, sheet_columns
from tsunagu.base.calendar import years_between
from tsunagu.directory import asking
from tsunagu.directory.conditions import Conditions, everything, questions
from tsunagu.directory.people import COLUMNS, People, people_of
from tsunagu.directory.predicates import Both, Either, Not, Question
from tsunagu.directory.rubric import band_width, criteria, explain, points
from tsunagu.directory.search import absences
from tsunagu.specialists import actions
from tsunagu.specialists.models import PublishedSheet, Specialist
from tsunagu.specialists.states import AreaMark

thorough = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def five(db: None) -> list[Specialist]:
    return Specialist.objects.bulk_create(
        Specialist(riss_no=f"{100 + number:06}", name="見本", name_kana="みほん", created_at=AT) for number in range(5)
    )


def write(specialists: list[Specialist], drawn: list[dict[str, Any]]) -> list[PublishedSheet]:
    PublishedSheet.objects.all().delete()
    PublishedSheet.objects.bulk_create(
        PublishedSheet(
            specialist=one,
            **actions.sheet_columns(one, PLAIN, {}, register_entry(int(one.riss_no)), confirmed_on=TODAY, at=AT)
            | columns,
        )
        for one, columns in zip(specialists, drawn, strict=False)
    )
    return list(PublishedSheet.objects.order_by("pk"))


def at_once(rows: list[PublishedSheet]) -> People:
    return people_of({name: getattr(row, name) for name in ("specialist_id", *COLUMNS)} for row in rows)


def asked_in_sql(expressions: list[str]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(expressions)} FROM {TABLE} ORDER BY specialist_id")
        return cursor.fetchall()


@thorough
@given(search=conditions(), drawn=st.lists(sheet_columns(), min_size=5, max_size=5), today=DAYS)
def test_points_are_the_same_one_by_one_of_everybody_at_once_and_in_sql(five, search, drawn, today) -> None:
    rubric = criteria(search, today=today)
    rows = write(five, drawn)

    found = asked_in_sql([points_sql(rubric), *map(points_of, rubric)])

    lines = [[line.points for line in explain(rubric, row)] for row in rows]
    assert found == [(points(rubric, row), *line) for row, line in zip(rows, lines, strict=True)]
    assert asking.points(rubric, at_once(rows).columns).tolist() == [row[0] for row in found]


@thorough
@given(search=conditions(), drawn=st.lists(sheet_columns(), min_size=5, max_size=5), today=DAYS)
def test_a_question_has_the_same_answer_one_by_one_of_everybody_at_once_and_in_sql(five, search, drawn, today) -> None:
    rungs = [rung.question for criterion in criteria(search, today=today) for rung in criterion.rungs]
    asked: list[Question] = [question for _, question in questions(search)] + [*absences(today).values(), *rungs]
    asked += [Not(question) for question in asked] + [
        everything(search),
        Both(tuple(asked[:3])),
        Either(tuple(asked[:3])),
    ]
    rows = write(five, drawn)

    found = asked_in_sql([f"CASE WHEN {sql_of(question)} THEN 1 ELSE 0 END" for question in asked])

    assert found == [tuple(int(question.holds(row)) for question in asked) for row in rows]
    people = at_once(rows).columns
    assert list(zip(*(asking.holds(question, people).tolist() for question in asked), strict=True)) == found


@given(search=conditions(), columns=sheet_columns(), today=DAYS)
def test_points_lie_between_0_and_100_and_every_line_below_its_most(search, columns, today) -> None:
    rubric = criteria(search, today=today)

    lines = explain(rubric, SimpleNamespace(**columns))

    assert sum(criterion.most for criterion in rubric) == 100
    assert all(0 <= line.points <= line.most for line in lines)
    assert sum(line.points for line in lines) == points(rubric, SimpleNamespace(**columns))


@given(columns=sheet_columns(), today=DAYS)
def test_without_conditions_everybody_has_full_points_but_for_proof_and_years(columns, today) -> None:
    lines = explain(criteria(Conditions(), today=today), SimpleNamespace(**columns))

    assert not any(line.is_asked for line in lines)
    assert {line.label: line.points for line in lines if "全員に満点" in line.because} == {
        "場所": 30, "指導テーマ": 25, "得意な領域": 20, "業種": 15, "テーマの支援実績": 3,
    }  # fmt: skip


COUNTED = (
    *("load", "load_month", "monthly_cap", "cases_supported", "practice_years"),
    *("has_chamber_ties", "availability", "paused_until", "industries_delivered"),
)


@thorough
@given(search=conditions(), one=sheet_columns(), other=sheet_columns(), today=DAYS)
def test_popularity_and_load_never_change_points(five, search, one, other, today) -> None:
    changed = one | {name: other[name] for name in COUNTED}
    rubric = criteria(search, today=today)
    rows = write(five, [one, changed])

    first, second = asked_in_sql([points_sql(rubric)])

    assert first == second == (points(rubric, rows[0]),)


@given(search=conditions(), columns=sheet_columns(), today=DAYS, count=st.integers(0, 100_000))
def test_the_rubric_reads_no_column_that_counts(search, columns, today, count) -> None:
    seen: set[str] = set()

    class Watched(SimpleNamespace):
        def __getattribute__(self, name: str) -> Any:
            seen.add(name)
            return super().__getattribute__(name)

    points(criteria(search, today=today), Watched(**columns | {"cases_supported": count}))

    assert seen & set(COUNTED) == set()


ROW = {
    "prefectures": 0, "online": False, "themes_able": 0, "themes_delivered": 0, "industries": 0, "proof_until": None,
    "audit_proof_until": None, "registered_on": date(2026, 10, 1),
    **{f"mark_{area}": AreaMark.BLANK for area in ("a0", "s1", "s2", "s3", "s4", "s5", "s6", "a7")},
}  # fmt: skip


@pytest.mark.parametrize(
    ("search", "columns", "expected"),
    [
        (Conditions(place=("13",)), {}, 63),
        (Conditions(place=("13",)), {"online": True}, 63 + 20),
        (Conditions(place=("13",)), {"prefectures": 1 << 12, "online": True}, 63 + 30),
        (Conditions(theme=("T2",)), {}, 93 - 25 - 3),
        (Conditions(theme=("T2",)), {"themes_able": 2}, 93 - 3),
        (Conditions(theme=("T2",)), {"themes_able": 2, "themes_delivered": 2}, 93),
        (Conditions(record=("T2",)), {"themes_able": 2, "themes_delivered": 2}, 93),
        (Conditions(industry=("medical",)), {}, 93 - 15),
        (Conditions(need="E-1"), {}, 93 - 20),
        (Conditions(need="E-1"), {"mark_s5": AreaMark.CIRCLE}, 93 - 20 + 12),
        (Conditions(need="E-1"), {"mark_s5": AreaMark.DOUBLE_CIRCLE}, 93),
        (Conditions(need="A-4"), {"mark_a7": AreaMark.DOUBLE_CIRCLE}, 93 - 25 - 20 - 3),
        (
            Conditions(need="A-4"),
            {"mark_a7": AreaMark.DOUBLE_CIRCLE, "audit_proof_until": TODAY},
            93 - 25 - 3,
        ),
        (Conditions(), {"proof_until": TODAY}, 93 + 4),
        (Conditions(), {"proof_until": date(2026, 11, 20)}, 93),
        (Conditions(), {"registered_on": date(2023, 11, 22)}, 93),
        (Conditions(), {"registered_on": date(2023, 11, 21)}, 93 + 2),
        (Conditions(), {"registered_on": date(2020, 11, 22)}, 93 + 2),
        (Conditions(), {"registered_on": date(2020, 11, 21)}, 93 + 3),
    ],
)
def test_points_of_the_promise(search, columns, expected) -> None:
    assert points(criteria(search, today=TODAY), SimpleNamespace(**ROW | columns)) == expected


@given(
    registered_on=st.dates(date(2016, 1, 1), date(2028, 12, 31)), today=st.dates(date(2016, 1, 1), date(2036, 12, 31))
)
@example(registered_on=date(2025, 3, 1), today=date(2028, 2, 29))
@example(registered_on=date(2025, 2, 28), today=date(2028, 2, 29))
@example(registered_on=date(2024, 2, 29), today=date(2027, 2, 28))
def test_years_on_the_register_are_the_years_shown(registered_on, today) -> None:
    rubric = criteria(Conditions(), today=today)
    years = years_between(registered_on, today)

    found = points(rubric, SimpleNamespace(**ROW | {"registered_on": registered_on}))

    assert found == 93 + (3 if years >= 6 else 2 if years >= 3 else 0)


def test_a_band_is_five_points_wide() -> None:
    assert band_width() == 5
