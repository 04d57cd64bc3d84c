"""担当者: a case goes to a colleague, or a colleague takes over what nobody keeps any more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tsunagu.accounts.models import Membership, User
from tsunagu.accounts.states import Role
from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.case_letters import tell_new_keeper
from tsunagu.consultations.models import CaseFile
from tsunagu.journal.actions import record

NO_COLLEAGUE = "同じ組織の担当者を選んでください。"
GONE = "この案件は、先にほかの人が担当になりました。画面を読み直してください。"


@transaction.atomic
def hand_over(case: CaseFile, colleague: User, *, by: Actor, at: datetime) -> CaseFile:
    """The keeper gives the case to a colleague of the same partner, who is written to; the keeper sees it no more.

    Refuses somebody else's people, oneself, and a case that went to another meanwhile.
    """
    if colleague.pk == case.keeper_id or not belongs_to(colleague, case, at=at):
        raise RuleBrokenError(NO_COLLEAGUE, field="colleague")
    _give(case, colleague, at=at)
    record("case.handed_over", on=case, by=by, at=at, to=colleague.pk)
    tell_new_keeper(case, colleague, by=by, at=at)
    return case


@transaction.atomic
def take_over(case: CaseFile, colleague: User, *, by: Actor, at: datetime) -> CaseFile:
    """A colleague takes a case whose keeper has left the partner: the first one wins, the others are told.

    Refuses a case that is kept, and people of other organisations.
    """
    if not belongs_to(colleague, case, at=at) or (case.keeper and belongs_to(case.keeper, case, at=at)):
        raise RuleBrokenError(GONE)
    _give(case, colleague, at=at)
    record("case.taken_over", on=case, by=by, at=at, to=colleague.pk)
    return case


def belongs_to(user: User, case: CaseFile, *, at: datetime) -> bool:
    """Whether somebody is a coordinator of the case's partner at that moment: one query."""
    roles = Membership.objects.standing_at(at).filter(user=user, role=Role.COORDINATOR, user__is_active=True)
    return roles.filter(organisation_id=case.partner_id).exists()


def _give(case: CaseFile, to: User, *, at: datetime) -> None:
    """One conditional change: from the keeper the page knew."""
    if not CaseFile.objects.filter(pk=case.pk, keeper=case.keeper_id).update(keeper=to, touched_at=at):
        raise RuleBrokenError(GONE)
    case.refresh_from_db()
