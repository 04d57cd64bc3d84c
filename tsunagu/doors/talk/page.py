"""The page of a conversation: everything one side sees, and the forms that apply now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.directory.queries.talks import AgreementRow, MeetingRow, TalkPage, talk_page
from tsunagu.directory.states import AgreementState, PaperKind
from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.limits import is_within
from tsunagu.doors.once import go_once
from tsunagu.doors.talk.acts import ACTS, BY_ROW, form_of
from tsunagu.doors.talk.forms import DoForm
from tsunagu.doors.talk.party import Party
from tsunagu.doors.unkept import unkept

OFTEN = "60/h"
TOO_OFTEN = "何度も送られました。1時間ほどあとで、もう一度お試しください。"


@dataclass(frozen=True, slots=True)
class Time:
    """A time to choose, with its button."""

    meeting: MeetingRow
    form: DoForm


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting, with the address of its calendar file or ""."""

    row: MeetingRow
    file_url: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to take or to print."""

    kind: PaperKind
    file_url: str
    pdf_url: str
    print_url: str


@dataclass(frozen=True, slots=True)
class Terms:
    """An agreement with its papers and, while it waits, its buttons; `agree` None: one's own, or settled."""

    row: AgreementRow
    papers: tuple[Paper, ...]
    agree: DoForm | None
    withdraw: DoForm | None


def talk(request: GatedRequest, party: Party) -> HttpResponse:
    """GET shows the conversation; POST does what its `do` says. A refusal is told on its form."""
    sent: DoForm | None = None
    if request.method == "POST":
        sent = _sent(request, party)
        if sent.is_valid():
            done = ACTS[sent.cleaned_data["do"]].done
            if gone := go_once(request, sent, _once(request, party, sent), said=done):
                return unkept(gone)
            party.target.refresh_from_db()
    page = talk_page(party.target, party.side, at=timezone.now())
    return unkept(render(request, "talk/talk.html", _shown(party, page, sent)))


def _sent(request: GatedRequest, party: Party) -> DoForm:
    do = request.POST.get("do", "")
    if do not in ACTS:
        raise Http404
    form = form_of(party, do, request.POST)
    if not is_within(request, "talk", OFTEN):
        form.add_error(None, TOO_OFTEN)
    return form


def _once(request: GatedRequest, party: Party, sent: DoForm) -> Callable[[], str]:
    def act() -> str:
        told = sent.cleaned_data
        ACTS[told["do"]].do(party, told, by=request.actor, at=timezone.now())
        return f"{party.address()}{ACTS[told['do']].anchor}"

    return act


def _shown(party: Party, page: TalkPage, sent: DoForm | None) -> dict[str, Any]:
    """The page's context; the form that was refused stands in its place with what was typed."""
    return {
        "page": page,
        "forms": {do: _form(party, do, sent) for do in ACTS if do not in BY_ROW},
        "refused": sent if sent is not None and sent.errors else None,
        "times": [Time(one, _form(party, "take", sent, one.pk)) for one in page.to_choose],
        "meetings": [_meeting(party, one) for one in page.meetings],
        "agreements": [_terms(party, page, one, sent) for one in page.agreements],
        "is_proposing": sent is not None and sent["do"].value() in {"times", "terms"},
        "trail": party.trail,
        "may_claim": party.company is not None,
    }


def _form(party: Party, do: str, sent: DoForm | None, row: int | None = None) -> DoForm:
    is_this = sent is not None and sent["do"].value() == do and (row is None or sent["row"].value() == str(row))
    return sent if sent is not None and is_this else form_of(party, do, row=row)


def _meeting(party: Party, row: MeetingRow) -> Meeting:
    return Meeting(row, party.address("talk_calendar", row.pk) if row.has_file else "")


def _terms(party: Party, page: TalkPage, row: AgreementRow, sent: DoForm | None) -> Terms:
    waits = page.is_open and row.state is AgreementState.PROPOSED
    return Terms(
        row=row,
        papers=tuple(
            Paper(
                kind,
                party.address("talk_paper", row.number, kind.value),
                party.address("talk_pdf", row.number, kind.value),
                party.address("talk_print", row.number, kind.value),
            )
            for kind in row.papers
        ),
        agree=_form(party, "agree", sent, row.pk) if waits and not row.is_own else None,
        withdraw=_form(party, "withdraw", sent, row.pk) if waits else None,
    )
