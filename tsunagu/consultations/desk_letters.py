"""What is posted about the desk and the dispatch pool. Nothing confidential: when, where, and who asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tsunagu.accounts.queries import members_of
from tsunagu.accounts.states import Role
from tsunagu.base.actor import Actor
from tsunagu.base.calendar import JST, day_words
from tsunagu.consultations.models import DeskShift, PoolMember
from tsunagu.mail.actions import write_letter
from tsunagu.partners.models import Partner
from tsunagu.specialists.models import Specialist
from tsunagu.vault.links import site_link
from tsunagu.vault.scope import ScopeKind, scope_of

OWN, ROTA, POOL = "/specialist/desk/", "/partner/desk/", "/partner/pool/"
WEEKDAYS = "月火水木金土日"


def shift_words(shift: DeskShift) -> str:
    """2026年12月3日（木）13時00分〜16時30分, in Japan."""
    begins, ends = shift.starts_at.astimezone(JST), shift.ends_at.astimezone(JST)
    until = "" if begins.date() == ends.date() else day_words(ends)
    day = f"{day_words(begins)}（{WEEKDAYS[begins.weekday()]}）"
    return f"{day}{begins.hour}時{begins.minute:02}分〜{until}{ends.hour}時{ends.minute:02}分"


def place_words(shift: DeskShift) -> str:
    """The place, オンライン, or both."""
    return "・".join(part for part in (shift.place, "オンライン" if shift.is_online else "") if part)


def ask_for_shift(shift: DeskShift, *, by: Actor, at: datetime) -> None:
    """Whether they would sit at the desk then."""
    if (to := _address(shift.specialist)) and shift.specialist:
        write_letter(
            "shift_asked", to=to, at=at, by=by, scope=_scope(shift.specialist), name=shift.specialist.name,
            partner=str(shift.partner), when=shift_words(shift), where=place_words(shift), link=site_link(OWN),
        )  # fmt: skip


def tell_shift_off(shift: DeskShift, *, by: Actor, at: datetime) -> None:
    """The desk is not open then."""
    if (to := _address(shift.specialist)) and shift.specialist:
        write_letter(
            "shift_off", to=to, at=at, by=by, scope=_scope(shift.specialist), name=shift.specialist.name,
            partner=str(shift.partner), when=shift_words(shift),
        )  # fmt: skip


def tell_shift_answered(shift: DeskShift, *, by: Actor, at: datetime) -> None:
    """Somebody answered, or stepped back: to every coordinator of the partner."""
    for email in _coordinators(shift.partner, at=at):
        write_letter(
            "shift_answered", to=email, at=at, by=by, scope=_own(shift.partner), when=shift_words(shift),
            state=shift.state_now.label, link=site_link(ROTA),
        )  # fmt: skip


def ask_for_pool(member: PoolMember, *, by: Actor, at: datetime) -> None:
    """Whether they may be sent out."""
    if to := _address(member.specialist):
        write_letter(
            "pool_asked", to=to, at=at, by=by, scope=_scope(member.specialist), name=member.specialist.name,
            partner=str(member.partner), until=day_words(member.until_on), link=site_link(OWN),
        )  # fmt: skip


def tell_pool_ended(member: PoolMember, *, by: Actor, at: datetime) -> None:
    """The partner has taken them out."""
    if to := _address(member.specialist):
        write_letter(
            "pool_ended", to=to, at=at, by=by, scope=_scope(member.specialist), name=member.specialist.name,
            partner=str(member.partner),
        )  # fmt: skip


def tell_pool_answered(member: PoolMember, *, by: Actor, at: datetime) -> None:
    """Somebody answered, or left: to every coordinator of the partner."""
    for email in _coordinators(member.partner, at=at):
        write_letter(
            "pool_answered", to=email, at=at, by=by, scope=_own(member.partner), name=member.specialist.name,
            state=member.state_now.label, link=site_link(POOL),
        )  # fmt: skip


def _coordinators(partner: Partner, *, at: datetime) -> Iterator[str]:
    return (one.email for one in members_of(partner.pk, at=at) if one.role is Role.COORDINATOR)


def _address(specialist: Specialist | None) -> str:
    return specialist.user.email if specialist and specialist.user else ""


def _scope(specialist: Specialist) -> str:
    return scope_of(ScopeKind.SPECIALIST, specialist.pk)


def _own(partner: Partner) -> str:
    return scope_of(ScopeKind.PARTNER, partner.pk)
