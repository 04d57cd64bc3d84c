"""The form of a registration, at the public door and for what staff enter."""

from __future__ import annotations

from typing import Any

from django import forms

from tsunagu.base.calendar import JST
from tsunagu.doors.forms import TELEPHONE, KindForm
from tsunagu.doors.once import OnceForm
from tsunagu.events.actions.registering import Wanted
from tsunagu.events.queries.keeping import SlotRow
from tsunagu.events.rules import MOST_PERSONS
from tsunagu.events.states import EventKind, RegistrationWay
from tsunagu.reference.listing import industries, prefectures

PICK = ("", "選んでください")
PEOPLE = [f"name{place}" for place in range(1, MOST_PERSONS + 1)]
CONSULTATION = ("wants_consultation", "prefers_online", "free_slots")


class RegistrationForm(KindForm, OnceForm):
    """An organisation, whom to reach, and the one to three people who come."""

    organisation_name = forms.CharField(
        label="会社や団体の名前", max_length=200, help_text="個人の方は、お名前を書いてください。"
    )
    prefecture = forms.ChoiceField(label="都道府県")
    industry = forms.ChoiceField(label="業種", help_text="近いものを選んでください。")
    contact_name = forms.CharField(
        label="連絡する方のお名前", max_length=100, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label="メールアドレス",
        max_length=254,
        help_text="確認のメールを送ります。",
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    telephone = forms.CharField(
        label="電話番号",
        required=False,
        max_length=20,
        validators=[TELEPHONE],
        help_text="なくてもかまいません。急な変更のときに使います。",
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    name1 = forms.CharField(label="参加する方のお名前（1人目）", max_length=100)
    name2 = forms.CharField(label="参加する方のお名前（2人目）", max_length=100, required=False)
    name3 = forms.CharField(label="参加する方のお名前（3人目）", max_length=100, required=False)
    wants_consultation = forms.BooleanField(label="個別相談を希望する（無料）", required=False)
    prefers_online = forms.BooleanField(label="個別相談はオンラインがよい", required=False)
    free_slots = forms.MultipleChoiceField(
        label="個別相談に来られる時間",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="選ばなければ、どの時間でもよいとします。時間は、あとでメールで知らせます。",
    )

    def __init__(self, *args: Any, kind: EventKind, slots: list[SlotRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("prefecture", [PICK, *prefectures().choices])
        self._choose("industry", [PICK, *industries().choices])
        self._choose("free_slots", [(str(slot.number), hours_of(slot)) for slot in slots])
        if kind is not EventKind.CONSULTATION_DAY:
            for name in CONSULTATION:
                del self.fields[name]
        elif not slots:
            del self.fields["free_slots"]

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def wanted(self) -> Wanted:
        """What the action takes."""
        told = self.cleaned_data
        return Wanted(
            organisation_name=told["organisation_name"],
            prefecture=told["prefecture"],
            industry=told["industry"],
            contact_name=told["contact_name"],
            email=told["email"],
            telephone=told["telephone"],
            names=tuple(told[name] for name in PEOPLE),
            wants_consultation=told.get("wants_consultation", False),
            prefers_online=told.get("prefers_online", False),
            free_slots=tuple(int(number) for number in told.get("free_slots", ())),
        )


class StaffForm(RegistrationForm):
    """The same for what came by fax, telephone or at the counter; an address is not needed."""

    way = forms.ChoiceField(
        label="受けた方法",
        choices=[(way.value, "窓口" if way is RegistrationWay.STAFF else way.label) for way in RegistrationWay][1:],
        widget=forms.RadioSelect,
        initial=RegistrationWay.FAX.value,
    )
    field_order = ("way",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email = self.fields["email"]
        email.required, email.help_text = False, "なければ空のまま。メールのお知らせは届きません。"


def hours_of(slot: SlotRow) -> str:
    """13:30〜14:00."""
    begins, ends = slot.starts_at.astimezone(JST), slot.ends_at.astimezone(JST)
    return f"{begins:%H:%M}〜{ends:%H:%M}"
