"""The forms of a need: what is wished, who asks, and how it goes on. Shape only, the actions decide."""

from __future__ import annotations

from typing import Any

from django import forms

from tsunagu.doors.forms import TELEPHONE, KindForm
from tsunagu.doors.needs.wishing import NOTHING, Wish, wish_of, wishes
from tsunagu.doors.once import OnceForm
from tsunagu.matching.actions.needs import NeedFacts
from tsunagu.matching.states import NeedKind, ReviewOf
from tsunagu.reference.listing import industries, prefectures

PICK = ("", "選んでください")
LONGEST_WORDS = 1000
CAREFUL = (
    "困っていることや、都合のよい曜日など。"
    "<strong>事故の中身、パスワード、会社の弱いところは書かないでください。</strong>"
    "候補の専門家は、頼まれた人だけがこれを読みます。"
)


class NeedForm(KindForm, OnceForm):
    """What a company whose data we know asks for."""

    use_required_attribute = False
    what = forms.ChoiceField(label="何を頼みたいですか", widget=forms.RadioSelect)
    vendor_name = forms.CharField(
        label="見積もりを出した会社の名前",
        required=False,
        max_length=200,
        help_text="「業者の見積もり」を選んだときだけ書いてください。その会社で働く人は、候補から外します。",
    )
    prefecture = forms.ChoiceField(label="来てほしい場所（都道府県）")
    is_online_ok = forms.BooleanField(label="オンラインでもよい（候補が増えます）", required=False)
    words = forms.CharField(
        label="希望や気になること", required=False, max_length=LONGEST_WORDS, widget=forms.Textarea({"rows": 4}),
        help_text=CAREFUL,
    )  # fmt: skip
    contact_name = forms.CharField(
        label="担当者のお名前", max_length=100, widget=forms.TextInput({"autocomplete": "name"})
    )
    telephone = forms.CharField(
        label="電話番号",
        required=False,
        max_length=20,
        validators=[TELEPHONE],
        help_text="なくてもかまいません。決まった専門家にだけ伝えます。",
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("what", [(one.code, one.name) for one in wishes()])
        self._choose("prefecture", [PICK, *prefectures().choices])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    @property
    def offered(self) -> list[tuple[Any, Wish]]:
        """Each choice of `what` (Django's radio) with what it means."""
        return [(radio, wish_of(str(radio.data["value"]))) for radio in self["what"]]

    def clean(self) -> dict[str, Any]:
        """A quotation is somebody's."""
        told: dict[str, Any] = super().clean() or {}
        chosen = wish_of(told["what"]) if told.get("what") else NOTHING
        if chosen.review_of is ReviewOf.QUOTATION and not told.get("vendor_name"):
            self.add_error("vendor_name", "見積もりを出した会社の名前を書いてください。")
        return told

    def facts(self, **known: str) -> NeedFacts:
        """What the action takes. `known`: what the form does not ask because it is known."""
        told = {**known, **self.cleaned_data}
        chosen = wish_of(told["what"])
        return NeedFacts(
            kind=chosen.kind,
            theme_code=chosen.code if chosen.kind is NeedKind.GUIDANCE else "",
            review_of=chosen.review_of,
            vendor_name=told["vendor_name"] if chosen.review_of is ReviewOf.QUOTATION else "",
            organisation_name=told["organisation_name"],
            contact_name=told["contact_name"],
            email=told.get("email", ""),
            telephone=told["telephone"],
            prefecture=told["prefecture"],
            industry=told["industry"],
            is_online_ok=told["is_online_ok"],
            words=told["words"],
        )


class AddressedNeedForm(NeedForm):
    """The same where no address is known: it is proved first."""

    email = forms.EmailField(
        label="メールアドレス",
        required=False,
        max_length=254,
        help_text="確認のメールを送ります。なければ空のまま。このページのアドレスを控えてください。",
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


class WholeNeedForm(NeedForm):
    """The same for a company nothing is known of, written by whoever speaks for it."""

    organisation_name = forms.CharField(label="会社や団体の名前", max_length=200)
    industry = forms.ChoiceField(label="業種", help_text="近いものを選んでください。")
    email = forms.EmailField(label="会社のメールアドレス", max_length=254, widget=forms.EmailInput)
    field_order = ("what", "vendor_name", "organisation_name", "industry", "prefecture")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("industry", [PICK, *industries().choices])


class DeskNeedForm(WholeNeedForm):
    """The same at the desk of who is in charge: also for a company without a computer."""

    waits = forms.ChoiceField(
        label="候補の出し方",
        widget=forms.RadioSelect,
        choices=[("", "すぐに候補を出す"), ("batch", "ほかの会社とまとめて選ぶ（あとで「まとめて選ぶ」から）")],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email = self.fields["email"]
        email.required = False
        email.help_text = "書くと、会社に確認のメールを送ります。なければ空のまま。あなたが会社の答えを聞いて進めます。"


class BringForm(WholeNeedForm):
    """A specialist brings a company they know."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = "会社に、申込みを確かめるメールを送ります。会社が確かめると、始まります。"
        self.fields["words"].help_text = "会社の希望。会社もこれを読みます。"
        self.fields["telephone"].help_text = "なくてもかまいません。"
