"""Who was on a timetable does not come or advise any more, or two are kept apart: free at once, and all hear of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from tsunagu.base.actor import Actor
from tsunagu.consultations.actions import cancel_planned_between, cancel_planned_of, cancel_planned_with
from tsunagu.consultations.models import Consultation
from tsunagu.events.actions.seats import RUNNING
from tsunagu.events.models import Event, EventRegistration
from tsunagu.matching.actions.boards import change
from tsunagu.matching.actions.publishing import OVER
from tsunagu.matching.letters import tell_adviser_gone, tell_companies_off, tell_withdrawn
from tsunagu.matching.models import Board, BoardPlacement
from tsunagu.matching.states import ChangeVerb

NOT_COMING = "会社が来ないことになったためです。"
DECLINED = "相談員を引き受けられないと、返事があったためです。"
APART = "組み合わせを変えることになったためです。"


@transaction.atomic
def take_back(
    event: Event, registrations: Collection[int], *, by: Actor, at: datetime
) -> tuple[Consultation, ...]:  # fmt: skip
    """Cancel what is planned with registrations that lost their seat; the board shows the places as free.

    Refuses nothing: what was held or missed stays. A search that runs is outdated by it; the board of an event that is
    over is left as it is. The board's row is touched first, as publishing does: who publishes at the same time waits.
    """
    _hold(event)
    gone = cancel_planned_of(registrations, by=by, at=at)
    _free(event, Q(registration__in=registrations), by=by, at=at)
    tell_withdrawn(event, gone, NOT_COMING, by=by, at=at)
    return gone


@transaction.atomic
def take_back_adviser(
    event: Event, specialist_id: int, *, by: Actor, at: datetime
) -> tuple[Consultation, ...]:  # fmt: skip
    """Cancel what is planned with a specialist who declined, as `take_back`; companies and organiser hear of it."""
    _hold(event)
    gone = cancel_planned_with(event, specialist_id, by=by, at=at)
    _free(event, Q(specialist=specialist_id), by=by, at=at)
    tell_withdrawn(event, gone, DECLINED, by=by, at=at)
    tell_companies_off(event, gone, by=by, at=at)
    tell_adviser_gone(event, gone, by=by, at=at)
    return gone


@transaction.atomic
def part(
    registration: EventRegistration, specialist_id: int, *, by: Actor, at: datetime
) -> tuple[Consultation, ...]:  # fmt: skip
    """Cancel what is planned between two with a conflict, as `take_back`; both sides hear of it, not why.

    What is not published yet stays on the board, marked as breaking a rule.
    """
    event = registration.event
    _hold(event)
    gone = cancel_planned_between(registration, specialist_id, by=by, at=at)
    if gone:
        _free(event, Q(registration=registration, specialist=specialist_id), by=by, at=at)
    tell_withdrawn(event, gone, APART, by=by, at=at)
    tell_companies_off(event, gone, by=by, at=at)
    return gone


def _hold(event: Event) -> None:
    Board.objects.filter(event=event).update(version=F("version"))


def _free(event: Event, whose: Q, *, by: Actor, at: datetime) -> None:
    board = Board.objects.select_related("event").filter(event=event).first()
    if board is None or board.event.state_now not in RUNNING:
        return
    held = Consultation.objects.filter(event=event, state__in=OVER)
    over = set(held.values_list("registration_id", "specialist_id"))
    rows = BoardPlacement.objects.filter(whose, board=board).select_related("slot")
    leaving = [row for row in rows if (row.registration_id, row.specialist_id) not in over]
    if leaving:
        goes = [(str(row.registration_id), str(row.specialist_id), row.slot.number) for row in leaving]
        BoardPlacement.objects.filter(pk__in=[row.pk for row in leaving]).delete()
        change(board, ChangeVerb.REMOVED, seen=board.version, by=by, at=at, goes=goes, is_while_solving=True)
