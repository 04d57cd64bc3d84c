"""What a side takes away from a conversation: calendar files, papers. Downloads only; a page to print a paper."""

from __future__ import annotations

from email.utils import parseaddr

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.base.errors import RuleBrokenError
from tsunagu.base.pdf import PDF
from tsunagu.directory.actions.agreements import read_paper
from tsunagu.directory.documents import CalendarEntry, calendar_file, pdf_of, read_word
from tsunagu.directory.queries.talks import find_meeting, find_paper
from tsunagu.directory.states import AppointmentState, Side
from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.talk.party import Party
from tsunagu.doors.unkept import unkept
from tsunagu.vault.documents import as_attachment
from tsunagu.vault.models import StoredFile

GIVEN = frozenset({AppointmentState.AGREED, AppointmentState.CANCELLED, AppointmentState.MET})


def calendar(party: Party, meeting: int) -> HttpResponse:
    """A meeting for one's own calendar: put in, changed, or taken out."""
    found = find_meeting(party.target, meeting)
    if found is None or not found.uid or found.state_now not in GIVEN:
        raise Http404
    entry = CalendarEntry(
        uid=found.uid,
        sequence=found.sequence,
        state=found.state_now,
        title=_title(party),
        starts_at=found.starts_at,
        minutes=found.minutes,
        place=found.place,
        organizer=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        link=settings.SITE_URL,
    )
    headers = {"Content-Disposition": 'attachment; filename="meeting.ics"', "X-Content-Type-Options": "nosniff"}
    body = calendar_file(entry, at=timezone.now())
    return unkept(HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers))


def paper(request: GatedRequest, party: Party, number: int, kind: str) -> HttpResponse:
    """A paper as Word, as it was made."""
    body, content_type, headers = as_attachment(*_read(request, party, number, kind))
    return HttpResponse(body, content_type=content_type, headers=headers)


def paper_pdf(request: GatedRequest, party: Party, number: int, kind: str) -> HttpResponse:
    """The words of the paper as it was made, as PDF."""
    stored, content = _read(request, party, number, kind)
    body = pdf_of(read_word(content), at=stored.stored_at)
    _, _, headers = as_attachment(stored, body, name=f"{stored.name.removesuffix('.docx')}.pdf")
    return HttpResponse(body, content_type=PDF, headers=headers)


def printed(request: GatedRequest, party: Party, number: int, kind: str) -> HttpResponse:
    """The same words as a page to print."""
    _, content = _read(request, party, number, kind)
    shown = {"paper": read_word(content), "back": party.address()}
    return unkept(render(request, "talk/paper.html", shown))


def _read(request: GatedRequest, party: Party, number: int, kind: str) -> tuple[StoredFile, bytes]:
    found = find_paper(party.target, number, kind)
    if found is None:
        raise Http404
    try:
        return read_paper(found, by=request.actor, at=timezone.now())
    except RuleBrokenError:
        raise Http404 from None


def _title(party: Party) -> str:
    """The name of a specialist is public; the name of who asked is not."""
    if party.side is Side.VISITOR:
        return f"つなぐ：面談（{party.target.specialist.name}さん）"
    return f"つなぐ：面談（{party.target.enquiry_id}番の問い合わせ）"
