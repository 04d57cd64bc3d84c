"""Every part of templates/parts in its states, for the page of components."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django import forms
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string

from tsunagu.doors.forms import KindForm
from tsunagu.specialists.states import AreaMark, Standing


@dataclass(frozen=True, slots=True)
class Sample:
    """One part with the values it takes. `note`: which state this is; `is_wide`: over the whole width."""

    part: str
    takes: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    is_wide: bool = False

    @property
    def template(self) -> str:
        """Where the part lies."""
        return f"parts/{self.part}.html"

    @property
    def drawn(self) -> str:
        """The part as HTML."""
        return render_to_string(self.template, self.takes)


@dataclass(frozen=True, slots=True)
class Group:
    """Samples under one heading."""

    heading: str
    samples: list[Sample]


class SampleForm(KindForm):
    """One field of each kind."""

    name = forms.CharField(label="お名前", help_text="例：見本 花子", max_length=40)
    email = forms.EmailField(label="メールアドレス", required=False)
    place = forms.ChoiceField(label="都道府県", choices=[("", "えらんでください"), ("13", "東京都")])
    style = forms.ChoiceField(
        label="支援の形",
        choices=[("visit", "訪問"), ("online", "オンライン")],
        widget=forms.RadioSelect,
        help_text="ひとつ選んでください。",
    )
    themes = forms.MultipleChoiceField(
        label="テーマ",
        required=False,
        choices=[("rules", "規程の整備"), ("cloud", "クラウドの安全な利用")],
        widget=forms.CheckboxSelectMultiple,
    )
    agrees = forms.BooleanField(label="利用の条件を読みました")
    story = forms.CharField(label="困っていること", required=False, widget=forms.Textarea)


PLAIN = Path(__file__).parent / "data" / "samples.yaml"
FACTS = (
    ("登録番号", "第000000号", Standing.VERIFIED, "事務局が登録簿で確認（2026年10月1日、2027年9月30日まで）"),
    ("支援した会社", "12社", Standing.SYSTEM, ""),
    ("得意な業種", "製造業、医療・福祉", Standing.SELF, ""),
    ("戦略の立案", "◎", Standing.DERIVED, "スキル調査の回答から計算"),
    ("自己紹介", "小さな会社のはじめの一歩を、いっしょに考えます。", None, ""),
)


def _with_enums() -> Iterator[Sample]:
    for standing in Standing:
        yield Sample("standing_tag", {"standing": standing})
    for mark in AreaMark:
        yield Sample("mark", {"mark": mark})
    yield Sample("mark", {"mark": AreaMark.CIRCLE, "is_reference": True}, "参考")
    yield Sample("message", {"message": Message(SUCCESS, "保存しました。")})
    facts = [dict(zip(("label", "value", "standing", "basis"), row, strict=True)) for row in FACTS]
    yield Sample("facts", {"facts": facts}, is_wide=True)


def _with_forms() -> Iterator[Sample]:
    sent = SampleForm({"sent-email": "hanako.example", "sent-story": "パソコンが古いままです。"}, prefix="sent")
    yield Sample("error_summary", {"form": sent}, is_wide=True)
    for name in sent.fields:
        yield Sample("field", {"field": sent[name]}, "送ったあと")
    yield Sample("form", {"form": SampleForm(prefix="whole")}, "{{ form }} と書くとき", is_wide=True)


def groups() -> list[Group]:
    """Headings and samples in the order of the page. The frame's own parts stand around the page itself."""
    rows = yaml.safe_load(PLAIN.read_text(encoding="utf-8"))
    plain = [Group(row["heading"], [Sample(**sample) for sample in row["samples"]]) for row in rows]
    return [*plain, Group("確かさと印", list(_with_enums())), Group("書きこむ", list(_with_forms()))]
