"""Any set of questions as a form. Shape only; whether answers fit, the questionnaires room decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from tsunagu.doors.forms import KindForm, SeenForm
from tsunagu.doors.once import OnceForm
from tsunagu.questionnaires.sets import Group, Kind, Question

LETTERS_BEYOND = 3  # times the allowed length one can still type: the message says how much too long


class QuestionForm(KindForm, SeenForm, OnceForm):
    """The questions of some groups. `seen`: the revision the page was opened with. Nothing is required to save."""

    use_required_attribute = False

    def __init__(self, groups: Sequence[Group], data: Any = None, *, answers: Mapping[str, Any], seen: int) -> None:
        super().__init__(data, initial={**answers, "seen": seen})
        self.asked = groups
        self.fields |= {one.code: _field(one) for group in groups for one in group.questions}

    @property
    def groups(self) -> list[tuple[Group, list[BoundField]]]:
        """Each group with its fields, for the template."""
        return [(group, [self[one.code] for one in group.questions]) for group in self.asked]

    def answers(self) -> dict[str, Any]:
        """What was answered; what was left empty is not there."""
        return {
            one.code: told
            for group in self.asked
            for one in group.questions
            if (told := self.cleaned_data.get(one.code))
        }

    def tell_missing(self, lacking: Sequence[Question]) -> None:
        """Beside each question that is still open."""
        for one in lacking:
            if one.code in self.fields:
                self.add_error(one.code, "答えを選んでください。わからないときは「わからない」で大丈夫です。")


def _field(one: Question) -> forms.Field:
    choices = [(choice.code, choice.label) for choice in one.choices]
    told: dict[str, Any] = {"label": one.label, "help_text": one.help, "required": False}
    if one.kind is Kind.ONE:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)
    if one.kind is Kind.MANY:
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **told)
    if one.kind is Kind.LONG:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=one.longest, **told)
    return forms.CharField(widget=forms.TextInput(attrs={"maxlength": one.longest * LETTERS_BEYOND}),
                           max_length=one.longest, **told)  # fmt: skip
