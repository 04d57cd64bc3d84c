"""The skill survey as an Excel file: taken home, brought back, its difference looked at before anything is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tsunagu.base.errors import RuleBrokenError
from tsunagu.base.tables import RowMessage
from tsunagu.doors.forms import KindForm, SeenField
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.specialist.entering import trail_to, with_application
from tsunagu.specialists.actions.drafts import open_draft, save_steps
from tsunagu.specialists.application.showing import Difference, step_differences
from tsunagu.specialists.application.survey import grounds_of, levels_of, survey_values
from tsunagu.specialists.own_application import OwnApplication
from tsunagu.specialists.skill_answers import WrongAnswersError, skill_answers
from tsunagu.specialists.skill_form import read_survey_file, skill_form

MOST_BYTES = 2 * 2**20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME = "スキル調査.xlsx"
NOT_OURS = "読み直せませんでした。もう一度ファイルを選んでください。"


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file says: the answers as the hidden field keeps them, the differences, and messages per row."""

    answers: str
    changes: list[Difference]
    messages: tuple[RowMessage, ...]


class SurveyFileForm(KindForm):
    """The file somebody brings back."""

    file = forms.FileField(
        label="Excel のファイル",
        help_text="書き出したファイルに書きこんで、保存したものを選びます。2 MB までです。",
        error_messages={"empty": "ファイルが空です。もう一度選んでください。", "invalid": "ファイルを選んでください。"},
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Nothing large is read."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError("ファイルが大きすぎます。書き出した様式のまま使ってください。")
        return file


class TakeInForm(forms.Form):
    """The answers that were looked at, and the count of saves they were compared with."""

    answers = forms.CharField(max_length=200_000, widget=forms.HiddenInput)
    seen = SeenField(required=True)


@with_application
def survey_download(_request: MemberRequest, application: OwnApplication) -> HttpResponse:
    """The 64 questions with the answers of the draft."""
    body = skill_form(levels_of(application.content), grounds_of(application.content))
    headers = {"Content-Disposition": f"attachment; filename=\"skills.xlsx\"; filename*=UTF-8''{quote(NAME)}"}
    return HttpResponse(body, content_type=XLSX, headers=headers)


@with_application
def survey_file(request: MemberRequest, application: OwnApplication) -> HttpResponse:
    """Bring a file back: first its difference, then, when agreed to, into the draft."""
    if request.method == "POST" and "answers" in request.POST:
        return _take_in(request, application)
    is_sent = request.method == "POST"
    form = SurveyFileForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    brought = None
    if form.is_valid():
        try:
            brought = _brought(form.cleaned_data["file"].read(), application)
        except RuleBrokenError as refusal:
            form.add_error("file", str(refusal))
    return _page(request, application, form, brought)


def _page(
    request: MemberRequest, application: OwnApplication, form: SurveyFileForm, brought: Brought | None
) -> HttpResponse:
    kept = TakeInForm(initial={"answers": brought.answers, "seen": application.seen}) if brought else None
    shown = {"form": form, "brought": brought, "kept": kept, "application": application, "trail": trail_to(application)}
    return render(request, "specialist/survey_file.html", shown)


def _brought(content: bytes, application: OwnApplication) -> Brought:
    levels, grounds, wrong = read_survey_file(content)
    return _compared(
        levels_of(application.content) | levels, grounds_of(application.content) | grounds, wrong, application
    )


def _compared(
    levels: dict[str, list[int | None]],
    grounds: dict[str, str],
    wrong: tuple[RowMessage, ...],
    application: OwnApplication,
) -> Brought:
    becomes = survey_values(levels, grounds)
    found = [
        change
        for step, values in becomes.items()
        for change in step_differences(step, application.content.get(step, {}), values)
    ]
    return Brought(json.dumps({"levels": levels, "grounds": grounds}, ensure_ascii=False), found, wrong)


def _take_in(request: MemberRequest, application: OwnApplication) -> HttpResponse:
    form, kept = SurveyFileForm(), TakeInForm(request.POST)
    try:
        levels, grounds = _answers(kept)
        now = timezone.now()
        save_steps(
            open_draft(application.specialist, by=request.actor, at=now),
            survey_values(levels, grounds),
            seen=kept.cleaned_data["seen"],
            by=request.actor,
            at=now,
        )
    except RuleBrokenError as refusal:
        form = SurveyFileForm({}, {})
        form.errors.clear()
        form.add_error(None, f"{refusal}もう一度ファイルを選んでください。")
        return _page(request, application, form, None)
    messages.success(request, "スキル調査の回答を取りこみました。")
    return redirect("specialist:apply")


def _answers(kept: TakeInForm) -> tuple[dict[str, Any], dict[str, str]]:
    """The hidden field as this page wrote it; anything else is refused."""
    if not kept.is_valid():
        raise RuleBrokenError(NOT_OURS)
    try:
        said = json.loads(kept.cleaned_data["answers"])
        levels = {code: list(given) for code, given in skill_answers(said["levels"]).levels.items()}
        grounds = {str(code): str(words) for code, words in said["grounds"].items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, WrongAnswersError):
        raise RuleBrokenError(NOT_OURS) from None
    return levels, grounds
