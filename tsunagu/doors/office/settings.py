"""Settings as dated rows: what holds now, what is to come, what held before; and a new row."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.base.calendar import day_of, days_after
from tsunagu.base.errors import RuleBrokenError
from tsunagu.doors.forms import DayField, KindForm, SeenField
from tsunagu.doors.fresh import typed_before
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.office.setting_lines import DatedRow, dated_row, setting_line, typed_words
from tsunagu.doors.once import OnceForm, redirect_once
from tsunagu.upkeep.actions.settings import change_setting as add_row
from tsunagu.upkeep.known_settings import KnownSetting
from tsunagu.upkeep.queries import SettingRow, newer_versions, settings_for_office

CHANGED = "ほかの担当者が先に変更しました。上の表で、ちがいを確かめてください。"
YES_NO = [("yes", "はい"), ("no", "いいえ")]


class SettingForm(KindForm, OnceForm):
    """A new dated row. `seen`: the version shown with the form, so that a change in between is noticed."""

    value = forms.CharField(label="新しい値", required=False, max_length=200)
    valid_from = DayField("いつから", "明日より後の日を選びます。始まっている件は、今の値のままです。", required=True)
    source = forms.CharField(
        label="よりどころ",
        required=False,
        max_length=300,
        help_text="例：運営会議 2026年12月。なければ空のままにします。",
    )
    reason = forms.CharField(label="変える理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    seen = SeenField()

    def __init__(self, known: KnownSetting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known.kind == "yes_no":
            self.fields["value"] = forms.ChoiceField(label="新しい値", choices=YES_NO, widget=forms.RadioSelect)
        elif known.kind == "number":
            self.fields["value"].required = True
            self.fields["value"].widget.attrs["inputmode"] = "numeric"
            self.fields["value"].help_text = f"{known.min} から {known.max} までの数（{known.unit}）"
        else:
            self.fields["value"].help_text = f"{known.max}文字まで。空にすると、出ません。"
        self.order_fields(["value", "valid_from", "source", "reason"])


def settings(request: MemberRequest) -> HttpResponse:
    """All settings: today's value, what comes, what was."""
    rows = settings_for_office(on=day_of(timezone.now()))
    return render(request, "office/settings.html", {"lines": [setting_line(row) for row in rows]})


def change_setting(request: MemberRequest, code: str) -> HttpResponse:
    """Let a setting have another value from a coming day on."""
    today = day_of(timezone.now())
    row = next((row for row in settings_for_office(on=today) if row.known.code == code), None)
    if row is None:
        raise Http404
    shown = {"valid_from": days_after(today, 1), "seen": row.version, **typed_before(request)}
    form = SettingForm(row.known, request.POST if request.method == "POST" else None, initial=shown)
    newer: list[DatedRow] = []
    if form.is_valid():
        try:
            response = redirect_once(request, form, lambda: _add(request, form, row))
        except RuleBrokenError as refusal:
            newer = [] if refusal.field else _show_newest(request, form, row.known)
            form.add_error(refusal.field, CHANGED if newer else str(refusal))
        else:
            messages.success(request, f"「{row.known.label}」の新しい値を登録しました。")
            return response
    trail = [{"url": reverse("office:settings"), "label": "設定"}]
    shown_page = {"line": setting_line(row), "form": form, "newer": newer, "trail": trail, "typed": ""}
    if newer:
        shown_page["typed"] = typed_words(row.known, form.cleaned_data["value"])
    return render(request, "office/change_setting.html", shown_page)


def _add(request: MemberRequest, form: SettingForm, row: SettingRow) -> str:
    told = form.cleaned_data
    add_row(
        row.known.code,
        told["value"],
        valid_from=told["valid_from"],
        reason=told["reason"],
        source=told["source"],
        seen=told["seen"] or 0,
        by=request.actor,
        at=timezone.now(),
    )
    return f"{reverse('office:settings')}#{setting_line(row).anchor}"


def _show_newest(request: MemberRequest, form: SettingForm, known: KnownSetting) -> list[DatedRow]:
    """What others registered meanwhile; sending the form again then counts as having seen it."""
    newer = newer_versions(known.code, than=form.cleaned_data["seen"] or 0)
    if newer:
        form.data = request.POST.copy()
        form.data["seen"] = str(newer[-1].version)
    return [dated_row(known, row) for row in newer]
