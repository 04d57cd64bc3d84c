"""専門家派遣の登録: whom a partner may send out, by theme; somebody is asked, or taken out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.access import pool_kept_by
from tsunagu.consultations.actions.pools import MOVED, ask_for_membership, end_by_partner
from tsunagu.consultations.desk_queries import find_member, pool_rows
from tsunagu.doors.cases.desk_forms import PoolForm
from tsunagu.doors.cases.forms import RowForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import go_once
from tsunagu.doors.partner.cases import own_partner, trail
from tsunagu.doors.partner.picking import listed
from tsunagu.reference.listing import themes
from tsunagu.seasons.queries import current_season

SAID = {"ask": "頼みました。返事は、メールで知らせます。", "end": "登録を終えました。本人に知らせます。"}
FORMS: dict[str, type[RowForm]] = {"ask": PoolForm, "end": RowForm}


def pool(request: MemberRequest) -> HttpResponse:
    """Everybody of the pool and who was asked; every act is posted here. A refusal is told on its form."""
    sent: RowForm | None = None
    if request.method == "POST":
        do = request.POST.get("do", "")
        if do not in FORMS:
            raise Http404
        sent = FORMS[do](request.POST, auto_id=f"{do}-{request.POST.get('row', '')}-%s")
        if sent.is_valid() and (gone := go_once(request, sent, _act(request, sent), said=SAID[do])):
            return gone
    today, theme = day_of(timezone.now()), request.GET.get("theme", "")
    kept = pool_kept_by(request.standing.rights, request.standing.organisation_ids)
    first = {"do": "ask", "riss_no": request.GET.get("riss", "")[:20], "until_on": current_season(on=today).ends_on}
    facts = {
        "rows": [
            (row, RowForm(auto_id=f"end-{row.key}-%s", initial={"do": "end", "row": row.key}))
            for row in pool_rows(kept, today=today, theme=theme)
        ],
        "themes": [(term.code, term.name, term.code == theme) for term in themes() if not term.retired],
        "ask": sent if isinstance(sent, PoolForm) else PoolForm(auto_id="ask--%s", initial=first),
        "refused": sent if sent is not None and sent.errors else None,
        "trail": trail(),
    }
    return render(request, "cases/pool.html", facts)


def _act(request: MemberRequest, form: RowForm) -> Callable[[], str]:
    def act() -> str:
        told = form.cleaned_data
        who: dict[str, Any] = {"by": request.actor, "at": timezone.now()}
        if isinstance(form, PoolForm):
            ask_for_membership(own_partner(request), listed(told["riss_no"]), told["until_on"], **who)
        else:
            kept = pool_kept_by(request.standing.rights, request.standing.organisation_ids)
            member = find_member(kept, told["row"] or 0)
            if member is None:
                raise RuleBrokenError(MOVED)
            end_by_partner(member, **who)
        return reverse("partner:pool")

    return act
