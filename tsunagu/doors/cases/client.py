"""The client's page of a case, at two doors: by the link of a letter, and on the company's own page."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.base.errors import RuleBrokenError
from tsunagu.companies.models import Company
from tsunagu.consultations.actions.case_files import claim_case
from tsunagu.consultations.actions.case_sharing import NOTHING_TO_STOP, allow_again, object_to
from tsunagu.consultations.case_people import ToldRow, client_page, find_candidate
from tsunagu.consultations.case_words import STANDS_BY
from tsunagu.consultations.models import CaseFile
from tsunagu.doors.cases.forms import RowForm, StopForm
from tsunagu.doors.errors import too_many
from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.limits import is_within
from tsunagu.doors.once import go_once
from tsunagu.doors.unkept import unkept

OFTEN = "30/h"
SAID = {
    "stop": "止めました。専門家は、もう見られません。担当者に知らせます。",
    "allow": "申し出を取り消しました。専門家は、また見られます。",
    "claim": "会社のページに入れました。会社の人も読めます。",
}
FORMS: dict[str, type[RowForm]] = {"stop": StopForm, "allow": RowForm, "claim": RowForm}


@dataclass(frozen=True, slots=True)
class Client:
    """Who reads: the case, the address of the page, the way back, and the company whose page it may be put on."""

    case: CaseFile
    here: str
    trail: tuple[dict[str, str], ...] = ()
    company: Company | None = None


def client_view(request: GatedRequest, client: Client) -> HttpResponse:
    """GET shows (scanners follow links), POST stops, allows or claims. A refusal is told on its form."""
    sent: RowForm | None = None
    if request.method == "POST":
        do = request.POST.get("do", "")
        if do not in FORMS:
            raise Http404
        if not is_within(request, "client_case", OFTEN):
            return too_many(request)
        sent = FORMS[do](request.POST, auto_id=f"{do}-{request.POST.get('row', '')}-%s")
        form = sent
        if form.is_valid() and (gone := go_once(request, form, lambda: _act(request, client, form), said=SAID[do])):
            return unkept(gone)
    page = client_page(client.case)
    may_claim = client.company is not None and client.case.company_id is None
    facts = {
        "page": page,
        "told": [(row, _form(row, sent)) for row in page.told],
        "refused": sent if sent is not None and sent.errors else None,
        "claim": RowForm(auto_id="claim-%s", initial={"do": "claim"}) if may_claim else None,
        "company": str(client.company or ""),
        "stands_by": STANDS_BY,
        "trail": client.trail,
    }
    return unkept(render(request, "cases/client.html", facts))


def _form(row: ToldRow, sent: RowForm | None) -> RowForm:
    do = "allow" if row.is_stopped else "stop"
    is_sent = sent is not None and (str(sent["do"].value()), str(sent["row"].value())) == (do, str(row.key))
    fresh = FORMS[do](auto_id=f"{do}-{row.key}-%s", initial={"do": do, "row": row.key})
    return sent if sent is not None and is_sent else fresh


def _act(request: GatedRequest, client: Client, form: RowForm) -> str:
    told, now = form.cleaned_data, timezone.now()
    if told["do"] == "claim":
        if client.company is None:
            raise Http404
        claim_case(client.case, client.company, by=request.actor, at=now)
        return client.here
    candidate = find_candidate(client.case, told["row"] or 0)
    if candidate is None:
        raise RuleBrokenError(NOTHING_TO_STOP)
    if isinstance(form, StopForm):
        object_to(candidate, told["words"], by=request.actor, at=now)
    else:
        allow_again(candidate, by=request.actor, at=now)
    return client.here
