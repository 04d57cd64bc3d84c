"""The forms on the pages of a case. `do` says which one was sent; shape only, the actions decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from tsunagu.base.papers import MOST_BYTES
from tsunagu.consultations.actions.case_files import LONGEST_NAME, LONGEST_WORDS, ClientFacts
from tsunagu.consultations.actions.case_steps import LONGEST_NOTES, StepRecord
from tsunagu.consultations.states import Payer, ShareItem
from tsunagu.doors.forms import MOST_SEEN, TELEPHONE, DayField, KindForm
from tsunagu.doors.once import OnceForm
from tsunagu.reference.listing import industries, prefectures, themes
from tsunagu.reference.menus import all_needs

PICK = ("", "選んでください")
# Usual for a first question: not who, only what (わかれば頼めるだけの内容).
FIRST_TOLD = (ShareItem.PLACE.value, ShareItem.INDUSTRY.value, ShareItem.NEED.value)


class PaperField(forms.FileField):
    """A paper, when there is one; nothing large is read."""

    def __init__(self) -> None:
        super().__init__(
            label="書類", required=False, help_text="PDF・PNG・JPEG、10 MB まで。",
            error_messages={
                "empty": "ファイルが空です。もう一度選んでください。",
                "invalid": "ファイルを選んでください。",
            },
        )  # fmt: skip

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file as sent, or None."""
        file: UploadedFile[bytes] | None = super().clean(data, initial)
        if file is not None and (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(f"ファイルが大きすぎます。{MOST_BYTES // 2**20} MB までにしてください。")
        return file


class ClientForm(KindForm, OnceForm):
    """What the partner knows of a client. `seen`: the revision the page was opened with."""

    use_required_attribute = False
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST_SEEN)
    organisation_name = forms.CharField(label="会社の名前", max_length=LONGEST_NAME)
    contact_name = forms.CharField(label="担当者の名前", max_length=LONGEST_NAME)
    email = forms.EmailField(
        label="担当者のメールアドレス", max_length=254,
        help_text="専門家に何かを伝えたとき、この方にメールで知らせます。まちがいがないか確かめてください。",
    )  # fmt: skip
    telephone = forms.CharField(label="電話番号", required=False, max_length=20, validators=[TELEPHONE])
    prefecture = forms.ChoiceField(label="都道府県")
    industry = forms.ChoiceField(label="業種", help_text="近いものを選んでください。")
    need = forms.ChoiceField(label="相談したいこと")
    theme = forms.ChoiceField(label="指導テーマ", required=False, help_text="まだ分からないときは、空のままにします。")
    budget = forms.CharField(
        label="予算", required=False, max_length=LONGEST_WORDS, help_text="企業の言葉で書きます。例：今年は10万円まで。"
    )
    worries = forms.CharField(
        label="心配していること", required=False, max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="担当者のほかは読めません。専門家に伝えるかどうかは、あとで選びます。",
    )  # fmt: skip
    payer = forms.ChoiceField(
        label="専門家の費用を払うのは", choices=Payer.choices(), widget=forms.RadioSelect,
        help_text="企業と専門家にも、このまま見せます。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "prefecture": [PICK, *((term.code, term.name) for term in prefectures())],
            "industry": [PICK, *((term.code, term.name) for term in industries() if not term.retired)],
            "need": [PICK, *((need.code, need.name) for need in all_needs())],
            "theme": [("", "まだ決めない"), *((term.code, term.name) for term in themes() if not term.retired)],
        }
        for name, listed in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = listed

    def facts(self) -> ClientFacts:
        """What was written."""
        told = {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "once_key")}
        return ClientFacts(**{**told, "payer": Payer(told["payer"])})


class SeenForm(KindForm, OnceForm):
    """A form about what was read. `seen`: the step where the case stood."""

    use_required_attribute = False
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=30)


class RecordForm(SeenForm):
    """What happened at a step, with a paper when there is one."""

    held_on = DayField("行った日")
    people = forms.CharField(
        label="いた人", required=False, max_length=3 * LONGEST_NAME, help_text="例：社長、専門家の見本さん、自分"
    )
    notes = forms.CharField(
        label="記録", required=False, max_length=LONGEST_NOTES, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="担当者だけが読みます。専門家と企業には見えません。",
    )  # fmt: skip
    file = PaperField()

    def told(self) -> StepRecord:
        """What was written."""
        told = self.cleaned_data
        return StepRecord(held_on=told["held_on"], people=told["people"], notes=told["notes"])


class SkipForm(SeenForm):
    """A step is left out."""

    reason = forms.CharField(label="とばす理由", max_length=LONGEST_NOTES, help_text="例：先月の訪問で聞いたため。")

    def told(self) -> StepRecord:
        """The reason as the record."""
        return StepRecord(held_on=None, people="", notes=self.cleaned_data["reason"])


class BackForm(SeenForm):
    """Back to an earlier step."""

    code = forms.ChoiceField(label="どの段階に戻りますか")
    reason = forms.CharField(label="戻る理由", max_length=LONGEST_NOTES)

    def __init__(self, *args: Any, earlier: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [PICK, *earlier]


class RowForm(KindForm, OnceForm):
    """A button about one specialist of a case. `row`: which."""

    use_required_attribute = False
    do = forms.CharField(widget=forms.HiddenInput, max_length=20)
    row = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST_SEEN)


class AddForm(RowForm):
    """Somebody by the number on their sheet."""

    riss_no = forms.CharField(label="登録番号（6けた）", max_length=20, help_text="専門家の個票にあります。")
    why = forms.CharField(
        label="候補にした理由", required=False, max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="担当者だけが読みます。くらべるときに役立ちます。",
    )  # fmt: skip


class TellForm(RowForm):
    """専門家に伝える内容: what of the client is told; the client is written to."""

    items = forms.MultipleChoiceField(
        label="専門家に伝える内容", widget=forms.CheckboxSelectMultiple, initial=FIRST_TOLD,
        choices=[(item.value, item.label) for item in ShareItem if item is not ShareItem.MESSAGE],
        help_text="選んだものだけを伝えます。何を伝えたかは、企業にメールで知らせます。",
    )  # fmt: skip
    message = forms.CharField(
        label="専門家への説明", required=False, max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="企業も、この文章を読みます。",
    )  # fmt: skip

    def chosen(self) -> list[ShareItem]:
        """The items."""
        return [ShareItem(one) for one in self.cleaned_data["items"]]


class AnswerForm(KindForm, OnceForm):
    """The specialist's word with the answer."""

    use_required_attribute = False
    words = forms.CharField(
        label="担当者へのひとこと", required=False, max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="なくてもかまいません。支援機関やITベンダーの担当者が読みます。",
    )  # fmt: skip


class StopForm(RowForm):
    """「止めてほしい」, with words if one likes."""

    words = forms.CharField(
        label="理由（なくてもかまいません）", required=False, max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}), help_text="相談した先の担当者が読みます。専門家には見せません。",
    )  # fmt: skip


class ColleagueForm(KindForm, OnceForm):
    """Who keeps the case from now on."""

    use_required_attribute = False
    colleague = forms.ChoiceField(label="引き継ぐ人")

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["colleague"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [PICK, *colleagues]
