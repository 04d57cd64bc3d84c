"""A need as its company reads it: where it stands in one sentence, the candidates, the choice, taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.needs.choosing import ChooseForm
from tsunagu.doors.needs.engaged import WithdrawForm, engaged_of, withdraw
from tsunagu.doors.needs.party import Party
from tsunagu.doors.needs.wording import names_of, standing_words
from tsunagu.doors.once import OnceForm, go_once, press_once
from tsunagu.doors.unkept import unkept
from tsunagu.guidance.actions import choose_candidate, claim_need
from tsunagu.guidance.states import WithdrawnBy
from tsunagu.matching.actions.asking import change_choice
from tsunagu.matching.actions.needs import close_need
from tsunagu.matching.actions.offering import offer_candidates
from tsunagu.matching.need_queries import CandidateRow, NeedPage, need_page
from tsunagu.matching.proposal_queries import find_candidate
from tsunagu.matching.states import NeedClosed, NeedState

MAY_CLOSE = frozenset(NeedState) - {NeedState.MATCHED, NeedState.CLOSED}
SAID = {
    "close": "申込みを取りやめました。",
    "more": "ほかの候補をさがしました。",
    "claim": "会社のページに入れました。",
    "change": "頼むのをやめました。別の方を選べます。",
}


def need(request: GatedRequest, party: Party) -> HttpResponse:
    """GET shows it, or with ?first= the choice to confirm; POST asks, takes back, claims."""
    do = request.POST.get("do", "")
    if do in SAID:
        return unkept(press_once(request, lambda: _act(request, party, do), back=party.address(), said=SAID[do]))
    if do == "withdraw":
        return unkept(_withdraw(request, party))
    page = need_page(party.need, at=timezone.now())
    first = chosen_of(page, request)
    if first is not None:
        return unkept(choose(request, party, page, first))
    return unkept(render(request, "needs/need.html", shown(party, page)))


def chosen_of(page: NeedPage, request: GatedRequest) -> CandidateRow | None:
    """The candidate that was pressed. Http404: a form about somebody who was never shown."""
    told = (request.POST if request.method == "POST" else request.GET).get("first", "")
    among = page.candidates if request.method == "POST" else page.shown
    found = next((one for one in among if str(one.key) == told), None)
    if found is None and request.method == "POST":
        raise Http404
    return found


def choose(request: GatedRequest, party: Party, page: NeedPage, first: CandidateRow) -> HttpResponse:
    """Who is asked, in which order the others follow; what they will read."""
    others = [] if first.is_brought else [one for one in page.shown if one is not first and one.has_room]
    form = ChooseForm(request.POST or None, others=others, first=first)

    def act() -> str:
        return _ask(request, party, form, names_of(first))

    if request.method == "POST" and form.is_valid() and (gone := go_once(request, form, act)):
        return gone
    return render(request, "needs/choose.html", {"party": party, "page": page, "row": first, "form": form})


def _ask(request: GatedRequest, party: Party, form: ChooseForm, names: str) -> str:
    """The choice, and who was asked: the next of the order when the chosen one cannot be asked any more."""
    proposal = find_candidate(party.need, form.cleaned_data["first"])
    if proposal is None:
        raise Http404
    chosen = choose_candidate(proposal, form.then_keys(), by=request.actor, at=timezone.now())
    if chosen.engagement or (chosen.asked and chosen.asked.pk == proposal.pk):
        messages.success(request, f"{names}に頼みました。")
    elif chosen.asked:
        messages.warning(request, f"{names}には、いま頼めなくなりました。代わりに、次の方に頼みました。")
    else:
        messages.warning(request, f"{names}には、いま頼めなくなりました。まだ、だれにも頼んでいません。")
    return party.address()


def _act(request: GatedRequest, party: Party, do: str) -> None:
    """The buttons without fields."""
    told: dict[str, Any] = {"by": request.actor, "at": timezone.now()}
    if do == "close":
        close_need(party.need, NeedClosed.BY_COMPANY, **told)
    elif do == "more":
        offer_candidates(party.need, **told)
    elif do == "change":
        change_choice(party.need, **told)
    elif do == "claim" and party.claimer is not None:
        claim_need(party.need, party.claimer, **told)
    else:
        raise Http404


def _withdraw(request: GatedRequest, party: Party) -> HttpResponse:
    """The company cannot begin after all; it is told again what is missing in the form."""
    form, found = WithdrawForm(request.POST), engaged_of(party.need)
    if found is None:
        raise Http404

    def act() -> str:
        withdraw(request, found.engagement, form, WithdrawnBy.COMPANY)
        return party.address()

    if form.is_valid() and (gone := go_once(request, form, act, said="取りやめを伝えました。")):
        return gone
    page = need_page(party.need, at=timezone.now())
    return render(request, "needs/need.html", shown(party, page) | {"withdrawal": form})


def shown(party: Party, page: NeedPage) -> dict[str, Any]:
    """What needs/need.html takes."""
    return {
        "withdrawal": WithdrawForm(),
        "party": party,
        "page": page,
        "standing": standing_words(page),
        "engaged": engaged_of(party.need),
        "may_close": page.state in MAY_CLOSE,
        "is_brought": any(one.is_brought for one in page.shown),
        "once": OnceForm(),
    }
