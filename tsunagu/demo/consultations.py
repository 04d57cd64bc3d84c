"""Individual consultations of the past consultation days: from the questionnaire to the summary a company confirms.

Each step goes through the actions.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tsunagu.accounts.models import Membership
from tsunagu.base.actor import VISITOR, Actor
from tsunagu.companies.models import Company
from tsunagu.consultations.actions import (
    Placing,
    Record,
    arrange,
    confirm_summary,
    mark_no_show,
    note_reading,
    record_consultation,
)
from tsunagu.consultations.cases import ATTENDEE, subject_of
from tsunagu.consultations.models import Consultation
from tsunagu.consultations.queries import conflicts_between
from tsunagu.consultations.states import GuidanceWish
from tsunagu.demo.material import material
from tsunagu.events.actions.keeping import claim_registration
from tsunagu.events.models import Event, EventRegistration
from tsunagu.events.states import AdviserState, EventKind, EventState
from tsunagu.questionnaires.actions import answer_set, freeze_set
from tsunagu.questionnaires.sets import shipped_set
from tsunagu.reference.self_diagnosis import self_diagnosis
from tsunagu.toolkit.actions import finish_diagnosis, save_diagnosis
from tsunagu.toolkit.diagnosis import Answer

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
PLANNED_BY = Actor("demo", "見本 コーディネーター")


def enter_consultations(company: str) -> int:
    """`company`: address of the member who may sign in; one registration is on their page. How many were made."""
    held = Event.objects.filter(kind=EventKind.CONSULTATION_DAY, state=EventState.HELD)
    *earlier, latest = held.order_by("starts_at")
    _prepare(latest, company)
    return sum(_consult(event) for event in (*earlier, latest))


def _prepare(event: Event, company: str) -> None:
    """What companies said before the latest day, and whose page the first of them is on."""
    at = event.starts_at - 5 * DAY
    came = list(_coming(event, has_come=True))
    for registration, row in zip(came, _told(), strict=False):
        _say_beforehand(registration, row, at=at)
    member = Membership.objects.filter(user__email=company).earliest("pk")
    own = Company.objects.get(organisation=member.organisation)
    claim_registration(came[0], own, by=VISITOR, at=at)


def _consult(event: Event) -> int:
    """The timetable of a day, and what was written: those who came in turn, then who did not."""
    came, missed = list(_coming(event, has_come=True)), list(_coming(event, has_come=False))
    rows = {one.pk: _told()[place % len(_told())] for place, one in enumerate(came)}
    done = arrange(event, _timetable(event, [*came, *missed]), by=PLANNED_BY, at=event.starts_at - 3 * DAY)
    for one in done.made:
        _follow(one, rows.get(one.registration_id), at=event.ends_at)
    return len(done.made)


def _told() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = material("consultations")
    return rows


def _coming(event: Event, *, has_come: bool) -> Any:
    wishing = EventRegistration.objects.filter(event=event, state="accepted", wants_consultation=True)
    return wishing.filter(arrived_at__isnull=not has_come).select_related("event").order_by("turn")


def _timetable(event: Event, came: list[EventRegistration]) -> list[Placing]:
    """One after the other: advisers take turns, everybody keeps their room; with few advisers the last get no place."""
    slots = list(event.slots.order_by("number"))
    advisers = list(event.advisers.filter(state=AdviserState.ACCEPTED).order_by("pk")[: event.rooms])
    apart = conflicts_between(event)
    placed = []
    for place, registration in enumerate(came[: len(slots) * len(advisers)]):
        slot, turn = divmod(place, len(advisers))
        pair = (registration.pk, advisers[turn].specialist_id)
        if pair not in apart:
            placed.append(Placing(*pair, slots[slot].pk, turn + 1))
    return placed


def _say_beforehand(registration: EventRegistration, row: dict[str, Any], *, at: datetime) -> None:
    told: dict[str, Any] = {"subject": subject_of(registration.pk), "scope": registration.scope, "seen": 0}
    if "worry" in row:
        asked = shipped_set(ATTENDEE)
        answers = {"motive": ["worried"], "worry_words": row["worry"], "experience": "never", "guidance": "consider"}
        answer_set(asked, answers, by=VISITOR, at=at, **told)
        freeze_set(asked, told["subject"], by=VISITOR, at=at)
    if "answers" in row:
        save_diagnosis(_answers(*row["answers"]), by=VISITOR, at=at, **told)
        finish_diagnosis(told["subject"], by=VISITOR, at=at)


def _answers(done: int, partial: int, not_done: int) -> dict[str, str | list[str]]:
    given = [Answer.DONE] * done + [Answer.PARTIAL] * partial + [Answer.NOT_DONE] * not_done
    items = self_diagnosis().items
    given += [Answer.UNKNOWN] * (len(items) - len(given))
    # Spread over the items: 7 and 25 have no common divisor, so each item gets one.
    return {str(item.no): given[7 * place % len(items)].value for place, item in enumerate(items)}


def _follow(one: Consultation, row: dict[str, Any] | None, *, at: datetime) -> None:
    """What became of it, as the specialist writes it; no row: nobody came."""
    by = Actor(f"user:{one.specialist.user_id}", one.specialist.name)
    if row is None:
        mark_no_show(one, by=by, at=at)
        return
    note_reading(one, by=by, at=at - HOUR)
    record = Record(
        notes=row["notes"], summary=row["summary"], issues=row["issues"], theme_code=row["theme"],
        wish=GuidanceWish(row["wish"]),
    )  # fmt: skip
    recorded = record_consultation(one, record, seen=0, by=by, at=at)
    if row["then"] == "confirmed":
        confirm_summary(recorded, "", by=VISITOR, at=at + DAY)
