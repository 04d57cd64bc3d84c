"""How far an application is: what is missing, step by step."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tsunagu.base.labels import LabelledEnum
from tsunagu.specialists.application.fees import forms, wrong_fees
from tsunagu.specialists.application.fields import Field, Kind, Step
from tsunagu.specialists.application.reading import empty_values
from tsunagu.specialists.application.steps import BOUND, NOT_YET, PHOTO, WITH_EMPLOYER, steps
from tsunagu.specialists.application.survey import answered, levels_of

UNREAD = "unread"  # what was typed and could not be read, by step and field
UNREADABLE = "読めない値があります。入れ直してください。"


class StepState(LabelledEnum):
    """How far a step is."""

    OPEN = "open", "まだ"
    BEGUN = "begun", "途中"
    DONE = "done", "済み"


@dataclass(frozen=True, slots=True)
class Missing:
    """What to do before the application can be sent: the field and a sentence."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class StepProgress:
    """One step: how far it is, what is missing, and a word beside it (how many questions are answered)."""

    step: Step
    state: StepState
    missing: tuple[Missing, ...]
    note: str = ""


def progress(content: Mapping[str, Any]) -> tuple[StepProgress, ...]:
    """Every step of a draft's content, in order."""
    return tuple(step_progress(code, content) for code in steps())


def step_progress(code: str, content: Mapping[str, Any]) -> StepProgress:
    """One step."""
    step, said = steps()[code], content.get(code, {})
    values = empty_values(step) | said
    unread = [Missing(key, UNREADABLE) for key in content.get(UNREAD, {}).get(code, {})]
    missing = (*unread, *_lacks(step, values), *_RULES.get(code, _no_rule)(values, content))
    if code == PHOTO:
        return StepProgress(step, StepState.DONE if said.get(PHOTO) else StepState.OPEN, ())
    if code.startswith("skills-"):
        return _survey_progress(step, values, missing)
    touched = any(values[key] != value for key, value in empty_values(step).items())
    state = StepState.DONE if touched and not missing else StepState.BEGUN if touched or unread else StepState.OPEN
    return StepProgress(step, state, missing)


def is_whole(content: Mapping[str, Any]) -> bool:
    """Whether the application can be sent."""
    return not any(one.missing for one in progress(content))


def _survey_progress(step: Step, values: Mapping[str, Any], missing: tuple[Missing, ...]) -> StepProgress:
    questions = [field.key for field in step.fields if field.kind is Kind.LEVEL]
    said = sum(values[key] is not None for key in questions)
    state = StepState.DONE if said == len(questions) else StepState.BEGUN if said else StepState.OPEN
    return StepProgress(step, state, missing, f"{len(questions)}問のうち{said}問")


def _lacks(step: Step, values: Mapping[str, Any]) -> list[Missing]:
    needed = [field for field in step.fields if field.is_needed]
    return [Missing(field.key, _sentence(field)) for field in needed if values[field.key] in (None, "", [])]


def _sentence(field: Field) -> str:
    chosen = {Kind.CHOICE, Kind.CHOICES, Kind.YES_NO}
    return f"「{field.label}」を{'選んで' if field.kind in chosen else '入力して'}ください。"


def _no_rule(_values: Mapping[str, Any], _content: Mapping[str, Any]) -> list[Missing]:
    return []


def _eligibility(values: Mapping[str, Any], _content: Mapping[str, Any]) -> list[Missing]:
    found = []
    if values["way"] == BOUND:
        found.append(Missing("way", "副業・兼業ができるようになったら、申請できます。"))
    if values["way"] in WITH_EMPLOYER and not values["employer_agreed"]:
        found.append(Missing("employer_agreed", "勤務先の同意を得てから申請します。"))
    if values["way"] in WITH_EMPLOYER and values["employer_agreed"] and not values["employer_agreed_on"]:
        found.append(Missing("employer_agreed_on", "同意を得た日を入力してください。"))
    if values["briefing"] == NOT_YET:
        found.append(Missing("briefing", "説明会に出るか、録画を見てから申請します。"))
    return found


def _terms(values: Mapping[str, Any], _content: Mapping[str, Any]) -> list[Missing]:
    if not any(values[form] for form in forms()):
        return [Missing(forms()[0], "支援の形を、1つ以上選んでください。")]
    return [Missing(key, sentence) for key, sentence in wrong_fees(values).items()]


def _places(values: Mapping[str, Any], _content: Mapping[str, Any]) -> list[Missing]:
    if values["online"] is False and not values["prefectures"]:
        return [Missing("prefectures", "訪問できる都道府県を選ぶか、オンラインで支援してください。")]
    return []


def _survey(_values: Mapping[str, Any], content: Mapping[str, Any]) -> list[Missing]:
    """全問が未回答の方は載せません（掲載基準 survey_complete）."""
    if answered(levels_of(content)):
        return []
    return [Missing("S1-a-1", "スキル調査に答えてください。全部が未回答だと、載せられません。")]


_RULES = {
    "eligibility": _eligibility,
    "terms": _terms,
    "places": _places,
    "skills-s1": _survey,
}
