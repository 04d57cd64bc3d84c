"""The forms of the board: one button each; what a button is about stands in hidden fields."""

from typing import Any

from django import forms

from tsunagu.doors.forms import SeenField
from tsunagu.doors.once import OnceForm
from tsunagu.matching.actions.boards import MOST_IN_A_ROW


class ActForm(OnceForm):
    """A button. `seen`: the version of the board the page was made from."""

    do = forms.CharField(widget=forms.HiddenInput)
    seen = SeenField(required=True)
    company = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    adviser = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    slot = forms.IntegerField(widget=forms.HiddenInput, required=False)


class WishForm(ActForm):
    """How the next search works."""

    consultations = forms.TypedChoiceField(
        label="1社あたりの相談", coerce=int, choices=[(1, "1回"), (2, "2回（別の専門家と）")]
    )
    fewest_gaps = forms.BooleanField(label="専門家の待ち時間を少なくする", required=False)
    most_in_a_row = forms.IntegerField(
        label="続けて受ける数の上限",
        help_text="この数だけ続けたら、専門家は1枠休みます。0は上限なしです。",
        min_value=0,
        max_value=MOST_IN_A_ROW,
    )


class WalkInForm(OnceForm):
    """Somebody came without an appointment: who sees whom now."""

    do = forms.CharField(widget=forms.HiddenInput, initial="walk_in")
    seen = SeenField(required=True, initial=0)
    company = forms.ChoiceField(label="来た会社")
    adviser = forms.ChoiceField(label="話を聞く専門家")
    room = forms.IntegerField(label="席の番号", help_text="オンラインのときは0です。", min_value=0, max_value=99)

    def __init__(
        self, data: Any = None, *, companies: list[tuple[str, str]], advisers: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(data, auto_id="walk-in-%s", **kwargs)
        offer(self, company=companies, adviser=advisers)


def offer(form: forms.Form, **choices: list[tuple[Any, str]]) -> None:
    """Fill the choices of some fields."""
    for name, rows in choices.items():
        field = form.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = rows


class TryForm(forms.Form):
    """Where one might put a company: shows what would happen, saves nothing."""

    company = forms.ChoiceField(label="会社")
    adviser = forms.ChoiceField(label="専門家")
    slot = forms.TypedChoiceField(label="時間", coerce=int, required=False, empty_value=None)

    def __init__(
        self,
        data: Any = None,
        *,
        companies: list[tuple[str, str]],
        advisers: list[tuple[str, str]],
        slots: list[tuple[int, str]],
    ) -> None:
        super().__init__(data, auto_id="try-%s")
        offer(self, company=companies, adviser=advisers, slot=[("", "いつでも"), *slots])
