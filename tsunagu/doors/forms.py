"""The form every door starts from: what is missing is said in plain words."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator

TELEPHONE = RegexValidator(r"^[0-9+()\- ]{6,20}$", "電話番号は、数字と「-」で入力してください。")
CHOOSING = (forms.ChoiceField, forms.MultipleChoiceField)


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
