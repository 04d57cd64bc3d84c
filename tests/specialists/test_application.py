"""The steps of an application: what may stand in them, what is missing, the sheet they declare."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.specialists.applicants import LEVELS, WANTED, whole
from tests.specialists.test_content_values import CONTENTS
from tsunagu.base.errors import RuleBrokenError
from tsunagu.reference.skills import skill_subitems
from tsunagu.specialists.application.declaring import content_of
from tsunagu.specialists.application.fields import Field, Kind
from tsunagu.specialists.application.progress import UNREAD, StepState, is_whole, progress, step_progress
from tsunagu.specialists.application.reading import checked, empty_values, read, write
from tsunagu.specialists.application.steps import steps
from tsunagu.specialists.application.survey import answered, grounds_of, levels_of
from tsunagu.specialists.skill_answers import completed
from tsunagu.specialists.versions import as_declared


def field(kind: Kind, **more: Any) -> Field:
    return Field(key="x", label="見本", kind=kind, **more)


@pytest.mark.parametrize(
    ("kind", "more", "raw", "value"),
    [
        (Kind.TEXT, {}, "  見本　 花子 ", "見本 花子"),
        (Kind.LONG, {}, "一\r\n\r\n二 ", "一\n\n二"),
        (Kind.LINES, {}, "一\n\n 二 \n", ["一", "二"]),
        (Kind.NUMBER, {"most": 99999}, "３０，０００円", 30000),
        (Kind.NUMBER, {}, "", None),
        (Kind.LEVEL, {}, "0", 0),
        (Kind.LEVEL, {}, "", None),
        (Kind.YES_NO, {}, "no", False),
        (Kind.YES_NO, {}, "", None),
        (Kind.CHECK, {}, "on", True),
        (Kind.CHECK, {}, "", False),
        (Kind.CHOICE, {"choices": (("a", "A"),)}, "a", "a"),
        (Kind.CHOICES, {"choices": (("a", "A"), ("b", "B"))}, ["b", "a"], ["a", "b"]),
        (Kind.DAY, {}, "2026/12/01", "2026-12-01"),
        (Kind.RISS_NO, {}, "第０１７１３９号", "017139"),
        (Kind.EMAIL, {}, "ａ@example.jp", "a@example.jp"),
        (Kind.PHONE, {}, "０３ー００００ー００００", "03-0000-0000"),
    ],
)
def test_what_people_type_is_read(kind: Kind, more: dict[str, Any], raw: Any, value: object) -> None:
    found = read(field(kind, **more), raw)

    assert (found, type(found)) == (value, type(value))
    assert read(field(kind, **more), write(field(kind, **more), found)) == value


@pytest.mark.parametrize(
    ("kind", "raw", "sentence"),
    [
        (Kind.TEXT, "あ" * 201, "200文字までにしてください（今 201文字）。"),
        (Kind.TEXT, "a\x00", "目に見えない制御文字が入っています。消してから入れ直してください。"),
        (Kind.LINES, "あ\n" * 21, "20行までにしてください（今 21行）。"),
        (Kind.NUMBER, "1000", "0 から 200 までの数にしてください。"),
        (Kind.NUMBER, "-1", "0 から 200 までの数にしてください。"),
        (Kind.NUMBER, "三", "「三」は数として読めません。数字だけを入れてください。"),
        (Kind.LEVEL, "4", "0〜3のどれかを選んでください。"),
        (Kind.YES_NO, "maybe", "「はい」か「いいえ」を選んでください。"),
        (Kind.CHOICE, "z", "この中から選んでください。"),
        (Kind.CHOICES, ["z"], "この中から選んでください。"),
        (Kind.DAY, "2026-02-30", "日付を「2026-12-01」の形で入力してください。"),
        (Kind.RISS_NO, "12345", "登録番号は、数字6桁です。例：017139"),
        (Kind.EMAIL, "a@b", "メールアドレスの形が正しくありません。例：a@example.jp"),
        (Kind.PHONE, "abc", "電話番号を、数字と「-」で入力してください。例：03-0000-0000"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(kind: Kind, raw: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        read(field(kind), raw)


@pytest.mark.parametrize("code", list(steps()))
def test_a_step_nobody_touched_is_checked_as_it_is(code: str) -> None:
    assert checked(steps()[code], {}) == empty_values(steps()[code])


@pytest.mark.parametrize(
    ("step", "values", "named"),
    [
        ("basics", {"strange": 1}, None),
        ("basics", {"name": 1}, "name"),
        ("basics", {"residence": "99"}, "residence"),
        ("places", {"online": 1}, "online"),
        ("places", {"prefectures": "13"}, "prefectures"),
        ("skills-s1", {"S1-a-1": 7}, "S1-a-1"),
        ("skills-s1", {"S1-a-1": True}, "S1-a-1"),
        ("experience", {"cases": ["一\n二"]}, "cases"),
        ("experience", {"practice_years": 61}, "practice_years"),
    ],
)
def test_values_of_another_kind_are_refused_beside_their_field(step: str, values: dict[str, Any], named: str) -> None:
    with pytest.raises(RuleBrokenError) as refusal:
        checked(steps()[step], values)

    assert refusal.value.field == named


def test_every_question_of_the_survey_is_asked_once() -> None:
    keys = [field.key for code, step in steps().items() if code.startswith("skills-") for field in step.fields]

    grounds = [key for key in keys if key.endswith("grounds")]
    assert (len(keys), len(set(keys)), len(grounds)) == (64 + 25, 64 + 25, len(skill_subitems()))


def test_a_new_application_says_everything_that_is_missing() -> None:
    found = progress({})

    assert {one.step.code: [lack.field for lack in one.missing] for one in found if one.missing} == {
        "basics": ["riss_no", "name", "name_kana", "residence", "affiliation"],
        "eligibility": ["way", "briefing"],
        "skills-s1": ["S1-a-1"],
        "themes": ["themes_able"],
        "terms": ["periods", "monthly_cap", "onsite_consulting"],
        "places": ["online"],
        "industries": ["industries"],
        "experience": ["practice_years", "cases_supported", "has_chamber_ties"],
        "introduction": ["introduction"],
        "contact": ["open_data_agreed"],
    }
    assert {one.state for one in found} == {StepState.OPEN}


def test_a_whole_application_lacks_nothing() -> None:
    found = {one.step.code: one.state for one in progress(whole())}

    assert (is_whole(whole()), found.pop("photo"), set(found.values())) == (True, StepState.OPEN, {StepState.DONE})


@pytest.mark.parametrize(
    ("step", "change", "lacks"),
    [
        ("eligibility", {"way": "bound"}, ["way"]),
        ("eligibility", {"way": "advising_firm", "employer_agreed": None}, ["employer_agreed"]),
        ("eligibility", {"way": "side_job", "employer_agreed_on": ""}, ["employer_agreed_on"]),
        ("eligibility", {"way": "independent", "employer_agreed": None, "employer_agreed_on": ""}, []),
        ("eligibility", {"briefing": "not_yet"}, ["briefing"]),
        ("terms", {"onsite_consulting_min": None}, ["onsite_consulting_min"]),
        ("terms", {"onsite_consulting_max": 1}, ["onsite_consulting_max"]),
        ("terms", {"onsite_consulting": False, "incident_emergency": False}, ["onsite_consulting"]),
        ("places", {"online": False, "prefectures": []}, ["prefectures"]),
        ("places", {"online": False, "prefectures": ["13"]}, []),
        ("introduction", {"introduction": ""}, ["introduction"]),
    ],
)
def test_what_a_step_lacks_or_contradicts_is_named(step: str, change: dict[str, Any], lacks: list[str]) -> None:
    content = whole()
    content[step] |= change

    assert [lack.field for lack in step_progress(step, content).missing] == lacks


def test_one_answer_of_the_survey_is_enough_and_none_is_not() -> None:
    none = {code: [None] * len(levels) for code, levels in LEVELS.items()}
    one = none | {"S4-d": [0]}

    assert (is_whole(whole(levels=none)), is_whole(whole(levels=one))) == (False, True)
    assert [answered(levels_of(whole(levels=levels))) for levels in (none, one, LEVELS)] == [0, 1, 64]


def test_not_answered_is_not_zero() -> None:
    levels = LEVELS | {"S1-c": [None, 0]}
    content = whole(levels=levels)

    assert levels_of(content) == levels
    assert (step_progress("skills-s1", content).note, step_progress("skills-s1", content).state) == (
        "9問のうち8問", StepState.BEGUN,
    )  # fmt: skip


def test_what_could_not_be_read_keeps_a_step_open() -> None:
    content: dict[str, Any] = whole()
    content[UNREAD] = {"experience": {"practice_years": "三"}}

    assert [lack.field for lack in step_progress("experience", content).missing] == ["practice_years"]
    assert not is_whole(content)


def test_the_steps_declare_the_sheet() -> None:
    assert content_of(whole()) == WANTED
    assert grounds_of(whole()) == {"S1-a": "支援10件"}


SIMPLE = CONTENTS.filter(lambda content: len({fee.form for fee in content.fees}) == len(content.fees))


@given(SIMPLE, st.booleans())
def test_what_is_published_can_be_edited_and_says_the_same(content: Any, is_answered: bool) -> None:  # noqa: FBT001
    levels = completed(LEVELS) if is_answered else {}
    once = content_of(values_of_any(content, levels))

    assert content_of(values_of_any(once, levels)) == once
    assert as_declared(once).prefectures == content.prefectures


def values_of_any(content: Any, levels: Any) -> dict[str, Any]:
    return whole(replace(content), levels=levels)
