"""Briefings a specialist may come to, and consultation days they were asked to advise at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tsunagu.base.errors import RuleBrokenError
from tsunagu.doors.events.registering import hours_of
from tsunagu.doors.forms import KindForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import OnceForm, go_once
from tsunagu.events.access import advising_of, registrations_of_specialist
from tsunagu.events.actions.advising import answer_adviser
from tsunagu.events.actions.registering import register_specialist
from tsunagu.events.models import EventAdviser
from tsunagu.events.queries.keeping import SlotRow, slots_of
from tsunagu.events.queries.own import advising_rows, find_advising, own_registrations
from tsunagu.events.queries.showing import events_ahead, find_public, page_of
from tsunagu.events.states import EventKind
from tsunagu.specialists.access import listings_visible_to
from tsunagu.specialists.freshness_queries import owner_of

NO_EVENT = "この説明会は見つかりません。"
NO_SHEET = "先に、登録番号と氏名を登録してください。"


class AnswerForm(KindForm, OnceForm):
    """When one is free, and how much one takes."""

    free_slots = forms.MultipleChoiceField(
        label="空いている時間",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="選ばなければ、どの時間でもよいとします。",
    )
    most = forms.IntegerField(label="多くて何件", min_value=1, max_value=40, widget=forms.NumberInput)
    is_online = forms.BooleanField(label="オンラインで相談を受ける", required=False)

    def __init__(self, *args: Any, slots: list[SlotRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = self.fields["free_slots"]
        if isinstance(free, forms.MultipleChoiceField):
            free.choices = [(str(slot.number), hours_of(slot)) for slot in slots]
        if not slots:
            del self.fields["free_slots"]


def events(request: MemberRequest) -> HttpResponse:
    """What one was asked, what one registered for, which briefings are ahead."""
    if request.method == "POST":
        _register(request)
        return redirect("specialist:events")
    own = own_registrations(registrations_of_specialist(request.user.pk), at=timezone.now())
    taken = {one.event_id for one in own}
    facts = {
        "asked": advising_rows(advising_of(request.user.pk), at=timezone.now()),
        "own": own,
        "briefings": [(row, row.pk in taken) for row in events_ahead(at=timezone.now(), kind=EventKind.BRIEFING)],
    }
    return render(request, "specialist/events.html", facts)


def _register(request: MemberRequest) -> None:
    number = request.POST.get("event", "")
    is_number = number.isascii() and number.isdecimal() and len(number) <= 18
    found = find_public(int(number)) if is_number else None
    specialist = owner_of(listings_visible_to(request.user, request.standing.rights))
    if found is None or specialist is None:
        messages.error(request, NO_EVENT if specialist else NO_SHEET)
        return
    try:
        one = register_specialist(found, specialist, by=request.actor, at=timezone.now())
        messages.success(request, f"申し込みました：{one.state_now.label}")
    except RuleBrokenError as refusal:
        messages.error(request, str(refusal))


def advising(request: MemberRequest, pk: int) -> HttpResponse:
    """A request to advise and its two answers; they may be given anew until the day."""
    one = find_advising(advising_of(request.user.pk), pk)
    if one is None:
        raise Http404
    slots = slots_of(one.event)
    first = {"most": one.most, "is_online": one.is_online, "free_slots": [str(number) for number in one.free_slots]}
    form = AnswerForm(request.POST or None, slots=slots, initial=first)
    if request.method == "POST" and ("decline" in request.POST or form.is_valid()):
        form.is_valid()
        if response := _answer(request, one, form):
            return response
    facts = {"adviser": one, "page": page_of(one.event, at=timezone.now()), "form": form}
    return render(request, "specialist/advising.html", facts)


def _answer(request: MemberRequest, one: EventAdviser, form: AnswerForm) -> HttpResponse | None:
    told, is_accepted = form.cleaned_data, "decline" not in request.POST

    def act() -> str:
        answer_adviser(
            one,
            is_accepted=is_accepted,
            free_slots=[int(number) for number in told.get("free_slots", ())],
            most=told.get("most") or one.most,
            is_online=told.get("is_online", False),
            by=request.actor,
            at=timezone.now(),
        )
        return reverse("specialist:advising", args=[one.pk])

    return go_once(request, form, act, said="返事を送りました。")
