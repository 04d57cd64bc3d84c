"""The form every door starts from, and its field for a day: what is missing or wrong is said in plain words."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator

TELEPHONE = RegexValidator(r"^[0-9+()\- ]{6,20}$", "電話番号は、数字と「-」で入力してください。")
CHOOSING = (forms.ChoiceField, forms.MultipleChoiceField)
DAY = ["%Y-%m-%d", "%Y/%m/%d"]
MOST_SEEN = 2**31 - 2  # a version or revision a page was made from: the next one still fits its column
NO_DAY = "日付を「2026-12-01」の形で入力してください。"


class KindForm(forms.Form):
    """Django's form with our sentences where it says 「このフィールドは必須です」."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = sentence_for(field)


def sentence_for(field: forms.Field) -> str:
    """What to do about a field left empty."""
    if isinstance(field, forms.BooleanField):
        return "続けるには、ここに印を付けてください。"
    if isinstance(field, CHOOSING):
        return "選んでください。"
    return "入力してください。"


class SeenField(forms.IntegerField):
    """Hidden: the version or revision a page was made from."""

    def __init__(self, *, required: bool = False, initial: int | None = None) -> None:
        super().__init__(required=required, min_value=0, max_value=MOST_SEEN, initial=initial, widget=forms.HiddenInput)


class SeenForm(forms.Form):
    """A form about what was read. `seen`: the revision the page was opened with."""

    seen = SeenField()

    def see(self, seen: int) -> None:
        """The page shows what is saved now: sending it again counts as having seen it."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["seen"] = str(seen)
        self.data = data


class DayField(forms.DateField):
    """A day, as the browser's own field gives it or typed with strokes."""

    def __init__(self, label: str, help_text: str = "", *, required: bool = False) -> None:
        super().__init__(
            label=label,
            required=required,
            input_formats=DAY,
            help_text=help_text,
            widget=forms.DateInput(attrs={"type": "date"}, format=DAY[0]),
            error_messages={"invalid": NO_DAY},
        )

    def to_python(self, value: Any) -> date | None:
        """Years no calendar has are told like any other mistake."""
        try:
            return super().to_python(value)
        except (OverflowError, ValueError) as wrong:
            raise forms.ValidationError(NO_DAY) from wrong
