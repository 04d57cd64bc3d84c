"""A step of the application as a form. What is typed is read by the step's own rules; nothing is required to save."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from tsunagu.doors.forms import SeenForm
from tsunagu.specialists.application.fields import Field, Kind, Step
from tsunagu.specialists.application.progress import UNREAD, step_progress
from tsunagu.specialists.application.reading import CHECKED, empty, read, write

CHOOSE = ("", "えらんでください")
MANY_CHOICES = 8
LETTERS_BEYOND = 3  # times the allowed length one can still type: the message says how much too long
COMPLETED_BY_BROWSER = {"name": "name", "telephone": "tel", "organisation": "organization"}


class TypedField(forms.Field):
    """One field of a step; `clean` gives the plain value, or the sentence of what to do."""

    def __init__(self, told: Field) -> None:
        self.told = told
        super().__init__(required=told.is_needed, label=told.label, help_text=told.help, widget=_widget(told))

    def clean(self, value: Any) -> Any:
        """The plain value; an empty field is no mistake while saving."""
        raw = (CHECKED if value else "") if self.told.kind is Kind.CHECK else value
        try:
            return read(self.told, raw if raw is not None else "")
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from wrong


class StepForm(SeenForm):
    """The fields of one step, and the count of saves the page was opened with."""

    use_required_attribute = False

    def __init__(self, step: Step, data: Any, *, content: Mapping[str, Any], seen: int) -> None:
        super().__init__(data, initial=_shown(step, content) | {"seen": seen})
        self.step = step
        self.fields |= {told.key: TypedField(told) for told in step.fields}

    @property
    def groups(self) -> list[tuple[str, str, list[BoundField]]]:
        """(title, help, fields) of each group, for the template."""
        return [(group.title, group.help, [self[told.key] for told in group.fields]) for group in self.step.groups]

    def values(self) -> dict[str, Any]:
        """What could be read; a field that could not is empty."""
        return {told.key: self.cleaned_data.get(told.key, empty(told)) for told in self.step.fields}

    def unread(self) -> dict[str, str]:
        """What could not be read, as it was typed."""
        return {key: str(self.data.get(key, "")) for key in self.errors if key in self.fields and key != "seen"}

    def tell_missing(self, content: Mapping[str, Any]) -> None:
        """Beside each field what is still missing before the application can be sent."""
        for lack in step_progress(self.step.code, content).missing:
            if lack.field in self.fields and lack.field not in self.errors:
                self.add_error(lack.field, lack.sentence)


def _shown(step: Step, content: Mapping[str, Any]) -> dict[str, Any]:
    values, unread = content.get(step.code, {}), content.get(UNREAD, {}).get(step.code, {})
    shown = {told.key: write(told, values.get(told.key, empty(told))) for told in step.fields}
    return {key: unread.get(key, text) for key, text in shown.items()}


def _widget(told: Field) -> forms.Widget:
    if told.kind is Kind.CHECK:
        return forms.CheckboxInput()
    if told.kind is Kind.LEVEL:
        return forms.RadioSelect(choices=told.choices)
    if told.kind is Kind.YES_NO:
        return forms.RadioSelect(choices=[("yes", "はい"), ("no", "いいえ")])
    if told.kind is Kind.CHOICES:
        return forms.CheckboxSelectMultiple(choices=told.choices)
    if told.kind is Kind.CHOICE:
        is_long = len(told.choices) > MANY_CHOICES
        return forms.Select(choices=[CHOOSE, *told.choices]) if is_long else forms.RadioSelect(choices=told.choices)
    return _text_widget(told)


def _text_widget(told: Field) -> forms.Widget:
    attrs: dict[str, Any] = {"maxlength": told.most * LETTERS_BEYOND}
    if told.kind in {Kind.LONG, Kind.LINES}:
        return forms.Textarea(attrs={"rows": 4})
    if told.kind is Kind.DAY:
        return forms.DateInput(attrs={"type": "date"})
    if told.kind in {Kind.NUMBER, Kind.RISS_NO}:
        attrs = {"inputmode": "numeric", "maxlength": 20}
    if told.kind is Kind.EMAIL:
        attrs |= {"autocomplete": "email", "inputmode": "email"}
    if told.key in COMPLETED_BY_BROWSER:
        attrs["autocomplete"] = COMPLETED_BY_BROWSER[told.key]
    return forms.TextInput(attrs=attrs)
