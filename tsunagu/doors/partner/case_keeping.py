"""Who keeps a case: handed over to a colleague, or taken over when nobody keeps it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.accounts.queries import members_of, user_of
from tsunagu.accounts.states import Role
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.access import cases_without_keeper
from tsunagu.consultations.actions.case_keeping import GONE, NO_COLLEAGUE, hand_over, take_over
from tsunagu.consultations.case_queries import find_case
from tsunagu.doors.cases.forms import ColleagueForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import go_once, press_once
from tsunagu.doors.partner.cases import case_trail, own_case
from tsunagu.doors.unkept import unkept


def keeper(request: MemberRequest, pk: int) -> HttpResponse:
    """Give the case to a colleague of the same partner; from then on it is theirs alone."""
    found = own_case(request, pk)
    people = members_of(found.partner_id, at=timezone.now())
    others = [one for one in people if one.role is Role.COORDINATOR and one.user_id != request.user.pk]
    choices = [(str(one.user_id), one.name or one.email) for one in others]
    form = ColleagueForm(request.POST or None, colleagues=choices)

    def act() -> str:
        colleague = user_of(int(form.cleaned_data["colleague"]))
        if colleague is None:
            raise RuleBrokenError(NO_COLLEAGUE, field="colleague")
        hand_over(found, colleague, by=request.actor, at=timezone.now())
        return reverse("partner:cases")

    if form.is_valid() and (gone := go_once(request, form, act, said="引き継ぎました。相手にメールで知らせます。")):
        return unkept(gone)
    facts = {"form": form, "has_colleagues": bool(choices), "trail": case_trail(found)}
    return unkept(render(request, "cases/keeper.html", facts))


def take(request: MemberRequest, pk: int) -> HttpResponse:
    """Take over what nobody keeps; a case that is kept does not exist here."""
    standing = request.standing
    found = find_case(cases_without_keeper(standing.rights, standing.organisation_ids, at=timezone.now()), pk)
    if found is None:
        raise Http404(GONE)
    return press_once(
        request,
        lambda: take_over(found, request.user, by=request.actor, at=timezone.now()),
        back=reverse("partner:cases"),
        said="担当になりました。",
    )
