"""Enquiries for the secretariat: all with state and age; held ones are let through or refused with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.accounts.states import Right
from tsunagu.base.calendar import day_of
from tsunagu.directory.access import enquiries_visible_to
from tsunagu.directory.actions.ending import refuse_enquiry
from tsunagu.directory.actions.enquiries import release_enquiry
from tsunagu.directory.models import Enquiry
from tsunagu.directory.queries.enquiries import own_enquiry
from tsunagu.directory.queries.office_enquiries import (
    EnquiryRow,
    enquiry_counts,
    enquiry_rows,
    find_enquiry,
    hold_of,
)
from tsunagu.directory.states import EnquiryState
from tsunagu.doors.ages import age_words
from tsunagu.doors.filters import FilterLink, chosen, filter_links
from tsunagu.doors.forms import KindForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import OnceForm, go_once
from tsunagu.doors.paging import cut, mark_of, moment_and_number, pager

SIZE = 50


@dataclass(frozen=True, slots=True)
class EnquiryLine:
    """A row and its age in words."""

    row: EnquiryRow
    age: str


class DecideForm(KindForm, OnceForm):
    """Let through, or refuse with a reason."""

    words = forms.CharField(
        label="届けない理由",
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="届けないときだけ書きます。問い合わせた方が読みます。",
    )


def enquiries(request: MemberRequest) -> HttpResponse:
    """One page of the list, the newest first."""
    now, state = timezone.now(), chosen(request, EnquiryState)
    before = moment_and_number(request.GET.get("page", ""))
    visible = enquiries_visible_to(request.standing.rights)
    rows, has_more = cut(enquiry_rows(visible, state=state, before=before, limit=SIZE + 1), SIZE)
    next_mark = mark_of(rows[-1].made_at, rows[-1].key) if has_more else ""
    return render(
        request,
        "office/enquiries.html",
        {
            "lines": [EnquiryLine(row, age_words(now - row.made_at)) for row in rows],
            "filters": _filters(state or "", enquiry_counts(visible)),
            "pager": pager({"state": state or ""}, next_mark=next_mark, size=SIZE, is_first=before is None),
        },
    )


def _filters(here: str, counts: dict[EnquiryState, int]) -> list[FilterLink]:
    told = {state.value: (state.label, counts[state]) for state in EnquiryState}
    return filter_links({"": ("すべて", sum(counts.values())), **told}, chosen=here)


def enquiry(request: MemberRequest, pk: int) -> HttpResponse:
    """One enquiry; a held one with its two buttons."""
    found = find_enquiry(enquiries_visible_to(request.standing.rights), pk)
    if found is None:
        raise Http404
    form = DecideForm(request.POST or None)
    if request.method == "POST":
        if Right.ENQUIRY_DECIDE not in request.standing.rights:
            raise Http404
        if form.is_valid() and (response := _decide(request, form, found)):
            return response
    page = own_enquiry(found, today=day_of(timezone.now()))
    facts = {"page": page, "hold": hold_of(found), "is_held": page.state is EnquiryState.HELD, "form": form}
    return render(request, "office/enquiry.html", facts)


def _decide(request: MemberRequest, form: DecideForm, found: Enquiry) -> HttpResponse | None:
    def act() -> str:
        now = timezone.now()
        if "refuse" in request.POST:
            refuse_enquiry(found, form.cleaned_data["words"], by=request.actor, at=now)
        else:
            release_enquiry(found, by=request.actor, at=now)
        return reverse("office:enquiry", args=[found.pk])

    gone = go_once(request, form, act, said="決めたことを登録しました。")
    if gone is None:
        found.refresh_from_db()
    return gone
