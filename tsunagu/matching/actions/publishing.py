"""The timetable is published: consultations are made, moved and taken back, and those affected hear of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import F

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.actions import Arrangement, Placing, arrange, walk_in
from tsunagu.consultations.models import Consultation
from tsunagu.consultations.states import ConsultationState
from tsunagu.events.models import EventSlot
from tsunagu.matching.actions.boards import change
from tsunagu.matching.board import Pair, Placement
from tsunagu.matching.checking import violations
from tsunagu.matching.letters import tell_timetable
from tsunagu.matching.models import Board
from tsunagu.matching.reading import day_of_board, placements_of
from tsunagu.matching.states import BoardState, ChangeVerb
from tsunagu.specialists.models import Specialist

EMPTY = "まだ組み合わせがありません。先に「組む」を押してください。"
BROKEN = "守られていない決まりがあります。印のついた組み合わせを直してから公表してください。"
TOO_EARLY = "相談会がまだ始まっていません。当日に入れてください。"
GONE = "選んだ会社か専門家が、この催しの名簿にありません。"
OVER = (ConsultationState.HELD, ConsultationState.NO_SHOW)


@transaction.atomic
def publish_board(board: Board, *, seen: int, by: Actor, at: datetime) -> Arrangement:
    """Bring the board into force and tell those for whom something changed. Returns what changed.

    Refuses an empty board, one that breaks a hard rule, and who was overtaken. What was held stays.
    """
    day = day_of_board(board)
    placements = placements_of(board, day)
    if not placements:
        raise RuleBrokenError(EMPTY)
    ahead = _ahead(board, placements)
    if violations(replace(day, rules=replace(day.rules, pins=())), ahead):
        raise RuleBrokenError(BROKEN)
    is_first = not board.publications
    published = change(
        board, ChangeVerb.PUBLISHED, seen=seen, by=by, at=at, state=BoardState.PUBLISHED, published_at=at,
        publications=F("publications") + 1, told_version=seen + 1,
    )  # fmt: skip
    changed = arrange(published.event, _placings(published, ahead), by=by, at=at)
    tell_timetable(published.event, changed, is_first=is_first, by=by, at=at)
    return changed


@transaction.atomic
def take_walk_in(board: Board, pair: Pair, *, room: int, by: Actor, at: datetime) -> Consultation:
    """Somebody came without an appointment and is heard now, outside the slots. The timetable stays as it is.

    Refuses before the day has begun, who has no seat at the event, who does not advise, and conflicts.
    """
    if at < board.event.starts_at:
        raise RuleBrokenError(TOO_EARLY)
    registration = board.event.registrations.select_related("event").filter(pk=int(pair[0])).first()
    specialist = Specialist.objects.filter(pk=int(pair[1])).first()
    if registration is None or specialist is None:
        raise RuleBrokenError(GONE)
    return walk_in(registration, specialist, slot=None, room=room, by=by, at=at)


def _ahead(board: Board, placements: tuple[Placement, ...]) -> tuple[Placement, ...]:
    """Without those that have taken place already: no rule can change them."""
    over = Consultation.objects.filter(event=board.event_id, state__in=OVER)
    past = set(over.values_list("registration_id", "specialist_id"))
    return tuple(one for one in placements if (int(one.company), int(one.adviser)) not in past)


def _placings(board: Board, placements: tuple[Placement, ...]) -> list[Placing]:
    """By keys."""
    slots = dict(EventSlot.objects.filter(event=board.event_id).values_list("number", "pk"))
    return [Placing(int(one.company), int(one.adviser), slots[one.slot], one.room) for one in placements]
