"""The self-diagnosis saved as one goes, finished, taken again; nothing of it readable in the database."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.questionnaires.models import PrivateAnswers
from tsunagu.reference.self_diagnosis import self_diagnosis
from tsunagu.toolkit.actions import finish_diagnosis, save_diagnosis
from tsunagu.toolkit.diagnosis_set import diagnosis_set
from tsunagu.toolkit.queries import diagnosis_result, diagnosis_rows, find_diagnosis, open_diagnosis

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
BY = Actor("user:1", "見本 花子")
MINE = "company:3"
DONE = {str(item.no): "done" for item in self_diagnosis().items}


def save(answers: dict, *, seen: int = 0, subject: str = MINE, at: datetime = AT) -> PrivateAnswers:
    return save_diagnosis(answers, subject=subject, scope=MINE, seen=seen, by=BY, at=at)


def finished(answers: dict, *, at: datetime = AT, subject: str = MINE) -> PrivateAnswers:
    save(answers, at=at, subject=subject)
    return finish_diagnosis(subject, by=BY, at=at)


def test_half_of_the_answers_are_kept_and_the_rest_follows() -> None:
    save({"1": "done", "2": "unknown"})

    save({"1": "partial", "2": "unknown", "3": "done"}, seen=1)

    kept = open_diagnosis(MINE)
    assert (kept.answers, kept.revision, kept.frozen_at) == ({"1": "partial", "2": "unknown", "3": "done"}, 2, None)


def test_it_is_not_finished_while_an_item_is_open() -> None:
    save({no: "done" for no in DONE if no not in {"7", "9"}})

    with pytest.raises(RuleBrokenError, match="あと2問") as refusal:
        finish_diagnosis(MINE, by=BY, at=AT)

    assert (refusal.value.field, diagnosis_rows([MINE])) == ("7", [])


def test_nothing_begun_cannot_be_finished() -> None:
    with pytest.raises(RuleBrokenError, match="まだ何も"):
        finish_diagnosis(MINE, by=BY, at=AT)


@pytest.mark.parametrize(
    ("answers", "field"),
    [({"1": "maybe"}, "1"), ({"1": ["done"]}, "1"), ({"why-1": "あ" * 101}, "why-1"), ({"99": "done"}, None)],
)
def test_answers_that_do_not_fit_are_refused(answers: dict, field: str | None) -> None:
    with pytest.raises(RuleBrokenError) as refusal:
        save(answers)

    assert (refusal.value.field, PrivateAnswers.objects.count()) == (field, 0)


@pytest.mark.parametrize("seen", [0, 2])
def test_who_is_overtaken_is_told_and_what_was_saved_stays(seen: int) -> None:
    save({"1": "done"})

    with pytest.raises(RuleBrokenError, match="先に保存"):
        save({"1": "not_done"}, seen=seen)

    assert open_diagnosis(MINE).answers == {"1": "done"}


def test_taken_again_it_shows_the_change() -> None:
    finished(DONE | {"1": "not_done", "9": "not_applicable", "why-9": "無線LANがない", "2": "unknown"})
    kept = finished(DONE | {"2": "unknown", "3": "partial"}, at=AT + timedelta(days=90))

    result = diagnosis_result(kept, [MINE])

    assert (result.score.total, result.change, result.before.total) == (93, 2, 91)
    assert [(line.item.no, line.before, line.words) for line in result.changed_items] == [
        (1, "実施していない", "実施している"),
        (3, "実施している", "一部実施している"),
        (9, "対象外（使っていない）", "実施している"),
    ]
    assert [(part.points, part.before) for part in result.parts] == [(13, 11), (52, 52), (28, 28)]
    assert ([step.item.no for step in result.first], result.first[0].is_to_check) == ([2, 3], True)


def test_the_one_before_is_the_one_finished_before_whichever_was_begun_first() -> None:
    by_link = "registration:5"
    save(DONE | {"1": "partial"})
    finished(DONE | {"1": "not_done"}, subject=by_link, at=AT + timedelta(days=1))
    own = finish_diagnosis(MINE, by=BY, at=AT + timedelta(days=30))

    result = diagnosis_result(own, [MINE, by_link])

    assert (result.score.total, result.before.total) == (98, 96)


def test_the_first_time_there_is_nothing_to_compare() -> None:
    result = diagnosis_result(finished(DONE | {"9": "not_applicable", "why-9": "ない"}), [MINE])

    assert (result.before, result.change, result.changed_items) == (None, None, ())
    assert [(line.item.no, line.reason) for line in result.items if line.reason] == [(9, "ない")]


def test_six_come_first_and_the_rest_is_kept() -> None:
    result = diagnosis_result(finished(dict.fromkeys(DONE, "not_done")), [MINE])

    assert (len(result.first), len(result.rest), result.score.total) == (6, 19, 0)


def test_another_company_finds_nothing() -> None:
    kept = finished(DONE)

    assert (find_diagnosis(["company:4"], kept.pk), diagnosis_rows(["company:4"])) == (None, [])
    assert find_diagnosis([MINE, "registration:1"], kept.pk) == kept


def test_the_answers_are_encrypted() -> None:
    finished(DONE | {"why-9": "電波がない"})

    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM questionnaires_privateanswers")
        (stored,) = cursor.fetchone()

    assert [word for word in ("done", "電波", "why") if word in stored] == []


def test_the_set_asks_each_item_once_with_the_scale() -> None:
    asked = diagnosis_set()

    needed = [question for question in asked.questions() if question.is_needed]
    assert (len(needed), len(list(asked.questions()))) == (25, 50)
    assert {tuple(choice.code for choice in question.choices) for question in needed} == {
        ("done", "partial", "not_done", "unknown", "not_applicable")
    }
