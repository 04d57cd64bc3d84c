"""Answering the office."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.doors.forms import KindForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import OnceForm, go_once
from tsunagu.doors.specialist.entering import trail_to, with_application
from tsunagu.specialists.actions.review_messages import write_message
from tsunagu.specialists.own_application import OwnApplication
from tsunagu.specialists.own_review import own_thread
from tsunagu.specialists.states import ReviewSide


class AnswerForm(KindForm, OnceForm):
    """A message to the office."""

    text = forms.CharField(label="事務局への返事", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))


@with_application
def thread(request: MemberRequest, application: OwnApplication) -> HttpResponse:
    """What the office asked and what was answered; a new answer."""
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (gone := go_once(request, form, lambda: _answer(request, application, form))):
        return gone
    shown = {"lines": own_thread(application.specialist), "form": form, "trail": trail_to(application)}
    return render(request, "specialist/thread.html", shown)


def _answer(request: MemberRequest, application: OwnApplication, form: AnswerForm) -> str:
    listing, text = application.specialist.listing, form.cleaned_data["text"]
    write_message(listing, ReviewSide.SPECIALIST, text, by=request.actor, at=timezone.now())
    messages.success(request, "事務局に送りました。")
    return reverse("specialist:thread")
