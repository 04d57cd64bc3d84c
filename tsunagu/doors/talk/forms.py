"""The forms on the page of a conversation. `do` says which one was sent; shape only, the actions decide."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from tsunagu.directory.actions.agreements import NAME_LENGTH, offered_forms
from tsunagu.directory.states import MeetingWay
from tsunagu.directory.talk_rules import LONGEST_MESSAGE, LONGEST_PLACE, MINUTES, MOST_SESSIONS, MOST_YEN
from tsunagu.doors.forms import KindForm
from tsunagu.doors.once import OnceForm

LARGEST = 2**31 - 1
FAR = "2000年から2100年までの日時にしてください。"
OUTCOME = [
    ("5", "とても進んだ"),
    ("4", "進んだ"),
    ("3", "どちらともいえない"),
    ("2", "あまり進まなかった"),
    ("1", "進まなかった"),
]
DEALING = [
    ("5", "とてもよかった"),
    ("4", "よかった"),
    ("3", "どちらともいえない"),
    ("2", "あまりよくなかった"),
    ("1", "よくなかった"),
]


class DoForm(KindForm, OnceForm):
    """One button. `row`: which of several rows it is about."""

    do = forms.CharField(widget=forms.HiddenInput, max_length=20)
    row = forms.IntegerField(required=False, min_value=0, max_value=LARGEST, widget=forms.HiddenInput)


class MessageForm(DoForm):
    """Something to say."""

    words = forms.CharField(
        label="メッセージ", max_length=LONGEST_MESSAGE, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="パスワードや、くわしい被害の内容は書かないでください。",
    )  # fmt: skip


class MomentField(forms.DateTimeField):
    """A day and a time in Japan, as the browser's own field gives them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            error_messages={"invalid": "日付と時刻を入れてください（例 2027-01-15 14:00）。"},
            **kwargs,
        )

    def to_python(self, value: Any) -> datetime | None:
        """Nothing at the ends of the calendar, where it cannot be counted on."""
        if isinstance(value, str) and value.strip() and not "2000" <= value.strip()[:4] <= "2100":
            raise forms.ValidationError(FAR)
        return super().to_python(value)


class TimesForm(DoForm):
    """Up to three times, and what they have in common."""

    first = MomentField(label="日時（1つめ）", help_text="日本の時刻です。")
    second = MomentField(label="日時（2つめ）", required=False)
    third = MomentField(label="日時（3つめ）", required=False)
    minutes = forms.TypedChoiceField(
        label="長さ", coerce=int, choices=[(number, f"{number}分") for number in MINUTES], initial=60
    )
    way = forms.ChoiceField(label="会い方", choices=MeetingWay.choices(), widget=forms.RadioSelect)
    place = forms.CharField(
        label="場所・リンク・電話番号", required=False, max_length=LONGEST_PLACE,
        help_text="オンラインのときは https:// で始まるリンクです。あとで相手が入れてもかまいません。",
    )  # fmt: skip

    def times(self) -> list[datetime]:
        """Those that were filled in."""
        return [self.cleaned_data[name] for name in ("first", "second", "third") if self.cleaned_data.get(name)]


class TakeForm(DoForm):
    """One of the times is taken; the place where it was left open."""

    place = forms.CharField(label="場所・リンク・電話番号", required=False, max_length=LONGEST_PLACE)


class AfterwordForm(DoForm):
    """Two questions."""

    outcome = forms.TypedChoiceField(
        label="困りごとは、進みましたか", coerce=int, choices=OUTCOME, widget=forms.RadioSelect
    )
    dealing = forms.TypedChoiceField(
        label="相手の対応は、いかがでしたか", coerce=int, choices=DEALING, widget=forms.RadioSelect
    )


class SignForm(DoForm):
    """A word that counts, with the name of who gives it."""

    person = forms.CharField(label="あなたの名前", max_length=NAME_LENGTH, help_text="合意した人として記録します。")


class TermsForm(DoForm):
    """What two may agree on."""

    form = forms.ChoiceField(label="支援の形")
    sessions = forms.IntegerField(label="回数", min_value=1, max_value=MOST_SESSIONS)
    fee_yen = forms.IntegerField(
        label="料金（1回2時間、円）", min_value=0, max_value=MOST_YEN, help_text="無料のときは 0 を入れます。"
    )
    work = forms.CharField(label="内容", max_length=LONGEST_MESSAGE, widget=forms.Textarea(attrs={"rows": 5}))
    person = forms.CharField(label="あなたの名前", max_length=NAME_LENGTH, help_text="提案した人として記録します。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "選んでください"), *offered_forms().items()]
        self.fields["form"] = forms.ChoiceField(label="支援の形", choices=choices)
        self.fields["form"].error_messages["required"] = "選んでください。"
        self.order_fields(["form"])
