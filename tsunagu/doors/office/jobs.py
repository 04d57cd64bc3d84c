"""Work done apart from pages: how far it is, stopping it, trying it again."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.doors.filters import FilterLink, chosen, filter_links
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import OnceForm, press_once
from tsunagu.upkeep.actions import jobs as actions
from tsunagu.upkeep.queries import JobRow, find_job, job_counts, jobs_for_office, timetable_for_office, workers_alive
from tsunagu.upkeep.states import JobState

SHOWN = 100


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job with the form its buttons send."""

    job: JobRow
    form: OnceForm


def jobs(request: MemberRequest) -> HttpResponse:
    """The latest jobs of one state or all, and the timetable."""
    now = timezone.now()
    state = chosen(request, JobState)
    rows = jobs_for_office(state=state, limit=SHOWN)
    return render(
        request,
        "office/jobs.html",
        {
            "lines": [JobLine(row, OnceForm(auto_id=False)) for row in rows],
            "filters": job_filters(state, job_counts()),
            "timetable": timetable_for_office(at=now),
            "workers": len(workers_alive(at=now)),
            "at": now,
            "shown": SHOWN,
            "is_cut": len(rows) == SHOWN,
        },
    )


def job_filters(state: JobState | None, counts: dict[JobState, int]) -> list[FilterLink]:
    """All, and each state with its number."""
    told = {one.value: (one.label, counts[one]) for one in JobState}
    return filter_links({"": ("すべて", sum(counts.values())), **told}, chosen=state or "")


def cancel_job(request: MemberRequest, pk: int) -> HttpResponse:
    """Stop a job: at once when it waits, at its next step when it runs."""
    return _act(request, pk, actions.request_cancel, "中止をお願いしました。実行中なら、区切りのよい所で止まります。")


def retry_job(request: MemberRequest, pk: int) -> HttpResponse:
    """Have a failed or cancelled job done again."""
    return _act(request, pk, actions.retry_job, "もう一度動かします。順番が来ると始まります。")


def _act(request: MemberRequest, pk: int, action: Callable[..., None], done: str) -> HttpResponse:
    job = find_job(pk)
    if job is None:
        raise Http404
    act = partial(action, job, by=request.actor, at=timezone.now())
    return press_once(request, act, back=reverse("office:jobs"), said=done)
