"""Who was on a timetable does not come any more: the place is free at once, and the specialists hear of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F

from tsunagu.base.actor import Actor
from tsunagu.consultations.actions import cancel_planned_of
from tsunagu.consultations.models import Consultation
from tsunagu.events.actions.seats import RUNNING
from tsunagu.events.models import Event
from tsunagu.matching.actions.boards import change
from tsunagu.matching.actions.publishing import OVER
from tsunagu.matching.letters import tell_withdrawn
from tsunagu.matching.models import Board, BoardPlacement
from tsunagu.matching.states import BoardState, ChangeVerb


@transaction.atomic
def take_back(
    event: Event, registrations: Collection[int], *, by: Actor, at: datetime
) -> tuple[Consultation, ...]:  # fmt: skip
    """Cancel what is planned with registrations that lost their seat; the board shows the places as free.

    Refuses nothing: what was held or missed stays. A board that is being solved, and one whose event is over, is left
    as it is. The board's row is touched first, as publishing does: who publishes at the same time waits.
    """
    Board.objects.filter(event=event).update(version=F("version"))
    gone = cancel_planned_of(registrations, by=by, at=at)
    board = Board.objects.select_related("event").filter(event=event).first()
    if board is not None and board.state_now is not BoardState.SOLVING and board.event.state_now in RUNNING:
        _free(board, registrations, by=by, at=at)
    tell_withdrawn(event, gone, by=by, at=at)
    return gone


def _free(board: Board, registrations: Collection[int], *, by: Actor, at: datetime) -> None:
    over = set(
        Consultation.objects.filter(registration__in=registrations, state__in=OVER)
        .values_list("registration_id", "specialist_id")
    )  # fmt: skip
    rows = BoardPlacement.objects.filter(board=board, registration__in=registrations).select_related("slot")
    leaving = [row for row in rows if (row.registration_id, row.specialist_id) not in over]
    if leaving:
        goes = [(str(row.registration_id), str(row.specialist_id), row.slot.number) for row in leaving]
        BoardPlacement.objects.filter(pk__in=[row.pk for row in leaving]).delete()
        change(board, ChangeVerb.REMOVED, seen=board.version, by=by, at=at, goes=goes)
