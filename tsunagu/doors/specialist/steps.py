"""One step of the application: shown, saved whole or not, and the difference when another window was first."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tsunagu.base.errors import RuleBrokenError
from tsunagu.doors.applying.step_form import StepForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.specialist.apply import step_address
from tsunagu.doors.specialist.entering import trail_to, with_application
from tsunagu.specialists.actions.drafts import CHANGED, open_draft, save_step
from tsunagu.specialists.application.progress import step_progress
from tsunagu.specialists.application.showing import Difference, step_differences
from tsunagu.specialists.application.steps import BOUND, PHOTO, steps
from tsunagu.specialists.own_application import OwnApplication

LATER = "later"


@with_application
def apply_step(request: MemberRequest, application: OwnApplication, code: str) -> HttpResponse:
    """Show a step, or save it. What is missing is said beside its field, and everything typed is kept all the same."""
    if code == PHOTO or code not in steps():
        raise Http404
    if request.method == "POST":
        return _save(request, application, code)
    form = StepForm(steps()[code], None, content=application.content, seen=application.seen)
    return _page(request, application, form, [])


def _save(request: MemberRequest, application: OwnApplication, code: str) -> HttpResponse:
    form = StepForm(steps()[code], request.POST, content=application.content, seen=application.seen)
    form.is_valid()
    now = timezone.now()
    try:
        draft = save_step(
            open_draft(application.specialist, by=request.actor, at=now),
            code,
            form.values(),
            unread=form.unread(),
            seen=form.cleaned_data.get("seen") or 0,
            by=request.actor,
            at=now,
        )
    except RuleBrokenError as refusal:
        return _refused(request, application, form, refusal)
    if request.POST.get("then") == LATER:
        messages.success(request, f"「{form.step.title}」を保存しました。")
        return redirect("specialist:apply")
    if not step_progress(code, draft.content).missing:
        messages.success(request, f"「{form.step.title}」を保存しました。")
        return redirect(_next_address(code))
    form.see(draft.seen)
    form.tell_missing(draft.content)
    return _page(request, application, form, [], is_saved=True)


def _refused(
    request: MemberRequest, application: OwnApplication, form: StepForm, refusal: RuleBrokenError
) -> HttpResponse:
    others: list[Difference] = []
    if str(refusal) == CHANGED:
        others = step_differences(form.step.code, application.content.get(form.step.code, {}), form.values())
        form.see(application.seen)
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _page(request, application, form, others)


def _page(
    request: MemberRequest,
    application: OwnApplication,
    form: StepForm,
    others: list[Difference],
    *,
    is_saved: bool = False,
) -> HttpResponse:
    codes = list(steps())
    shown = {
        "application": application,
        "form": form,
        "step": form.step,
        "place": codes.index(form.step.code) + 1,
        "total": len(codes),
        "others": others,
        "is_saved": is_saved,
        "is_bound": form["way"].value() == BOUND if "way" in form.fields else False,
        "is_survey": form.step.code.startswith("skills-"),
        "next_url": _next_address(form.step.code),
        "trail": trail_to(application),
    }
    return render(request, "specialist/step.html", shown)


def _next_address(code: str) -> str:
    codes = list(steps())
    place = codes.index(code) + 1
    return step_address(codes[place]) if place < len(codes) else "../"
