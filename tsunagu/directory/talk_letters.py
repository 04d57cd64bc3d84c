"""What is posted while two talk: that something waits, and where. Never what was written, where or when they meet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tsunagu.base.actor import Actor
from tsunagu.directory.enquiry_letters import address_of, own_scope
from tsunagu.directory.models import EnquiryTarget
from tsunagu.directory.states import Side
from tsunagu.directory.talk_links import talk_link
from tsunagu.mail.actions import write_letter


@dataclass(frozen=True, slots=True)
class _Post:
    """Where a letter to one side goes, and how the other side is called in it."""

    to: str
    scope: str
    partner: str
    link: str


def _post(target: EnquiryTarget, side: Side) -> _Post | None:
    """None: the account of the specialist is gone; nobody is left to tell."""
    link = talk_link(target, side)
    if side is Side.VISITOR:
        return _Post(target.enquiry.email, target.scope, f"{target.specialist.name}さん", link)
    to = address_of(target)
    return _Post(to, own_scope(target), f"{target.enquiry_id}番の問い合わせの方", link) if to else None


def tell_message(target: EnquiryTarget, side: Side, *, by: Actor, at: datetime) -> None:
    """A message waits."""
    if post := _post(target, side):
        write_letter("talk_message", to=post.to, at=at, by=by, scope=post.scope, partner=post.partner, link=post.link)


def tell_wish(target: EnquiryTarget, side: Side, *, by: Actor, at: datetime) -> None:
    """The other side would like to meet."""
    if post := _post(target, side):
        write_letter("talk_wish", to=post.to, at=at, by=by, scope=post.scope, partner=post.partner, link=post.link)


def tell_finished(target: EnquiryTarget, side: Side, *, by: Actor, at: datetime) -> None:
    """The other side ended the conversation."""
    if post := _post(target, side):
        write_letter("talk_finished", to=post.to, at=at, by=by, scope=post.scope, partner=post.partner, link=post.link)


def tell_times(target: EnquiryTarget, side: Side, *, by: Actor, at: datetime) -> None:
    """Times wait to be chosen from."""
    if post := _post(target, side):
        write_letter(
            "meeting_proposed", to=post.to, at=at, by=by, scope=post.scope, partner=post.partner, link=post.link
        )


def tell_agreed(target: EnquiryTarget, side: Side, *, by: Actor, at: datetime) -> None:
    """The meeting stands; the calendar file is on the page."""
    if post := _post(target, side):
        write_letter("meeting_agreed", to=post.to, at=at, by=by, scope=post.scope, partner=post.partner, link=post.link)


def tell_changed(target: EnquiryTarget, side: Side, *, by: Actor, at: datetime) -> None:
    """The meeting stands at another time; the new calendar file is on the page."""
    if post := _post(target, side):
        write_letter(
            "meeting_changed", to=post.to, at=at, by=by, scope=post.scope, partner=post.partner, link=post.link
        )


def tell_cancelled(target: EnquiryTarget, side: Side, *, by: Actor, at: datetime) -> None:
    """There is no meeting any more."""
    if post := _post(target, side):
        write_letter(
            "meeting_cancelled", to=post.to, at=at, by=by, scope=post.scope, partner=post.partner, link=post.link
        )


def tell_off(target: EnquiryTarget, side: Side, *, by: Actor, at: datetime) -> None:
    """The enquiry ended, and with it the meeting; the file that takes it out of a calendar is on the page."""
    if post := _post(target, side):
        write_letter("meeting_off", to=post.to, at=at, by=by, scope=post.scope, partner=post.partner, link=post.link)


def ask_afterword(target: EnquiryTarget, side: Side, *, by: Actor, at: datetime) -> None:
    """How did it go? Two questions."""
    if post := _post(target, side):
        write_letter(
            "afterword_asked", to=post.to, at=at, by=by, scope=post.scope, partner=post.partner, link=post.link
        )


def tell_proposal(target: EnquiryTarget, side: Side, *, by: Actor, at: datetime) -> None:
    """An agreement waits for a word."""
    if post := _post(target, side):
        write_letter(
            "agreement_proposed", to=post.to, at=at, by=by, scope=post.scope, partner=post.partner, link=post.link
        )


def tell_agreement(target: EnquiryTarget, side: Side, *, by: Actor, at: datetime) -> None:
    """Both have agreed; the papers are on the page."""
    if post := _post(target, side):
        write_letter(
            "agreement_agreed", to=post.to, at=at, by=by, scope=post.scope, partner=post.partner, link=post.link
        )
