"""Who meets whom and when: made, moved and taken back. `arrange` brings a whole timetable into force at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.models import Consultation
from tsunagu.consultations.queries import conflicts_between
from tsunagu.consultations.states import LIVE, ConsultationState
from tsunagu.events.models import Event, EventRegistration, EventSlot
from tsunagu.events.states import AdviserState, EventState, RegistrationState
from tsunagu.journal.actions import record
from tsunagu.specialists.models import Specialist

TAKEN = "この時間は、企業か専門家か場所がふさがっています。ほかの時間を選んでください。"
NOT_COMING = "受付済みの企業だけが、個別相談を受けられます。"
NO_ADVISER = "この専門家は、この日の相談員ではありません。"
CONFLICT = "利益相反の申し出があります。ほかの専門家を選んでください。"
OTHER_EVENT = "この枠は、ほかの催しのものです。"
MOVED = "もう予定ではありません。画面を読み直してください。"
CALLED_OFF = "この催しは中止になりました。"


@dataclass(frozen=True, slots=True)
class Placing:
    """One line of a timetable by keys. `room` 0 = online."""

    registration_id: int
    specialist_id: int
    slot_id: int
    room: int


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What a new timetable changed: only these need to hear of it."""

    made: tuple[Consultation, ...]
    moved: tuple[Consultation, ...]
    cancelled: tuple[Consultation, ...]


@transaction.atomic
def schedule(
    registration: EventRegistration, specialist: Specialist, slot: EventSlot, room: int, *, by: Actor, at: datetime
) -> Consultation:
    """A planned consultation. Refuses whoever is not accepted or no adviser, a conflict, and a place that is taken."""
    placing = Placing(registration.pk, specialist.pk, slot.pk, room)
    _require_fitting(registration.event, [placing])
    made = _create(registration.event, placing, at=at)
    record("consultation.planned", on=made, by=by, at=at, slot=slot.number, room=room)
    return made


@transaction.atomic
def cancel_planned_of(registrations: Collection[int], *, by: Actor, at: datetime) -> tuple[Consultation, ...]:
    """What is planned with these registrations does not take place: they do not come. Returns what was cancelled.

    Refuses nothing: what was held, missed or cancelled meanwhile stays as it is.
    """
    found = Consultation.objects.filter(registration__in=registrations)
    return _cancel_planned(found, "registration_ended", by=by, at=at)


@transaction.atomic
def cancel_planned_with(event: Event, specialist_id: int, *, by: Actor, at: datetime) -> tuple[Consultation, ...]:
    """What is planned with this specialist at this event does not take place: as `cancel_planned_of`."""
    found = Consultation.objects.filter(event=event, specialist=specialist_id)
    return _cancel_planned(found, "adviser_declined", by=by, at=at)


@transaction.atomic
def cancel_planned_between(
    registration: EventRegistration, specialist_id: int, *, by: Actor, at: datetime
) -> tuple[Consultation, ...]:  # fmt: skip
    """What is planned between these two does not take place: as `cancel_planned_of`."""
    found = Consultation.objects.filter(registration=registration, specialist=specialist_id)
    return _cancel_planned(found, "conflict", by=by, at=at)


@transaction.atomic
def arrange(event: Event, timetable: Sequence[Placing], *, by: Actor, at: datetime) -> Arrangement:
    """Make the planned consultations of an event exactly this timetable, in one step: swaps included.

    A pair that stays keeps its row and moves; one that is gone is cancelled. What was held or missed, and who walked
    in, is not touched. Refuses as `schedule` does, and what was recorded meanwhile; then nothing changes.
    """
    _require_fitting(event, timetable)
    standing = {
        (one.registration_id, one.specialist_id): one
        for one in Consultation.objects.filter(event=event, state=ConsultationState.PLANNED, is_walk_in=False)
    }
    wanted = {(one.registration_id, one.specialist_id): one for one in timetable}
    gone = [one for pair, one in standing.items() if pair not in wanted]
    moving = [one for pair, one in standing.items() if pair in wanted and _differs(one, wanted[pair])]
    _update_planned(gone, state=ConsultationState.CANCELLED)
    _update_planned(moving, slot=None)
    for one in moving:
        place = wanted[one.registration_id, one.specialist_id]
        _put(one, slot_id=place.slot_id, room=place.room)
    made = [_create(event, place, at=at) for pair, place in wanted.items() if pair not in standing]
    record(
        "consultations.arranged", on=event, by=by, at=at, made=len(made), moved=len(moving), cancelled=len(gone)
    )  # fmt: skip
    return Arrangement(tuple(made), tuple(_again(moving)), tuple(_again(gone)))


@transaction.atomic
def walk_in(
    registration: EventRegistration, specialist: Specialist, *, slot: EventSlot | None, room: int, by: Actor,
    at: datetime,
) -> Consultation:  # fmt: skip
    """Somebody came without an appointment: as `schedule`, also without a slot."""
    if slot is not None:
        made = schedule(registration, specialist, slot, room, by=by, at=at)
        return _walked_in(made)
    _require_pairs(registration.event, {(registration.pk, specialist.pk)})
    if Consultation.objects.filter(
        registration=registration, specialist=specialist, slot=None, state__in=LIVE
    ).exists():
        raise RuleBrokenError("この二者の相談は、もう入っています。")
    made = _walked_in(_create(registration.event, Placing(registration.pk, specialist.pk, 0, room), at=at))
    record("consultation.walked_in", on=made, by=by, at=at, room=room)
    return made


def _require_fitting(event: Event, timetable: Sequence[Placing]) -> None:
    _require_pairs(event, {(one.registration_id, one.specialist_id) for one in timetable})
    slots = {one.slot_id for one in timetable}
    if EventSlot.objects.filter(event=event, pk__in=slots).count() != len(slots):
        raise RuleBrokenError(OTHER_EVENT)


def _require_pairs(event: Event, pairs: set[tuple[int, int]]) -> None:
    if event.state_now is EventState.CANCELLED:
        raise RuleBrokenError(CALLED_OFF)
    coming = event.registrations.filter(state=RegistrationState.ACCEPTED).values_list("pk", flat=True)
    if not {registration for registration, _ in pairs} <= set(coming):
        raise RuleBrokenError(NOT_COMING, field="registration")
    advisers = event.advisers.filter(state=AdviserState.ACCEPTED).values_list("specialist_id", flat=True)
    if not {specialist for _, specialist in pairs} <= set(advisers):
        raise RuleBrokenError(NO_ADVISER, field="specialist")
    if pairs & conflicts_between(event):
        raise RuleBrokenError(CONFLICT, field="specialist")


def _create(event: Event, place: Placing, *, at: datetime) -> Consultation:
    try:
        with transaction.atomic():
            return Consultation.objects.create(
                event=event, scope=event.scope, registration_id=place.registration_id,
                specialist_id=place.specialist_id, slot_id=place.slot_id or None, room=place.room, planned_at=at,
            )  # fmt: skip
    except IntegrityError:
        raise RuleBrokenError(TAKEN, field="slot") from None


def _put(consultation: Consultation, *, slot_id: int, room: int) -> None:
    try:
        with transaction.atomic():
            moved = _planned(consultation).update(slot_id=slot_id, room=room)
    except IntegrityError:
        raise RuleBrokenError(TAKEN, field="slot") from None
    if not moved:
        raise RuleBrokenError(MOVED)


def _cancel_planned(
    found: QuerySet[Consultation], reason_code: str, *, by: Actor, at: datetime
) -> tuple[Consultation, ...]:  # fmt: skip
    planned = list(found.filter(state=ConsultationState.PLANNED).order_by("pk"))
    gone = [one for one in planned if _planned(one).update(state=ConsultationState.CANCELLED)]
    for one in gone:
        record("consultation.cancelled", on=one, by=by, at=at, reason_code=reason_code)
    return tuple(_again(gone))


def _update_planned(rows: Collection[Consultation], **fields: object) -> None:
    """All of them in one statement, while all are planned. Refuses when one was recorded meanwhile."""
    planned = Consultation.objects.filter(pk__in=[one.pk for one in rows], state=ConsultationState.PLANNED)
    if planned.update(**fields) != len(rows):
        raise RuleBrokenError(MOVED)


def _walked_in(made: Consultation) -> Consultation:
    Consultation.objects.filter(pk=made.pk).update(is_walk_in=True)
    made.refresh_from_db()
    return made


def _planned(consultation: Consultation) -> QuerySet[Consultation]:
    return Consultation.objects.filter(pk=consultation.pk, state=ConsultationState.PLANNED)


def _differs(one: Consultation, place: Placing) -> bool:
    return (one.slot_id, one.room) != (place.slot_id, place.room)


def _again(rows: Iterable[Consultation]) -> list[Consultation]:
    keys = [one.pk for one in rows]
    return list(Consultation.objects.filter(pk__in=keys).select_related("registration", "specialist", "slot"))
