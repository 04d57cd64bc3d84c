"""The client's page of a case, by the link of a letter: what was told to whom, and 「止めてほしい」. No account."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.actions.case_files import confirm_client
from tsunagu.consultations.actions.case_sharing import NOTHING_TO_STOP, allow_again, object_to
from tsunagu.consultations.case_links import read_token
from tsunagu.consultations.case_people import ToldRow, client_page, find_candidate
from tsunagu.consultations.case_queries import find_case_by_link
from tsunagu.consultations.case_words import STANDS_BY
from tsunagu.consultations.models import CaseFile
from tsunagu.doors.cases.forms import RowForm, StopForm
from tsunagu.doors.errors import too_many
from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.limits import is_within
from tsunagu.doors.once import OnceForm, go_once, press_once
from tsunagu.doors.unkept import unkept

OFTEN = "30/h"
SAID = {
    "stop": "止めました。専門家は、もう見られません。担当者に知らせます。",
    "allow": "申し出を取り消しました。専門家は、また見られます。",
}
FORMS: dict[str, type[RowForm]] = {"stop": StopForm, "allow": RowForm}


def client_case(request: GatedRequest, token: str) -> HttpResponse:
    """GET shows (scanners follow links), POST stops or allows. A wrong or old link: 404."""
    found = _by_link(token)
    if found.confirmed_at is None:
        return unkept(_ask_first(request, found, token))
    sent: RowForm | None = None
    if request.method == "POST":
        do = request.POST.get("do", "")
        if do not in FORMS:
            raise Http404
        if not is_within(request, "client_case", OFTEN):
            return too_many(request)
        sent = FORMS[do](request.POST, auto_id=f"{do}-{request.POST.get('row', '')}-%s")
        form = sent
        if form.is_valid() and (
            gone := go_once(request, form, lambda: _act(request, found, form, token), said=SAID[do])
        ):
            return unkept(gone)
    page = client_page(found)
    facts = {
        "page": page,
        "told": [(row, _form(row, sent)) for row in page.told],
        "refused": sent if sent is not None and sent.errors else None,
        "stands_by": STANDS_BY,
    }
    return unkept(render(request, "cases/client.html", facts))


def _ask_first(request: GatedRequest, found: CaseFile, token: str) -> HttpResponse:
    """The address may be mistyped: whoever has it says first that they are meant; until then nobody is named."""
    if request.method == "POST" and request.POST.get("do") == "confirm":
        return press_once(
            request,
            lambda: confirm_client(found, by=request.actor, at=timezone.now()),
            back=reverse("public:client_case", args=[token]),
        )
    return render(request, "cases/client_ask.html", {"partner": str(found.partner), "form": OnceForm()})


def _by_link(token: str) -> CaseFile:
    try:
        found = find_case_by_link(*read_token(token, at=timezone.now()))
    except RuleBrokenError:
        raise Http404 from None
    if found is None:
        raise Http404
    return found


def _form(row: ToldRow, sent: RowForm | None) -> RowForm:
    do = "allow" if row.is_stopped else "stop"
    is_sent = sent is not None and (str(sent["do"].value()), str(sent["row"].value())) == (do, str(row.key))
    fresh = FORMS[do](auto_id=f"{do}-{row.key}-%s", initial={"do": do, "row": row.key})
    return sent if sent is not None and is_sent else fresh


def _act(request: GatedRequest, case: CaseFile, form: RowForm, token: str) -> str:
    told, now = form.cleaned_data, timezone.now()
    candidate = find_candidate(case, told["row"] or 0)
    if candidate is None:
        raise RuleBrokenError(NOTHING_TO_STOP)
    if isinstance(form, StopForm):
        object_to(candidate, told["words"], by=request.actor, at=now)
    else:
        allow_again(candidate, by=request.actor, at=now)
    return reverse("public:client_case", args=[token])
