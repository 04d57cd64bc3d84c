"""What is posted about cases: that something waits, and where to read it. Nothing of the client stands in a letter."""

from __future__ import annotations

from datetime import datetime

from tsunagu.accounts.models import User
from tsunagu.base.actor import Actor
from tsunagu.consultations.case_links import client_link, keeper_link, specialist_link
from tsunagu.consultations.models import CaseCandidate, CaseFile
from tsunagu.mail.actions import write_letter
from tsunagu.vault.scope import ScopeKind, scope_of


def ask_specialist(candidate: CaseCandidate, *, by: Actor, at: datetime) -> None:
    """Whether they would take the case."""
    to, scope = _specialist(candidate)
    write_letter(
        "case_asked", to=to, at=at, by=by, scope=scope, name=candidate.specialist.name,
        partner=str(candidate.case.partner), link=specialist_link(candidate.pk),
    )  # fmt: skip


def tell_decided(candidate: CaseCandidate, *, by: Actor, at: datetime) -> None:
    """They are the one."""
    to, scope = _specialist(candidate)
    write_letter(
        "case_decided", to=to, at=at, by=by, scope=scope, name=candidate.specialist.name,
        partner=str(candidate.case.partner), link=specialist_link(candidate.pk),
    )  # fmt: skip


def tell_ended(candidate: CaseCandidate, *, by: Actor, at: datetime) -> None:
    """Their part ended: dropped, stopped by the client, or the case is closed. Who never was asked hears nothing."""
    to, scope = _specialist(candidate)
    if to:
        write_letter(
            "case_ended", to=to, at=at, by=by, scope=scope, name=candidate.specialist.name,
            partner=str(candidate.case.partner),
        )  # fmt: skip


def tell_client(case: CaseFile, *, by: Actor, at: datetime) -> None:
    """Something of them was told to a specialist: what and to whom stands behind the link."""
    write_letter(
        "case_shared", to=case.email, at=at, by=by, scope=case.scope, partner=str(case.partner),
        link=client_link(case),
    )  # fmt: skip


def tell_keeper_of_answer(candidate: CaseCandidate, *, by: Actor, at: datetime) -> None:
    """A specialist has answered."""
    if keeper := candidate.case.keeper:
        write_letter(
            "case_answered", to=keeper.email, at=at, by=by, scope=candidate.scope, number=candidate.case.pk,
            link=keeper_link(candidate.case),
        )  # fmt: skip


def tell_keeper_of_objection(case: CaseFile, *, by: Actor, at: datetime) -> None:
    """The client does not want something to be told."""
    if case.keeper:
        write_letter(
            "case_objected", to=case.keeper.email, at=at, by=by, scope=case.scope, number=case.pk,
            link=keeper_link(case),
        )  # fmt: skip


def tell_new_keeper(case: CaseFile, keeper: User, *, by: Actor, at: datetime) -> None:
    """A colleague has handed a case over."""
    write_letter(
        "case_handed_over", to=keeper.email, at=at, by=by, scope=case.scope, name=str(keeper), former=by.name,
        number=case.pk, link=keeper_link(case),
    )  # fmt: skip


def _specialist(candidate: CaseCandidate) -> tuple[str, str]:
    user = candidate.specialist.user
    return user.email if user else "", scope_of(ScopeKind.SPECIALIST, candidate.specialist_id)
