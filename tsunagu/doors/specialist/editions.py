"""Editions of the own sheet: all of them, and any two side by side."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render

from tsunagu.doors.forms import KindForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.specialist.entering import trail_to, with_application
from tsunagu.specialists.application.showing import differences
from tsunagu.specialists.own_application import EditionRow, OwnApplication, edition, editions
from tsunagu.specialists.states import VersionState
from tsunagu.specialists.versions import WAITING

KINDS = {VersionState.LIVE: "good", VersionState.SUBMITTED: "key", VersionState.RETURNED: "care"}


class CompareForm(KindForm):
    """Which edition to compare with."""

    other = forms.TypedChoiceField(label="くらべる版", coerce=int, required=False, empty_value=None)

    def __init__(self, rows: list[EditionRow], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choices = [(row.number, f"第{row.number}版（{row.state.label}）") for row in rows]
        self.fields["other"].choices = choices  # type: ignore[attr-defined]


@with_application
def versions(request: MemberRequest, application: OwnApplication) -> HttpResponse:
    """All editions, newest first."""
    rows = [(row, KINDS.get(row.state, ""), waiting_words(row)) for row in editions(application.specialist)]
    shown = {"rows": rows, "application": application, "trail": trail_to(application)}
    return render(request, "specialist/versions.html", shown)


def waiting_words(row: EditionRow) -> str:
    """The items of an edition that wait for the office."""
    return "、".join(WAITING[item] for item in row.waits_for if item in WAITING)


@with_application
def version(request: MemberRequest, application: OwnApplication, number: int) -> HttpResponse:
    """One edition beside another; without a choice beside the one before it (the first: beside nothing)."""
    rows = editions(application.specialist)
    row = next((row for row in rows if row.number == number), None)
    values = edition(application.specialist, number)
    if row is None or values is None:
        raise Http404
    others = [one for one in rows if one.number != number]
    form = CompareForm(others, {"other": request.GET.get("other", "")})
    form.is_valid()
    other = form.cleaned_data.get("other")
    if other is None:
        other = max((one.number for one in others if one.number < number), default=None)
    before = edition(application.specialist, other) if other is not None else {}
    shown = {
        "row": row,
        "kind": KINDS.get(row.state, ""),
        "waits": waiting_words(row),
        "other": other,
        "form": CompareForm(others, initial={"other": other}) if others else None,
        "changes": differences(before or {}, values),
        "trail": trail_to(application),
    }
    return render(request, "specialist/version.html", shown)
