"""From a questionnaire to themes."""

import pytest

from tests.consultations.days import AT, BY, adviser, coming, consultation_day
from tsunagu.matching.actions import open_board
from tsunagu.matching.reading import day_of_board
from tsunagu.matching.wishes import table, themes_wished
from tsunagu.questionnaires.actions import answer_set, freeze_set
from tsunagu.questionnaires.sets import shipped_set
from tsunagu.reference.listing import themes


@pytest.mark.parametrize(
    ("answers", "wished"),
    [
        ({}, ()),
        ({"worry": ["E"]}, ("T4",)),
        ({"worry": ["A", "U"]}, ("T1", "T2", "T5", "T4")),
        ({"support": ["training"], "worry": ["A"]}, ("T5", "T1", "T2")),
        ({"support": ["other"], "worry": []}, ()),
        ({"support": "rules", "worry": None}, ("T1",)),
    ],
)
def test_themes_come_in_the_order_of_the_wish(answers: dict, wished: tuple[str, ...]) -> None:
    assert themes_wished(answers) == wished


def test_the_table_knows_the_set_and_the_themes() -> None:
    asked = {
        question.code: {choice.code for choice in question.choices} for question in shipped_set("attendee").questions()
    }
    told = table()

    for question in ("support", "worry"):
        assert told[question].keys() - asked[question] == set()
        assert {theme for row in told[question].values() for theme in row} - {theme.code for theme in themes()} == set()


@pytest.mark.django_db
def test_the_board_reads_them_from_the_frozen_answers() -> None:
    event = consultation_day()
    one, _ = coming(event), coming(event, "答えていない会社")
    adviser(event)
    subject, now = f"registration:{one.pk}", {"by": BY, "at": AT}
    answer_set(shipped_set("attendee"), {"worry": ["E"]}, subject=subject, scope=event.scope, seen=0, **now)
    freeze_set(shipped_set("attendee"), subject, **now)

    day = day_of_board(open_board(event, **now))

    assert [company.themes for company in day.companies] == [("T4",), ()]
