"""Question sets as data: every version reads, its lists are the reference's, and answers are checked and worded."""

from datetime import UTC, datetime

import pytest

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.questionnaires.actions import answer_set, erase_private_answers, freeze_set
from tsunagu.questionnaires.models import PrivateAnswers
from tsunagu.questionnaires.sets import AnswerLine, answer_lines, checked_answers, shipped_set, versions_of
from tsunagu.reference.loading import load
from tsunagu.reference.menus import menus

AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
BY = Actor("visitor", "一般利用者")
ASKED = shipped_set("attendee")


def choices(code: str) -> dict[str, str]:
    return {one.code: one.label for question in ASKED.questions() if question.code == code for one in question.choices}


@pytest.mark.parametrize("version", versions_of("attendee"))
def test_every_version_reads_and_its_codes_are_its_own(version: str) -> None:
    asked = shipped_set("attendee", version)

    codes = [question.code for question in asked.questions()]
    assert (asked.version, len(set(codes))) == (version, len(codes))
    for question in asked.questions():
        assert len({choice.code for choice in question.choices}) == len(question.choices)
        assert bool(question.choices) == (question.kind in {"one", "many"}), question.code


def test_the_worries_are_the_menus_and_choosing_the_five_viewpoints() -> None:
    assert list(choices("worry")) == [menu.code for menu in menus()]
    assert list(choices("choosing").values()) == load("listing")["selection_viewpoints_seed"]


def test_a_version_never_shipped_is_not_found() -> None:
    with pytest.raises(KeyError):
        shipped_set("attendee", "1999.1")


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"motive": "talk"}, "motive"),
        ({"motive": ["talk", "nothing"]}, "motive"),
        ({"experience": ["never"]}, "experience"),
        ({"choosing": ["emergency", "concrete", "cost", "industry"]}, "choosing"),
        ({"worry_words": "あ" * 1001}, "worry_words"),
        ({"worry_words": ["あ"]}, "worry_words"),
    ],
)
def test_answers_that_do_not_fit_name_their_question(answers: dict, field: str) -> None:
    with pytest.raises(RuleBrokenError) as refusal:
        checked_answers(ASKED, answers)

    assert refusal.value.field == field


def test_answers_are_kept_in_order_without_empty_ones_and_said_in_words() -> None:
    told = checked_answers(ASKED, {"worry_words": "", "experience": "never", "motive": ["talk", "news"]})

    assert list(told.items()) == [("motive", ["talk", "news"]), ("experience", "never")]
    assert answer_lines(ASKED, told) == [
        AnswerLine("参加しようと思ったきっかけ", "講演の内容に興味があった、ニュースを見て気になった"),
        AnswerLine("セキュリティの専門家に相談したことがありますか", "相談したことがない"),
    ]


@pytest.mark.django_db
def test_frozen_answers_keep_their_version_and_a_new_set_can_begin() -> None:
    answer_set(ASKED, {"experience": "never"}, subject="registration:1", scope="partner:1", seen=0, by=BY, at=AT)

    kept = freeze_set(ASKED, "registration:1", by=BY, at=AT)
    answer_set(ASKED, {"experience": "asked"}, subject="registration:1", scope="partner:1", seen=0, by=BY, at=AT)

    assert (kept.set_version, kept.frozen_at, kept.answers) == (ASKED.version, AT, {"experience": "never"})
    assert PrivateAnswers.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(("day", "left"), [(21, 1), (22, 0)])
def test_old_answers_go_for_good(day: int, left: int) -> None:
    answer_set(ASKED, {"experience": "never"}, subject="registration:1", scope="partner:1", seen=0, by=BY, at=AT)

    gone = erase_private_answers(before=datetime(2026, 11, day, tzinfo=UTC).date(), by=BY, at=AT)

    assert (gone, PrivateAnswers.objects.count()) == (1 - left, left)
