"""案件: the coordinator's own cases, those nobody keeps, a new one, and what is known of the client."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.consultations.access import cases_kept_by, cases_without_keeper
from tsunagu.consultations.actions.case_files import CHANGED, edit_case, open_case
from tsunagu.consultations.case_queries import CaseRow, case_rows, find_case
from tsunagu.consultations.case_words import STANDS_BY
from tsunagu.consultations.models import CaseFile
from tsunagu.consultations.states import Payer
from tsunagu.doors.cases.forms import ClientForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import OnceForm, go_once
from tsunagu.doors.unkept import unkept
from tsunagu.partners.access import partners_visible_to
from tsunagu.partners.models import Partner

FIELDS = (
    "organisation_name", "contact_name", "email", "telephone", "prefecture", "industry", "need", "theme", "budget",
    "worries", "payer",
)  # fmt: skip


def cases(request: MemberRequest) -> HttpResponse:
    """One's own, objections first; and what nobody keeps any more, to be taken over."""
    standing, now = request.standing, timezone.now()
    left = case_rows(cases_without_keeper(standing.rights, standing.organisation_ids, at=now))
    facts = {
        "rows": case_rows(kept(request)),
        "left": [(row, OnceForm(auto_id=f"take-{row.key}-%s")) for row in left],
        "trail": trail(),
    }
    return unkept(render(request, "cases/cases.html", facts))


def case_new(request: MemberRequest) -> HttpResponse:
    """A client has come."""
    partner = own_partner(request)
    first = {"payer": Payer.UNDECIDED.value, "prefecture": partner.organisation.prefecture}
    form = ClientForm(request.POST or None, initial=first)

    def act() -> str:
        made = open_case(partner, request.user, form.facts(), by=request.actor, at=timezone.now())
        return reverse("partner:case", args=[made.pk])

    if form.is_valid() and (gone := go_once(request, form, act, said="案件を作りました。")):
        return gone
    return _written(request, form, "案件を作る", trail(own_list=True))


def case_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """What is known changes; what was shared stays as it was told."""
    found = own_case(request, pk)
    here = reverse("partner:case", args=[pk])
    form = ClientForm(request.POST or None, initial={"seen": found.revision, **{n: getattr(found, n) for n in FIELDS}})

    def act() -> str:
        edit_case(found, form.facts(), seen=form.cleaned_data["seen"] or 0, by=request.actor, at=timezone.now())
        return here

    if form.is_valid() and (gone := go_once(request, form, act, said="企業の情報を直しました。")):
        return gone
    overtaken = found if CHANGED in form.non_field_errors() else None
    if overtaken:
        _see(form, own_case(request, pk).revision)
    return _written(request, form, "企業の情報を直す", case_trail(found), overtaken=overtaken)


def _see(form: ClientForm, revision: int) -> None:
    """The page shows what is saved now: sending it again counts as having seen it."""
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    data["seen"] = str(revision)
    form.data = data


def _written(
    request: MemberRequest,
    form: ClientForm,
    here: str,
    steps: list[dict[str, str]],
    *,
    overtaken: CaseFile | None = None,
) -> HttpResponse:
    read = FIELDS[:4] + FIELDS[8:10]
    standing = [(form.fields[name].label, getattr(overtaken, name)) for name in read] if overtaken else []
    facts = {
        "form": form,
        "here": here,
        "trail": steps,
        "stands_by": STANDS_BY,
        "overtaken": standing,
    }
    return unkept(render(request, "cases/write.html", facts))


def kept(request: MemberRequest) -> QuerySet[CaseFile]:
    """What the signed-in coordinator keeps."""
    return cases_kept_by(request.user, request.standing.rights, request.standing.organisation_ids)


def own_case(request: MemberRequest, pk: int) -> CaseFile:
    """One of these; anything else does not exist."""
    found = find_case(kept(request), pk)
    if found is None:
        raise Http404
    return found


def own_partner(request: MemberRequest) -> Partner:
    """The partner the coordinator works for."""
    found = partners_visible_to(request.standing.organisation_ids).select_related("organisation").first()
    if found is None:
        raise Http404
    return found


def open_rows(request: MemberRequest) -> list[CaseRow]:
    """One's own that are still open."""
    return [row for row in case_rows(kept(request)) if row.is_open]


def trail(*, own_list: bool = False) -> list[dict[str, str]]:
    """The way back: to the door's first page, and the list of cases."""
    home = {"url": reverse("partner:home"), "label": "支援先のページ"}
    listed = {"url": reverse("partner:cases"), "label": "案件"}
    return [home, listed] if own_list else [home]


def case_trail(case: CaseFile) -> list[dict[str, str]]:
    """The same, to a case."""
    return [*trail(own_list=True), {"url": reverse("partner:case", args=[case.pk]), "label": f"案件{case.pk}"}]
