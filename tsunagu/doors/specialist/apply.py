"""The application at a glance, sending it, taking it back."""

from dataclasses import dataclass
from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.base.errors import RuleBrokenError
from tsunagu.doors.forms import KindForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import OnceForm, go_once, press_once
from tsunagu.doors.specialist.entering import trail_to, with_application
from tsunagu.specialists.actions.drafts import open_draft, submit_application, withdraw_application
from tsunagu.specialists.actions.versions import edit_sheet
from tsunagu.specialists.application.declaring import content_of
from tsunagu.specialists.application.progress import StepProgress, StepState, is_whole, progress
from tsunagu.specialists.application.showing import Difference, differences
from tsunagu.specialists.application.steps import PHOTO
from tsunagu.specialists.application.survey import levels_of
from tsunagu.specialists.own_application import OwnApplication, known_values
from tsunagu.specialists.states import MOVES, ListingState
from tsunagu.specialists.versions import WAITING

KINDS = {StepState.OPEN: "", StepState.BEGUN: "care", StepState.DONE: "good"}


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step in the overview."""

    title: str
    why: str
    url: str
    label: str
    kind: str
    note: str
    missing: tuple[str, ...]


class SendForm(KindForm, OnceForm):
    """The word of the person."""

    agrees = forms.BooleanField(label="アクティブリストに載ることに同意します")


class TakeBackForm(KindForm, OnceForm):
    """Why, if they want to say."""

    reason = forms.CharField(
        label="理由", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="書かなくてもかまいません。",
    )  # fmt: skip


def step_address(code: str) -> str:
    """The page of a step."""
    return reverse("specialist:photo") if code == PHOTO else reverse("specialist:apply_step", args=[code])


def step_line(one: StepProgress) -> StepLine:
    """A step with its state in words."""
    return StepLine(
        title=one.step.title,
        why=one.step.why,
        url=step_address(one.step.code),
        label=one.state.label,
        kind=KINDS[one.state],
        note=one.note,
        missing=tuple(lack.sentence for lack in one.missing),
    )


@with_application
def apply(request: MemberRequest, application: OwnApplication) -> HttpResponse:
    """Every step with how far it is, and what can be done next."""
    found = progress(application.content)
    return render(
        request,
        "specialist/apply.html",
        {
            "application": application,
            "lines": [step_line(one) for one in found],
            "done": sum(one.state is StepState.DONE for one in found),
            "total": len(found),
            "needed": sum(bool(one.missing) for one in found),
            "is_whole": is_whole(application.content),
            "has_changes": application.is_listed and bool(changes(application)),
            "may_take_back": ListingState.WITHDRAWN in MOVES[application.state],
            "is_returned": application.state is ListingState.RETURNED,
            "is_withdrawn": application.state is ListingState.WITHDRAWN,
        },
    )


def changes(application: OwnApplication) -> list[Difference]:
    """Where the draft says something else than what the public sees."""
    return differences(known_values(application.specialist), application.content)


@with_application
def submit(request: MemberRequest, application: OwnApplication) -> HttpResponse:
    """Send the application, or publish the changes of a listed sheet; what is missing is named first."""
    form = SendForm(request.POST if request.method == "POST" else None)
    if application.is_listed:
        form.fields["agrees"].label = "変更を公開します"
    if form.is_valid() and (gone := go_once(request, form, lambda: _send(request, application))):
        return gone
    return render(
        request,
        "specialist/submit.html",
        {
            "application": application,
            "form": form,
            "lines": [step_line(one) for one in progress(application.content) if one.missing],
            "changes": changes(application) if application.is_listed else [],
            "waiting": WAITING.values(),
            "trail": trail_to(application),
        },
    )


def _send(request: MemberRequest, application: OwnApplication) -> str:
    now = timezone.now()
    if not application.is_listed:
        submit_application(application.specialist, by=request.actor, at=now)
        messages.success(request, "申請を送りました。受け付けのメールを確かめてください。")
        return reverse("specialist:home")
    if not is_whole(application.content):
        raise RuleBrokenError("まだ足りない所があります。上の一覧で確かめてください。")
    edited = edit_sheet(
        application.specialist,
        content_of(application.content),
        levels=levels_of(application.content),
        by=request.actor,
        at=now,
    )
    messages.success(request, "事務局が確かめる変更を送りました。" if edited.waiting else "変更を公開しました。")
    return reverse("specialist:versions")


@with_application
def withdraw(request: MemberRequest, application: OwnApplication) -> HttpResponse:
    """Take the application or the listing back, after one more look."""
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (gone := go_once(request, form, lambda: _take_back(request, application, form))):
        return gone
    shown = {"application": application, "form": form, "trail": trail_to(application)}
    return render(request, "specialist/withdraw.html", shown)


def _take_back(request: MemberRequest, application: OwnApplication, form: TakeBackForm) -> str:
    reason = form.cleaned_data["reason"]
    withdraw_application(application.specialist, by=request.actor, at=timezone.now(), reason=reason)
    messages.success(request, "取り下げました。書いた内容は残っています。")
    return reverse("specialist:apply")


@with_application
def again(request: MemberRequest, application: OwnApplication) -> HttpResponse:
    """Begin anew after an end: the draft is open again."""
    act = partial(open_draft, application.specialist, by=request.actor, at=timezone.now())
    return press_once(request, act, back=reverse("specialist:apply"))
