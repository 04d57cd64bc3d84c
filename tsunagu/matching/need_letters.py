"""What is posted about a need: names of specialists, where it stands and where to read on; never what was typed.

The company's letters go to the address that was proved; who gave none hears from who is in charge. A specialist's go to
their account's address and name no company: it stands on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tsunagu.base.actor import Actor
from tsunagu.directory.enquiry_letters import moment_words
from tsunagu.mail.actions import write_letter
from tsunagu.matching.models import Need, Proposal
from tsunagu.matching.need_links import company_need_link, confirm_link, proposal_link
from tsunagu.matching.states import ProposalState
from tsunagu.specialists.models import Specialist
from tsunagu.vault.links import site_link
from tsunagu.vault.scope import ScopeKind, scope_of

LIST = "/specialists"


def ask_to_confirm(email: str, *, by: Actor, at: datetime) -> None:
    """The page with the button, to an address that was proved earlier."""
    write_letter("need_confirm", to=email, at=at, by=by, link=confirm_link(email, at=at))


def tell_candidates(need: Need, *, by: Actor, at: datetime) -> None:
    """There is somebody to choose from: brought, found, or others after a no."""
    if not may_be_told(need):
        return
    rows = list(need.proposals.select_related("specialist", "companion").order_by("rank"))
    shown = [one for one in rows if one.state_now is ProposalState.SHOWN]
    link, number = company_need_link(need), need.pk
    if any(one.asked_at for one in rows):
        write_letter(
            "need_candidates_again", to=need.email, at=at, by=by, scope=need.scope, number=number, count=len(shown),
            link=link,
        )  # fmt: skip
    elif [one.is_brought for one in shown] == [True]:
        write_letter(
            "need_brought", to=need.email, at=at, by=by, scope=need.scope, number=number, name=names_of(shown[0]),
            link=link,
        )  # fmt: skip
    else:
        write_letter(
            "need_candidates", to=need.email, at=at, by=by, scope=need.scope, number=number, count=len(shown), link=link
        )  # fmt: skip


def tell_asked(need: Need, asked: Proposal, *, by: Actor, at: datetime) -> None:
    """Whom the company chose is asked, until when."""
    if may_be_told(need):
        write_letter(
            "need_asked", to=need.email, at=at, by=by, scope=need.scope, number=need.pk, name=names_of(asked),
            deadline=moment_words(asked.deadline_at), link=company_need_link(need),
        )  # fmt: skip


def tell_next_asked(need: Need, asked: Proposal, *, by: Actor, at: datetime) -> None:
    """The one before could not; the next is asked, until when."""
    if may_be_told(need):
        write_letter(
            "need_next_asked", to=need.email, at=at, by=by, scope=need.scope, number=need.pk, name=names_of(asked),
            deadline=moment_words(asked.deadline_at), link=company_need_link(need),
        )  # fmt: skip


def tell_nobody(need: Need, *, by: Actor, at: datetime) -> None:
    """Honestly: nobody takes it on; what can be done next."""
    if may_be_told(need):
        write_letter(
            "need_nobody", to=need.email, at=at, by=by, scope=need.scope, number=need.pk,
            list_link=site_link(f"{LIST}?place={need.prefecture}"), link=company_need_link(need),
        )  # fmt: skip


def remind_company(need: Need, *, by: Actor, at: datetime) -> None:
    """The candidates still wait to be chosen from."""
    if may_be_told(need):
        write_letter(
            "need_choose_reminder", to=need.email, at=at, by=by, scope=need.scope, number=need.pk,
            link=company_need_link(need),
        )  # fmt: skip


def tell_closed_for_silence(need: Need, *, by: Actor, at: datetime) -> None:
    """Nobody chose in time."""
    if may_be_told(need):
        write_letter("need_closed", to=need.email, at=at, by=by, scope=need.scope, number=need.pk)


def ask_specialists(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """There is a company that would like them: to who would guide it, and to who would come along."""
    people = people_of(proposal)
    for person, other in zip(people, reversed(people), strict=True):
        to, scope, until = address_of(person), own_scope(person), moment_words(proposal.deadline_at)
        link = proposal_link(proposal)
        if other is person:
            write_letter(
                "proposal_asked", to=to, at=at, by=by, scope=scope, name=person.name, deadline=until, link=link
            )  # fmt: skip
        else:
            write_letter(
                "proposal_asked_pair", to=to, at=at, by=by, scope=scope, name=person.name, other=other.name,
                deadline=until, link=link,
            )  # fmt: skip


def remind_specialists(proposal: Proposal, people: Sequence[Specialist], *, by: Actor, at: datetime) -> None:
    """The company still waits for an answer."""
    for person in reachable(people):
        write_letter(
            "proposal_reminder", to=address_of(person), at=at, by=by, scope=own_scope(person), name=person.name,
            deadline=moment_words(proposal.deadline_at), link=proposal_link(proposal),
        )  # fmt: skip


def tell_lapsed(proposal: Proposal, person: Specialist, *, by: Actor, at: datetime) -> None:
    """The time to answer is over."""
    for one in reachable([person]):
        write_letter(
            "proposal_lapsed", to=address_of(one), at=at, by=by, scope=own_scope(one), name=one.name,
            number=proposal.pk,
        )  # fmt: skip


def tell_called_off(proposal: Proposal, people: Sequence[Specialist], *, by: Actor, at: datetime) -> None:
    """What was asked is off; never why, and never that somebody else was taken (promises §2)."""
    for person in reachable(people):
        write_letter(
            "proposal_called_off", to=address_of(person), at=at, by=by, scope=own_scope(person), name=person.name,
            number=proposal.pk,
        )  # fmt: skip


def names_of(proposal: Proposal) -> str:
    """見本 一郎さん、or both of a pair."""
    return "と".join(f"{person.name}さん" for person in people_of(proposal))


def may_be_told(need: Need) -> bool:
    """Whether there is a proved address."""
    return bool(need.email) and need.proved_at is not None


def address_of(person: Specialist) -> str:
    """The address of the account; "" never: only who has one is asked, and only `reachable` people are written to."""
    return person.user.email if person.user else ""


def reachable(people: Sequence[Specialist]) -> list[Specialist]:
    """Those whose account is still there; it may go after they were asked."""
    return [person for person in people if person.user is not None]


def own_scope(person: Specialist) -> str:
    """A letter to a specialist is the specialist's matter."""
    return scope_of(ScopeKind.SPECIALIST, person.pk)


def people_of(proposal: Proposal) -> list[Specialist]:
    """Who would guide it, and who would come along."""
    return [proposal.specialist, *([proposal.companion] if proposal.companion else [])]
