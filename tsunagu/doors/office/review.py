"""What waits for the office, and one listing under review: read, tick, ask back, decide."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.doors.ages import age_words
from tsunagu.doors.filters import FilterLink, chosen, filter_links
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.office.review_acts import ACTS, form_of
from tsunagu.doors.office.review_forms import DoForm
from tsunagu.doors.once import go_once
from tsunagu.doors.paging import cut, mark_of, moment_and_number, pager
from tsunagu.specialists.access import listings_visible_to
from tsunagu.specialists.models import QualificationProof
from tsunagu.specialists.review_page import CriterionLine, ReviewPage, review_page
from tsunagu.specialists.review_queue import (
    FOR_THE_OFFICE,
    QueueCounts,
    QueueRow,
    Waiting,
    queue_counts,
    queue_rows,
    review_queue,
)
from tsunagu.specialists.states import ProofState

SIZE = 50


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A row of the queue and how long it waits, in words."""

    row: QueueRow
    age: str


@dataclass(frozen=True, slots=True)
class Ticked:
    """A criterion with the form of its two buttons; None where nothing is ticked now."""

    line: CriterionLine
    form: DoForm | None


@dataclass(frozen=True, slots=True)
class Paper:
    """A proof with the form of its two buttons; None once it is checked. `can_open`: the file is still there."""

    proof: QualificationProof
    state: ProofState
    form: DoForm | None
    can_open: bool


def review(request: MemberRequest) -> HttpResponse:
    """The queue: one reason or all, who waits longest first."""
    now = timezone.now()
    reason = chosen(request, Waiting)
    after = moment_and_number(request.GET.get("page", ""))
    queue = review_queue(listings_visible_to(request.user, request.standing.rights), today=day_of(now))
    reasons = (reason,) if reason else FOR_THE_OFFICE
    rows, has_more = cut(queue_rows(queue, reasons=reasons, after=after, limit=SIZE + 1), SIZE)
    next_mark = mark_of(rows[-1].since, rows[-1].key) if has_more else ""
    return render(
        request,
        "office/review.html",
        {
            "lines": [QueueLine(row, age_words(now - row.since)) for row in rows],
            "filters": _filters(reason, queue_counts(queue)),
            "pager": pager({"state": reason or ""}, next_mark=next_mark, size=SIZE, is_first=after is None),
        },
    )


def _filters(reason: Waiting | None, counts: QueueCounts) -> list[FilterLink]:
    told = {one.value: (one.label, counts.by_reason[one]) for one in Waiting}
    return filter_links({"": ("事務局を待つもの", counts.whole), **told}, chosen=reason or "")


def review_listing(request: MemberRequest, riss_no: str) -> HttpResponse:
    """One listing with everything the office needs to decide; a POST does what its `do` says."""
    now = timezone.now()
    visible = listings_visible_to(request.user, request.standing.rights)
    page = review_page(visible, riss_no, today=day_of(now))
    if page is None:
        raise Http404
    sent: DoForm | None = None
    if request.method == "POST":
        act = ACTS.get(request.POST.get("do", ""))
        if act is None:
            raise Http404
        sent = form_of(page, request.POST.get("do", ""), request.POST)
        if sent.is_valid():
            if gone := go_once(request, sent, _once(request, page, sent, act.do), said=act.done):
                return gone
            page = review_page(visible, riss_no, today=day_of(now)) or page
    return render(request, "office/review_listing.html", _shown(page, sent))


def _once(request: MemberRequest, page: ReviewPage, sent: DoForm, do: Callable[..., str]) -> Callable[[], str]:
    def act() -> str:
        anchor = do(page, sent, by=request.actor, at=timezone.now())
        return f"{reverse('office:review_listing', args=[page.listing.specialist.riss_no])}{anchor}"

    return act


def _shown(page: ReviewPage, sent: DoForm | None) -> dict[str, Any]:
    """The page's context; the form that was refused stands in its place with what was typed."""
    forms = {do: sent if sent and sent["do"].value() == do else form_of(page, do) for do in ACTS if not ACTS[do].by_row}
    return {
        "page": page,
        "forms": forms,
        "refused": sent,
        "ticks": [_ticked(page, line, sent) for line in page.criteria],
        "papers": [_paper(page, proof, sent) for proof in page.proofs],
        "trail": [{"url": reverse("office:review"), "label": "申請の確認"}],
    }


def _ticked(page: ReviewPage, line: CriterionLine, sent: DoForm | None) -> Ticked:
    return Ticked(line, _row_form(page, "criterion", line.criterion.pk, sent) if page.can_tick else None)


def _paper(page: ReviewPage, proof: QualificationProof, sent: DoForm | None) -> Paper:
    state = ProofState(proof.state)
    form = _row_form(page, "proof", proof.pk, sent) if state is ProofState.GIVEN else None
    return Paper(proof, state, form, can_open=proof.paper is not None and proof.paper.erased_at is None)


def _row_form(page: ReviewPage, do: str, row: int, sent: DoForm | None) -> DoForm:
    is_this = sent is not None and sent["do"].value() == do and sent["row"].value() == str(row)
    return sent if sent and is_this else form_of(page, do, row=row)
