"""Forms of who keeps events."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from tsunagu.base.calendar import JST
from tsunagu.doors.forms import KindForm, SeenForm
from tsunagu.doors.once import OnceForm
from tsunagu.events.actions.holding import EventFacts
from tsunagu.events.models import Event
from tsunagu.events.rules import MOST_CAPACITY, SLOT_MINUTES, SlotPlan
from tsunagu.events.states import EventKind
from tsunagu.reference.listing import prefectures

MOMENT = "%Y-%m-%dT%H:%M"
SHAPES = [MOMENT, "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M"]
FIRST_YEAR, LAST_YEAR = 2020, 2100
WRONG = "「2026-12-01 13:00」の形で入力してください。"


class MomentField(forms.DateTimeField):
    """A day and an hour in Japan."""

    def __init__(self, label: str, help_text: str = "") -> None:
        super().__init__(
            label=label,
            input_formats=SHAPES,
            help_text=help_text,
            widget=forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT),
            error_messages={"invalid": WRONG},
        )

    def to_python(self, value: Any) -> datetime | None:
        """Years no calendar has are told like any other mistake."""
        try:
            found = super().to_python(value)
        except (OverflowError, ValueError) as wrong:
            raise forms.ValidationError(WRONG) from wrong
        if found is not None and not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise forms.ValidationError(WRONG)
        return found


HIDDEN = ("once_key", "seen")


class EventForm(KindForm, SeenForm, OnceForm):
    """What an organiser writes about an event."""

    kind = forms.ChoiceField(label="種類", choices=EventKind.choices(), widget=forms.RadioSelect)
    title = forms.CharField(label="催しの名前", max_length=100)
    summary = forms.CharField(
        label="内容",
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
        help_text="だれ向けに、何をするか。2000文字まで。",
    )
    starts_at = MomentField("始まり")
    ends_at = MomentField("終わり")
    closes_at = MomentField("申込みの締切", "この時刻に、自動で締め切ります。")
    capacity = forms.IntegerField(
        label="定員（人）",
        min_value=1,
        max_value=MOST_CAPACITY,
        help_text="会社の数でなく、人の数です。こえた申込みは、キャンセル待ちになります。",
        error_messages={"invalid": "整数で入力してください。"},
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    prefecture = forms.ChoiceField(label="会場の都道府県", required=False)
    venue = forms.CharField(label="会場の名前", max_length=100, required=False)
    address = forms.CharField(label="会場の住所", max_length=200, required=False)
    is_online = forms.BooleanField(label="オンラインでも参加できる（オンラインだけのときも）", required=False)
    online_url = forms.URLField(
        label="オンラインで参加するアドレス",
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text="受け付けた方だけに見せます。",
        error_messages={"invalid": "「https://」から始まるアドレスを入力してください。"},
    )
    speaker_name = forms.CharField(label="講師のお名前", max_length=100, required=False)
    speaker_no = forms.CharField(
        label="講師の登録番号",
        max_length=6,
        required=False,
        help_text="登録セキスペなら、6けたの番号。個票へのリンクが付きます。",
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
    contact = forms.CharField(
        label="問い合わせ先", max_length=200, help_text="公開します。例：見本商工会議所 03-0000-0000"
    )
    beside = forms.CharField(
        label="共催",
        max_length=800,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="1行に一つ。つなぐに登録した名前と同じなら、その組織も、この催しを扱えます。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["prefecture"]
        if isinstance(place, forms.ChoiceField):
            place.choices = [("", "オンラインだけ"), *prefectures().choices]

    def show_difference(self, standing: dict[str, Any]) -> None:
        """Somebody else was faster: beside each field what stands there now; the next save goes through."""
        for name, value in standing.items():
            if name not in HIDDEN and self.cleaned_data.get(name) != value:
                shown = f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value
                self.add_error(name, f"いまの内容は「{shown}」です。保存すると、書いた内容に変わります。")
        self.see(standing["seen"])

    def clean_beside(self) -> str:
        """Names a column can hold."""
        told: str = self.cleaned_data["beside"]
        if any(len(line.strip()) > 200 for line in told.splitlines()):
            raise forms.ValidationError("一つの名前は、200文字までです。")
        return told

    def facts(self) -> EventFacts:
        """What the action takes."""
        told = {name: value for name, value in self.cleaned_data.items() if name not in HIDDEN}
        told["kind"] = EventKind(told["kind"])
        told["beside"] = tuple(line.strip() for line in told["beside"].splitlines() if line.strip())
        return EventFacts(**told)


def written(event: Event, beside: tuple[str, ...]) -> dict[str, Any]:
    """What stands in the form of an event at hand."""
    names = [name for name in EventForm.base_fields if name not in (*HIDDEN, "speaker_no", "beside")]
    told = {name: getattr(event, name) for name in names}
    for name in ("starts_at", "ends_at", "closes_at"):
        told[name] = told[name].astimezone(JST)
    told["seen"] = event.revision
    return told | {"beside": "\n".join(beside), "speaker_no": event.speaker.riss_no if event.speaker else ""}


class ReasonForm(KindForm):
    """Why an event is cancelled."""

    reason = forms.CharField(
        label="中止の理由", max_length=300, help_text="申し込んだ方と相談員に伝わり、公開のページにも出ます。"
    )


class RecordingForm(KindForm):
    """Where the recording lies."""

    url = forms.URLField(
        label="録画のアドレス",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="催しのページに「録画を見る」が出ます。空にすると消えます。",
        error_messages={"invalid": "「https://」から始まるアドレスを入力してください。"},
    )

    def clean_url(self) -> str:
        """Pages of the web only."""
        url: str = self.cleaned_data["url"]
        if url and not url.startswith(("https://", "http://")):
            raise forms.ValidationError("「https://」から始まるアドレスを入力してください。")
        return url


NUMBERS = ("minutes", "number", "rooms", "break_after", "break_minutes")


class SlotsForm(KindForm, OnceForm):
    """How the slots of individual consultations lie."""

    first_at = MomentField("最初の枠の始まり")
    minutes = forms.IntegerField(label="1枠の長さ（分）", initial=SLOT_MINUTES, widget=forms.NumberInput)
    number = forms.IntegerField(label="枠の数", widget=forms.NumberInput)
    rooms = forms.IntegerField(
        label="同時に相談できる部屋の数", initial=1, help_text="オンラインだけなら0。", widget=forms.NumberInput
    )
    break_after = forms.IntegerField(
        label="休けいの前の枠の数", required=False, help_text="休けいがなければ空のまま。", widget=forms.NumberInput
    )
    break_minutes = forms.IntegerField(label="休けいの長さ（分）", required=False, widget=forms.NumberInput)

    def clean(self) -> dict[str, Any]:
        """Numbers a slot can have; the rest is the action's."""
        told: dict[str, Any] = super().clean() or {}
        for name in NUMBERS:
            if not 0 <= (told.get(name) or 0) <= 999:
                self.add_error(name, "0から999までの数を入力してください。")
        return told

    def plan(self) -> SlotPlan:
        """What the action takes."""
        told = self.cleaned_data
        numbers = {name: told[name] or 0 for name in NUMBERS}
        return SlotPlan(first_at=told["first_at"], **numbers)


class AskAdviserForm(KindForm, OnceForm):
    """Which specialist is asked, and how much."""

    riss_no = forms.CharField(label="登録番号（6けた）", max_length=6, widget=forms.TextInput({"inputmode": "numeric"}))
    most = forms.IntegerField(label="多くて何件", initial=4, min_value=1, max_value=40, widget=forms.NumberInput)


class AskAmbassadorForm(KindForm, OnceForm):
    """Which branch is asked, and for what."""

    branch = forms.CharField(label="頼む支部の名前", max_length=100)
    wishes = forms.CharField(
        label="お願いしたいこと", required=False, max_length=1000, widget=forms.Textarea({"rows": 3})
    )


class AssignForm(KindForm):
    """Who comes."""

    ambassador = forms.CharField(label="担当する方のお名前", max_length=100)


class ReportForm(KindForm):
    """How it went."""

    report = forms.CharField(label="報告", max_length=2000, widget=forms.Textarea({"rows": 4}))
