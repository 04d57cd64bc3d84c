"""From a sheet of the list into one of one's own cases."""

from __future__ import annotations

from typing import Any

from django import forms

from tsunagu.consultations.actions.case_files import LONGEST_WORDS
from tsunagu.doors.forms import KindForm
from tsunagu.doors.once import OnceForm


class PickForm(KindForm, OnceForm):
    """Which case, and why."""

    use_required_attribute = False
    case = forms.ChoiceField(label="どの案件の候補にしますか", widget=forms.RadioSelect)
    why = forms.CharField(
        label="候補にした理由", required=False, max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="担当者だけが読みます。くらべるときに役立ちます。",
    )  # fmt: skip

    def __init__(self, *args: Any, cases: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["case"]
        if isinstance(field, forms.ChoiceField):
            field.choices = cases
