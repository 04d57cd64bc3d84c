"""The first page of a new specialist: number and name. Sign-up leads here."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tsunagu.doors.applying.step_form import TypedField
from tsunagu.doors.forms import KindForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.limits import is_within
from tsunagu.doors.once import OnceForm, go_once
from tsunagu.specialists.actions.drafts import begin_application
from tsunagu.specialists.application.steps import steps
from tsunagu.specialists.own_application import own_application

OFTEN = "20/h"
TOO_OFTEN = "何度も入力されました。1時間ほどあとで、もう一度お試しください。"
BEGUN = "申請を始めました。少しずつ書いて、保存できます。"
ASKED = ("riss_no", "name", "name_kana")


class BeginForm(KindForm, OnceForm):
    """Number, name and reading: the same three questions as in the basics, all of them needed."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        told = {field.key: field for field in steps()["basics"].fields}
        self.fields |= {key: TypedField(told[key]) for key in ASKED}

    def clean(self) -> dict[str, object]:
        """Here nothing may stay empty."""
        for key in ASKED:
            if key not in self.errors and not self.cleaned_data.get(key):
                self.add_error(key, "入力してください。")
        return self.cleaned_data


def begin(request: MemberRequest) -> HttpResponse:
    """Enter number and name; whoever has done so already goes on to the application."""
    if own_application(request.user) is not None and request.method != "POST":
        return redirect("specialist:apply")
    is_sent = request.method == "POST"
    form = BeginForm(request.POST if is_sent else None, initial={"name": request.user.name})
    if is_sent and not is_within(request, "begin_application", OFTEN):
        form.add_error(None, TOO_OFTEN)
    elif form.is_valid() and (gone := go_once(request, form, lambda: _begin(request, form), said=BEGUN)):
        return gone
    return render(request, "specialist/begin.html", {"form": form})


def _begin(request: MemberRequest, form: forms.Form) -> str:
    told = form.cleaned_data
    begin_application(
        request.user, told["riss_no"], told["name"], told["name_kana"], by=request.actor, at=timezone.now()
    )
    return reverse("specialist:apply")
