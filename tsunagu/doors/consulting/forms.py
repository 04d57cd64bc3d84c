"""The forms on the pages of a consultation. `do` says which one was sent; shape only, the actions decide."""

from __future__ import annotations

from typing import Any

from django import forms

from tsunagu.consultations.actions import Record
from tsunagu.consultations.actions.conflicts import LONGEST
from tsunagu.consultations.actions.records import LONGEST_ISSUE, LONGEST_NOTES, MOST_ISSUES
from tsunagu.consultations.queries import EventChoices
from tsunagu.consultations.states import ConflictReason, GuidanceWish
from tsunagu.doors.forms import KindForm, SeenForm
from tsunagu.doors.once import OnceForm
from tsunagu.reference.listing import themes

ISSUES = tuple(f"issue{place}" for place in range(1, MOST_ISSUES + 1))


class DoForm(KindForm, OnceForm):
    """One button."""

    use_required_attribute = False
    do = forms.CharField(widget=forms.HiddenInput, max_length=20)


class RecordForm(SeenForm, DoForm):
    """What came of it."""

    notes = forms.CharField(
        label="相談のメモ", required=False, max_length=LONGEST_NOTES, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="専門家と主催者だけが読みます。企業には見えません。",
    )  # fmt: skip
    issue1 = forms.CharField(
        label="課題1（いちばん急ぐもの）", required=False, max_length=LONGEST_ISSUE,
        help_text="急ぐものから順に、5つまで書けます。",
    )  # fmt: skip
    issue2 = forms.CharField(label="課題2", required=False, max_length=LONGEST_ISSUE)
    issue3 = forms.CharField(label="課題3", required=False, max_length=LONGEST_ISSUE)
    issue4 = forms.CharField(label="課題4", required=False, max_length=LONGEST_ISSUE)
    issue5 = forms.CharField(label="課題5", required=False, max_length=LONGEST_ISSUE)
    summary = forms.CharField(
        label="企業に渡すまとめ", required=False, max_length=LONGEST_NOTES, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="企業が読んで、確かめます。やさしい言葉で書いてください。",
    )  # fmt: skip
    theme_code = forms.ChoiceField(label="すすめる指導テーマ", required=False)
    wish = forms.ChoiceField(
        label="訪問指導の希望（企業の答え）", required=False, choices=GuidanceWish.choices(), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(term.code, term.name) for term in themes() if not term.retired]
        self.fields["theme_code"] = forms.ChoiceField(
            label="すすめる指導テーマ", required=False, choices=[("", "まだ決めない"), *offered]
        )
        self.order_fields(["do", "seen", "notes", *ISSUES, "summary", "theme_code", "wish"])

    def told(self) -> Record:
        """What was written; empty issues fall out, the order stays."""
        told = self.cleaned_data
        return Record(
            notes=told["notes"],
            summary=told["summary"],
            issues=[told[name].strip() for name in ISSUES if told[name].strip()],
            theme_code=told["theme_code"],
            wish=GuidanceWish(told["wish"]) if told["wish"] else None,
        )


class ConflictForm(DoForm):
    """These two should not meet."""

    reason = forms.ChoiceField(
        label="理由", widget=forms.RadioSelect,
        choices=[
            (ConflictReason.SAME_EMPLOYER.value, ConflictReason.SAME_EMPLOYER.label),
            (ConflictReason.CUSTOMER.value, ConflictReason.CUSTOMER.label),
            ("other", "ほかの事情がある"),
        ],
    )  # fmt: skip
    words = forms.CharField(
        label="事情（書ける範囲で）", required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )


class ConfirmForm(SeenForm, DoForm):
    """The company says the summary is right."""

    words = forms.CharField(
        label="一言（なくてもかまいません）", required=False, max_length=LONGEST_NOTES,
        widget=forms.Textarea(attrs={"rows": 3}), help_text="ちがう所や、付け足したいことがあれば書いてください。",
    )  # fmt: skip


class WalkInForm(KindForm, OnceForm):
    """Somebody came without an appointment."""

    use_required_attribute = False
    registration = forms.TypedChoiceField(label="企業", coerce=int)
    specialist = forms.TypedChoiceField(label="専門家", coerce=int)
    slot = forms.TypedChoiceField(label="時間の枠", coerce=int, required=False, empty_value=None)
    room = forms.TypedChoiceField(label="場所", coerce=int)

    def __init__(self, *args: Any, choices: EventChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rooms = [(0, "オンライン"), *((place, f"場所{place}") for place in range(1, choices.rooms + 1))]
        offered: dict[str, list[tuple[Any, str]]] = {
            "registration": [("", "選んでください"), *choices.registrations],
            "specialist": [("", "選んでください"), *choices.specialists],
            "slot": [("", "枠を使わない"), *choices.slots],
            "room": [*rooms[1:], rooms[0]],
        }
        for name, listed in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = listed
