"""専門家派遣の登録: a partner asks specialists of the list whether it may send them out, until a day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of, days_after
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.desk_letters import ask_for_pool, tell_pool_answered, tell_pool_ended
from tsunagu.consultations.models import PoolMember
from tsunagu.consultations.states import POOL_LIVE, POOL_MOVES, PoolState
from tsunagu.journal.actions import record
from tsunagu.partners.models import Partner
from tsunagu.specialists.models import Specialist

LONGEST_DAYS = 3 * 366
TWICE = "この方は、もう登録されているか、返事を待っています。"
MOVED = "この登録は、先に変わりました。画面を読み直してください。"
NO_LOGIN = "この方は、つなぐにログインできません。電話などで頼んでください。"


@transaction.atomic
def ask_for_membership(
    partner: Partner, specialist: Specialist, until_on: date, *, by: Actor, at: datetime
) -> PoolMember:
    """Ask whether this partner may send them out until a day; they get a letter. A lapsed one begins anew.

    Refuses a second time, days before tomorrow and beyond three years, and who cannot sign in.
    """
    today = day_of(at)
    if not today < until_on <= days_after(today, LONGEST_DAYS):
        raise RuleBrokenError("明日から3年先までの日を選んでください。", field="until_on")
    if specialist.user is None:
        raise RuleBrokenError(NO_LOGIN, field="riss_no")
    lapsed = PoolMember.objects.filter(partner=partner, specialist=specialist, state=PoolState.MEMBER)
    lapsed.filter(until_on__lt=today).update(state=PoolState.ENDED, ended_at=at)
    try:
        with transaction.atomic():
            member = PoolMember.objects.create(partner=partner, specialist=specialist, until_on=until_on, asked_at=at)
    except IntegrityError:
        raise RuleBrokenError(TWICE, field="riss_no") from None
    record("pool.asked", on=member, by=by, at=at, partner=partner.pk, specialist=specialist.pk)
    ask_for_pool(member, by=by, at=at)
    return member


@transaction.atomic
def answer_membership(member: PoolMember, *, is_accepted: bool, by: Actor, at: datetime) -> PoolMember:
    """The specialist says yes or no; the partner's coordinators are told. Refuses a second answer."""
    to = PoolState.MEMBER if is_accepted else PoolState.DECLINED
    _move(member, to, answered_at=at)
    record("pool.answered", on=member, by=by, at=at, state=to.value)
    tell_pool_answered(member, by=by, at=at)
    return member


@transaction.atomic
def end_by_partner(member: PoolMember, *, by: Actor, at: datetime) -> PoolMember:
    """The partner takes somebody out, or takes the question back; they are told."""
    _end(member, by=by, at=at)
    tell_pool_ended(member, by=by, at=at)
    return member


@transaction.atomic
def leave_pool(member: PoolMember, *, by: Actor, at: datetime) -> PoolMember:
    """The specialist leaves; the partner's coordinators are told."""
    _end(member, by=by, at=at)
    tell_pool_answered(member, by=by, at=at)
    return member


def _end(member: PoolMember, *, by: Actor, at: datetime) -> None:
    _move(member, PoolState.ENDED, ended_at=at)
    record("pool.ended", on=member, by=by, at=at)


def _move(member: PoolMember, to: PoolState, **columns: Any) -> None:
    was = member.state_now
    if to not in POOL_MOVES[was] or was not in POOL_LIVE:
        raise RuleBrokenError(f"「{was.label}」から「{to.label}」へは進めません。")
    if not PoolMember.objects.filter(pk=member.pk, state=was).update(state=to, **columns):
        raise RuleBrokenError(MOVED)
    member.refresh_from_db()
