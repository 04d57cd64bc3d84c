"""Values in the words of the screen, and where two sets of values differ. Plain functions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tsunagu.specialists.application.fields import Field, Group, Kind
from tsunagu.specialists.application.reading import empty_values
from tsunagu.specialists.application.steps import PHOTO, steps

NOTHING = "（なし）"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is said differently: the step's title, the field's label, before and after."""

    step: str
    label: str
    was: str
    becomes: str


def value_words(field: Field, value: Any) -> str:
    """A plain value as a person reads it; nothing said = （なし）, which is not 0."""
    if value in (None, "", []):
        return NOTHING
    if field.kind in {Kind.YES_NO, Kind.CHECK}:
        return "はい" if value else "いいえ"
    if field.kind is Kind.CHOICES:
        return "、".join(dict(field.choices).get(code, code) for code in value)
    if field.kind is Kind.LINES:
        return "／".join(value)
    if field.kind in {Kind.CHOICE, Kind.LEVEL}:
        return dict(field.choices).get(str(value), str(value))
    return f"{value:,}" if field.kind is Kind.NUMBER else str(value)


def differences(was: Mapping[str, Any], becomes: Mapping[str, Any]) -> list[Difference]:
    """What is said differently, step by step; both sides are the values of all steps."""
    return [found for code in steps() for found in step_differences(code, was.get(code, {}), becomes.get(code, {}))]


def step_differences(code: str, was: Mapping[str, Any], becomes: Mapping[str, Any]) -> list[Difference]:
    """The same for one step."""
    if code == PHOTO:
        same = was.get(PHOTO) == becomes.get(PHOTO)
        return [] if same else [Difference("写真", "写真", _photo_words(was), _photo_words(becomes))]
    step = steps()[code]
    before, after = {**empty_values(step), **was}, {**empty_values(step), **becomes}
    return [
        Difference(step.title, label, value_words(field, before[field.key]), value_words(field, after[field.key]))
        for label, field in _labelled(step.groups)
        if before[field.key] != after[field.key]
    ]


def _photo_words(values: Mapping[str, Any]) -> str:
    return f"写真{values[PHOTO]}" if values.get(PHOTO) else NOTHING


def _labelled(groups: tuple[Group, ...]) -> Iterator[tuple[str, Field]]:
    for group in groups:
        for field in group.fields:
            yield f"{group.title}：{field.label}" if group.title else field.label, field
