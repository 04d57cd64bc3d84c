"""The specialists of a case: searched, put beside one another, asked, told, decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.actions.case_candidates import ask_candidate, decide, drop, mark_met, shortlist
from tsunagu.consultations.actions.case_sharing import share
from tsunagu.consultations.case_people import CandidateRow, candidate_rows, conditions_of, find_candidate
from tsunagu.consultations.case_queries import case_page
from tsunagu.consultations.case_words import STANDS_BY
from tsunagu.consultations.models import CaseFile
from tsunagu.doors.cases.forms import AddForm, RowForm, TellForm
from tsunagu.doors.cases.picking import PickForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import go_once
from tsunagu.doors.partner.cases import case_trail, open_rows, own_case, trail
from tsunagu.doors.partner.picking import listed
from tsunagu.doors.unkept import unkept
from tsunagu.events.queries.keeping import find_listed

SEARCHED_FOR = "case_searched_for"  # in the session: the case a coordinator is looking for
SAID = {
    "add": "候補に入れました。",
    "ask": "頼みました。伝えた内容を、企業にもメールで知らせます。",
    "tell": "専門家に伝えました。企業にもメールで知らせます。",
    "met": "面談したと記録しました。",
    "decide": "この方に決めました。専門家にメールで知らせます。",
    "drop": "見送りにしました。",
}
FORMS: dict[str, type[RowForm]] = {
    "add": AddForm, "ask": TellForm, "tell": TellForm, "met": RowForm, "decide": RowForm, "drop": RowForm,
}  # fmt: skip


def search(request: MemberRequest, pk: int) -> HttpResponse:
    """To the public list with the client's conditions; which case it was for is remembered for 「候補に入れる」."""
    found = own_case(request, pk)
    request.session[SEARCHED_FOR] = pk
    return redirect(f"{reverse('public:list')}?{conditions_of(found).query}")


def pick(request: MemberRequest) -> HttpResponse:
    """From a sheet of the list: into which case, and why."""
    rows = open_rows(request)
    number = request.GET.get("riss", "")
    specialist = find_listed(number)
    if specialist is None:
        raise Http404
    choices = [(str(row.key), f"{row.organisation}（{row.step}）") for row in rows]
    form = PickForm(request.POST or None, cases=choices, initial={"case": str(request.session.get(SEARCHED_FOR, ""))})

    def act() -> str:
        case = own_case(request, int(form.cleaned_data["case"]))
        shortlist(case, specialist, form.cleaned_data["why"], by=request.actor, at=timezone.now())
        return reverse("partner:case_candidates", args=[case.pk])

    if form.is_valid() and (gone := go_once(request, form, act, said=SAID["add"])):
        return unkept(gone)
    facts = {"form": form, "specialist": specialist, "has_cases": bool(rows), "trail": trail(own_list=True)}
    return unkept(render(request, "cases/pick.html", facts))


def candidates(request: MemberRequest, pk: int) -> HttpResponse:
    """Everybody beside one another; every act is posted here. A refusal is told on its form."""
    found = own_case(request, pk)
    sent: RowForm | None = None
    if request.method == "POST":
        do = request.POST.get("do", "")
        if do not in FORMS:
            raise Http404
        sent = FORMS[do](request.POST, auto_id=f"{do}-{request.POST.get('row', '')}-%s")
        if sent.is_valid() and (gone := go_once(request, sent, _act(request, found, sent), said=SAID[do])):
            return unkept(gone)
        found = own_case(request, pk)
    rows = candidate_rows(found, today=day_of(timezone.now()))
    facts = {
        "page": case_page(found),
        "rows": [(row, _forms(row, sent)) for row in rows],
        "compared": [row for row in rows if row.moves and row.sheet],
        "add": sent if isinstance(sent, AddForm) else AddForm(auto_id="add--%s", initial={"do": "add"}),
        "refused": sent if sent is not None and sent.errors else None,
        "stands_by": STANDS_BY,
        "trail": case_trail(found),
    }
    return unkept(render(request, "cases/candidates.html", facts))


def _forms(row: CandidateRow, sent: RowForm | None) -> dict[str, RowForm]:
    """The forms of one specialist; the one that was sent keeps what was typed."""
    forms = {}
    for name in ("ask", "tell", "met", "decide", "drop"):
        form = FORMS[name](auto_id=f"{name}-{row.key}-%s", initial={"do": name, "row": row.key})
        is_sent = sent is not None and (str(sent["do"].value()), str(sent["row"].value())) == (name, str(row.key))
        forms[name] = sent if sent is not None and is_sent else form
    return forms


def _act(request: MemberRequest, case: CaseFile, form: RowForm) -> Callable[[], str]:
    def act() -> str:
        told = form.cleaned_data
        who: dict[str, Any] = {"by": request.actor, "at": timezone.now()}
        if isinstance(form, AddForm):
            shortlist(case, listed(told["riss_no"]), told["why"], **who)
        else:
            _do(case, form, told, who)
        return reverse("partner:case_candidates", args=[case.pk])

    return act


def _do(case: CaseFile, form: RowForm, told: dict[str, Any], who: dict[str, Any]) -> None:
    candidate = find_candidate(case, told["row"] or 0)
    if candidate is None:
        raise RuleBrokenError("この方は、もう候補にいません。画面を読み直してください。")
    if isinstance(form, TellForm):
        tell = ask_candidate if told["do"] == "ask" else share
        tell(candidate, form.chosen(), told["message"], **who)
    else:
        {"met": mark_met, "decide": decide, "drop": drop}[told["do"]](candidate, **who)
