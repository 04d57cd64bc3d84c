"""Letters going out: never their text."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.doors.ages import age_words
from tsunagu.doors.filters import FilterLink, chosen, filter_links
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import OnceForm, press_once
from tsunagu.doors.paging import cut, mark_of, moment_and_number, pager
from tsunagu.mail.actions import try_again
from tsunagu.mail.queries import OutboxCounts, OutboxRow, find_letter, outbox_counts, outbox_rows
from tsunagu.mail.states import LetterState
from tsunagu.upkeep.queries import setting_number

SIZE = 50
LATE = "late"


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter, its age in words, and the form of its button where it may be sent again."""

    letter: OutboxRow
    age: str
    form: OnceForm | None


def outbox(request: MemberRequest) -> HttpResponse:
    """One page of letters, the newest first."""
    now = timezone.now()
    late_after = late_after_at(now)
    state, only_late = chosen(request, LetterState), request.GET.get("state") == LATE
    before = moment_and_number(request.GET.get("page", ""))
    found = outbox_rows(at=now, late_after=late_after, state=state, only_late=only_late, before=before, limit=SIZE + 1)
    rows, has_more = cut(found, SIZE)
    here = LATE if only_late else state or ""
    next_mark = mark_of(rows[-1].written_at, rows[-1].id) if has_more else ""
    return render(
        request,
        "office/outbox.html",
        {
            "lines": [_line(row) for row in rows],
            "filters": letter_filters(here, outbox_counts(at=now, late_after=late_after)),
            "late_hours": int(late_after.total_seconds() // 3600),
            "pager": pager({"state": here}, next_mark=next_mark, size=SIZE, is_first=before is None),
        },
    )


def late_after_at(now: datetime) -> timedelta:
    """How long a letter may wait before the secretariat is told (setting mail.late_after_hours)."""
    return timedelta(hours=setting_number("mail.late_after_hours", on=day_of(now)))


def letter_filters(here: str, counts: OutboxCounts) -> list[FilterLink]:
    """All, those that are late, and each state with its number."""
    told = {one.value: (one.label, counts.by_state[one]) for one in LetterState}
    everything = sum(counts.by_state.values())
    return filter_links({"": ("すべて", everything), LATE: ("遅れている", counts.late), **told}, chosen=here)


def _line(row: OutboxRow) -> LetterLine:
    return LetterLine(row, age_words(row.age), OnceForm(auto_id=False) if row.state is LetterState.FAILED else None)


def send_again(request: MemberRequest, pk: int) -> HttpResponse:
    """Give a letter that could not be sent another try."""
    letter = find_letter(pk)
    if letter is None:
        raise Http404
    act = partial(try_again, letter, by=request.actor, at=timezone.now())
    return press_once(request, act, back=reverse("office:outbox"), said="もう一度送ります。数分お待ちください。")
