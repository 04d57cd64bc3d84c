"""The letters about keeping a listing true. Each carries a link to a page with one button; only pressing it acts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of, day_words
from tsunagu.base.errors import RuleBrokenError
from tsunagu.mail.actions import write_letter
from tsunagu.specialists.models import Listing
from tsunagu.specialists.states import ReminderKind
from tsunagu.vault.links import BROKEN, read_signed, sign, site_link

PURPOSE = "listing.keep_true"
LINK_LASTS = timedelta(days=60)  # longer than ask, note and hiding together: every letter's link still works then


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a letter is told: to whom, about whom, the button's address, the day it speaks of."""

    to: str
    name: str
    link: str
    day: str
    by: Actor
    at: datetime


def post_letter(kind: ReminderKind, listing: Listing, day: date, *, by: Actor, at: datetime) -> None:
    """Write the letter of a kind to the owner (who has an address). `day`: the note's or hiding's, or today."""
    owner = listing.specialist
    if owner.user is None:
        raise RuleBrokenError("メールアドレスがないため、お知らせできません。")
    link = site_link(f"{reverse('public:keep_true')}?token={token_for(listing, at=at)}")
    LETTERS[kind](Facts(to=owner.user.email, name=owner.name, link=link, day=day_words(day), by=by, at=at))


def token_for(listing: Listing, *, at: datetime) -> str:
    """The signed part of a letter's link: the listing and the day it was written. Nothing confidential."""
    return sign([listing.pk, day_of(at).isoformat()], purpose=PURPOSE, until=at + LINK_LASTS)


def read_token(token: str, *, at: datetime) -> tuple[int, date]:
    """(key of the listing, day of the letter). RuleBrokenError for a wrong or old link."""
    value = read_signed(token, purpose=PURPOSE, at=at)
    try:
        number, day = value
        return int(number), date.fromisoformat(day)
    except (TypeError, ValueError) as wrong:
        raise RuleBrokenError(BROKEN) from wrong


def _asked(told: Facts) -> None:
    write_letter("keep_true_asked", to=told.to, at=told.at, by=told.by, name=told.name, link=told.link, day=told.day)


def _renewal(told: Facts) -> None:
    write_letter("keep_true_renewal", to=told.to, at=told.at, by=told.by, name=told.name, link=told.link, day=told.day)


def _before_note(told: Facts) -> None:
    write_letter(
        "keep_true_before_note", to=told.to, at=told.at, by=told.by, name=told.name, link=told.link, day=told.day
    )


def _noted(told: Facts) -> None:
    write_letter("keep_true_noted", to=told.to, at=told.at, by=told.by, name=told.name, link=told.link, day=told.day)


def _before_hiding(told: Facts) -> None:
    write_letter(
        "keep_true_before_hiding", to=told.to, at=told.at, by=told.by, name=told.name, link=told.link, day=told.day
    )


def _hidden(told: Facts) -> None:
    write_letter("keep_true_hidden", to=told.to, at=told.at, by=told.by, name=told.name, link=told.link, day=told.day)


def _silence_warned(told: Facts) -> None:
    """Leads to what waits for an answer, not to a button: there is nothing to bring back yet."""
    link = site_link(reverse("specialist:enquiries"))
    write_letter("silence_warned", to=told.to, at=told.at, by=told.by, name=told.name, link=link)


def _silence_paused(told: Facts) -> None:
    write_letter("silence_paused", to=told.to, at=told.at, by=told.by, name=told.name, link=told.link, day=told.day)


LETTERS: dict[ReminderKind, Callable[[Facts], None]] = {
    ReminderKind.ASKED: _asked,
    ReminderKind.RENEWAL: _renewal,
    ReminderKind.BEFORE_NOTE: _before_note,
    ReminderKind.NOTED: _noted,
    ReminderKind.BEFORE_HIDING: _before_hiding,
    ReminderKind.HIDDEN: _hidden,
    ReminderKind.SILENCE_WARNED: _silence_warned,
    ReminderKind.SILENCE_PAUSED: _silence_paused,
}
