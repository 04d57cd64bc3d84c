"""Unfinished applications are chased twice: a day and a week after the last saving (issue: get listed)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.journal.actions import record
from tsunagu.mail.actions import write_letter
from tsunagu.specialists.models import Draft
from tsunagu.specialists.states import ListingState
from tsunagu.upkeep.queries import setting_number
from tsunagu.vault.links import site_link

FIRST, SECOND = 1, 2
UNFINISHED = (ListingState.DRAFT, ListingState.RETURNED)


def chase_drafts(*, by: Actor, at: datetime) -> int:
    """One round over the drafts nobody has touched for long enough; returns how many letters were written.

    Each draft gets each letter once, however often the round runs; whoever comes back in time gets none.
    """
    today = day_of(at)
    days = {
        SECOND: setting_number("listing.chase_second_days", on=today),
        FIRST: setting_number("listing.chase_first_days", on=today),
    }
    return sum(_chase(pk, turn, by=by, at=at) for turn in days for pk in _due(turn, at - timedelta(days=days[turn])))


def _due(turn: int, saved_before: datetime) -> list[int]:
    rows = Draft.objects.filter(
        chased__lt=turn,
        saved_at__lte=saved_before,
        specialist__listing__state__in=UNFINISHED,
        specialist__user__is_active=True,
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _chase(pk: int, turn: int, *, by: Actor, at: datetime) -> bool:
    if not Draft.objects.filter(pk=pk, chased__lt=turn).update(chased=turn):
        return False
    draft = Draft.objects.select_related("specialist__user").get(pk=pk)
    user = draft.specialist.user
    if user is None:
        return False
    _write(draft, user.email, turn, by=by, at=at)
    record("draft.chased", on=draft, by=by, at=at, turn=turn)
    return True


def _write(draft: Draft, to: str, turn: int, *, by: Actor, at: datetime) -> None:
    link = site_link(reverse("specialist:apply"))
    name, scope = draft.specialist.name, draft.scope
    if turn == FIRST:
        write_letter("draft_after_a_day", to=to, at=at, by=by, scope=scope, name=name, link=link)
    else:
        write_letter("draft_after_a_week", to=to, at=at, by=by, scope=scope, name=name, link=link)
