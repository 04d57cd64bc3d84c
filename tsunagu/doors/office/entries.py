"""The application of somebody without a login: the office writes it from paper; the person may take it over later."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tsunagu.base.errors import RuleBrokenError
from tsunagu.doors.applying.step_form import StepForm
from tsunagu.doors.forms import KindForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import OnceForm, go_once
from tsunagu.specialists.access import entries_visible_to
from tsunagu.specialists.actions.drafts import CHANGED, open_draft, save_step, submit_application
from tsunagu.specialists.application.progress import StepProgress, StepState, is_whole, progress, step_progress
from tsunagu.specialists.application.showing import step_differences
from tsunagu.specialists.application.steps import PHOTO, steps
from tsunagu.specialists.own_application import OwnApplication, application_of

KINDS = {StepState.OPEN: "", StepState.BEGUN: "care", StepState.DONE: "good"}


class AgreedForm(KindForm, OnceForm):
    """The word of the person, given on paper."""

    agreed = forms.BooleanField(label="掲載することへの同意を、ご本人から書面で受け取りました")


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A step in the overview."""

    title: str
    url: str
    label: str
    kind: str
    missing: tuple[str, ...]


def entry(request: MemberRequest, riss_no: str) -> HttpResponse:
    """Every step with how far it is; sending it as the person asked."""
    application = _found(request, riss_no)
    form = AgreedForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (gone := go_once(request, form, lambda: _send(request, application))):
        return gone
    shown = {
        "application": application,
        "lines": [_line(one, riss_no) for one in progress(application.content) if one.step.code != PHOTO],
        "form": form,
        "is_whole": is_whole(application.content),
        "trail": _trail(application)[:-1],
    }
    return render(request, "office/entry.html", shown)


def entry_step(request: MemberRequest, riss_no: str, code: str) -> HttpResponse:
    """Show a step, or save it, whole or not. A photo is for the person to give."""
    application = _found(request, riss_no)
    if code == PHOTO or code not in steps():
        raise Http404
    is_sent = request.method == "POST"
    data = request.POST if is_sent else None
    form = StepForm(steps()[code], data, content=application.content, seen=application.seen)
    is_saved = is_sent and _is_saved(request, application, form)
    if is_saved and not form.errors:
        messages.success(request, f"「{form.step.title}」を保存しました。")
        return redirect("office:entry", form.cleaned_data.get("riss_no") or riss_no)  # it may just have been changed
    is_late = CHANGED in form.non_field_errors()
    shown = {
        "application": application,
        "form": form,
        "others": step_differences(code, application.content.get(code, {}), form.values()) if is_late else [],
        "is_saved": is_saved,
        "trail": _trail(application),
    }
    return render(request, "office/entry_step.html", shown)


def _found(request: MemberRequest, riss_no: str) -> OwnApplication:
    application = application_of(entries_visible_to(request.standing.rights), riss_no)
    if application is None:
        raise Http404
    return application


def _is_saved(request: MemberRequest, application: OwnApplication, form: StepForm) -> bool:
    """Kept, also with gaps: those are told on the form. Refused: told on the form, too."""
    form.is_valid()
    now, code = timezone.now(), form.step.code
    try:
        draft = open_draft(application.specialist, by=request.actor, at=now)
        seen = form.cleaned_data.get("seen") or 0
        saved = save_step(draft, code, form.values(), unread=form.unread(), seen=seen, by=request.actor, at=now)
    except RuleBrokenError as refusal:
        form.see(application.seen)
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    form.see(saved.seen)
    if step_progress(code, saved.content).missing:
        form.tell_missing(saved.content)
    return True


def _send(request: MemberRequest, application: OwnApplication) -> str:
    submit_application(application.specialist, by=request.actor, at=timezone.now())
    messages.success(request, "申請しました。ふだんの申請と同じように、確かめてください。")
    return reverse("office:review_listing", args=[application.specialist.riss_no])


def _line(one: StepProgress, riss_no: str) -> EntryLine:
    url = reverse("office:entry_step", args=[riss_no, one.step.code])
    missing = tuple(lack.sentence for lack in one.missing)
    return EntryLine(one.step.title, url, one.state.label, KINDS[one.state], missing)


def _trail(application: OwnApplication) -> list[dict[str, str]]:
    who = application.specialist
    return [
        {"url": reverse("office:review"), "label": "申請の確認"},
        {"url": reverse("office:review_listing", args=[who.riss_no]), "label": who.name},
        {"url": reverse("office:entry", args=[who.riss_no]), "label": "本人に代わって書く"},
    ]
