"""The forms of the desk rota and the dispatch pool. Shape only, the actions decide."""

from __future__ import annotations

from typing import Any

from django import forms

from tsunagu.doors.cases.forms import RowForm
from tsunagu.doors.forms import DayField
from tsunagu.doors.talk.forms import MomentField


class ShiftForm(RowForm):
    """A time at the desk."""

    starts_at = MomentField(label="始まり", help_text="日本の時刻です。")
    ends_at = MomentField(label="終わり")
    place = forms.CharField(label="場所", required=False, max_length=200, help_text="例：本館2階 相談室")
    is_online = forms.BooleanField(label="オンラインでも受ける", required=False)


class AskShiftForm(RowForm):
    """Who is asked: somebody of the pool, or a number of the list."""

    member = forms.ChoiceField(label="派遣の登録から選ぶ", required=False)
    riss_no = forms.CharField(
        label="または、登録番号（6けた）", required=False, max_length=20, help_text="一覧の個票にあります。"
    )

    def __init__(self, *args: Any, members: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["member"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "選ばない"), *members]

    def number(self) -> str:
        """The number that was chosen or typed."""
        return str(self.cleaned_data["member"] or self.cleaned_data["riss_no"])


class PoolForm(RowForm):
    """Whether somebody may be sent out."""

    riss_no = forms.CharField(label="登録番号（6けた）", max_length=20, help_text="一覧の個票にあります。")
    until_on = DayField("登録の期限", "この日まで、派遣を頼めます。", required=True)
