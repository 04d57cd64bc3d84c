"""Made-up events of the three chambers, each step through the actions: six held, one cancelled, one full, some to come.

The six held ones brought together as many as the programme of 2024 did (reference 12).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tsunagu.base.actor import SYSTEM, VISITOR, Actor
from tsunagu.demo.material import material
from tsunagu.demo.staffing import Occasion
from tsunagu.events.actions.advising import answer_adviser, ask_adviser, set_slots
from tsunagu.events.actions.ambassadors import ask_ambassador
from tsunagu.events.actions.holding import (
    EventFacts,
    announce_event,
    cancel_event,
    close_registration,
    draft_event,
    hold_event,
    put_recording,
)
from tsunagu.events.actions.keeping import mark_arrived
from tsunagu.events.actions.registering import Wanted, prove_registration, register, register_by_staff
from tsunagu.events.models import Event, EventRegistration
from tsunagu.events.rules import SlotPlan
from tsunagu.events.states import EventKind, RegistrationWay
from tsunagu.partners.models import Partner
from tsunagu.partners.states import PartnerKind
from tsunagu.specialists.models import Specialist

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
PREPARED, ANNOUNCED = 60 * DAY, 50 * DAY  # before the day
BY_FAX = 4  # every so many-th registration came by fax


def enter_events(own: str, occasion: Occasion) -> int:
    """`own`: register number of the specialist who may sign in; asked to advise, not answered yet. How many events."""
    chambers = Partner.objects.filter(kind=PartnerKind.CHAMBER).select_related("organisation").order_by("-pk")[:3]
    partners = list(reversed(chambers))
    rows, guests = material("events"), 0
    for row in rows:
        _enter(row, guests, partners[row["partner"]], own, occasion)
        guests += _guests(row)
    return len(rows)


def _guests(row: dict[str, Any]) -> int:
    """How many organisations register."""
    return int(row["came"] + row["missed"] if row["then"] == "held" else row["guests"])


def _enter(row: dict[str, Any], before: int, partner: Partner, own: str, occasion: Occasion) -> None:
    """`before`: how many organisations registered for the events before."""
    by = Actor("demo", partner.organisation.name)
    starts_at = occasion.at + row["days"] * DAY + row["hour"] * HOUR
    begun = min(starts_at - PREPARED, occasion.at - DAY)
    event = draft_event(_facts(row, partner, starts_at), partner, by=by, at=begun)
    if "slots" in row:
        _lay_out(row, event, own, by=by, at=begun)
    announce_event(event, by=by, at=begun + HOUR)
    if "ambassador" in row:
        ask_ambassador(event, row["ambassador"], "講演30分をお願いします。", by=by, at=begun + HOUR)
    places = range(_guests(row))
    came = [_come(row, event, place, before + place, by=by, at=begun + 2 * HOUR + place * HOUR) for place in places]
    _follow(row, event, came[: row.get("came")], by=by, at=occasion.at)


def _facts(row: dict[str, Any], partner: Partner, starts_at: datetime) -> EventFacts:
    organisation, is_online = partner.organisation, row.get("is_online", False)
    return EventFacts(
        kind=EventKind(row["kind"]),
        title=row["title"],
        summary=row["summary"],
        contact=f"{organisation.name}（見本） 000-000-0000",
        starts_at=starts_at,
        ends_at=starts_at + row["hours"] * HOUR,
        closes_at=starts_at - DAY,
        capacity=row["capacity"],
        prefecture="" if is_online else organisation.prefecture,
        venue=row.get("venue", ""),
        is_online=is_online,
        online_url="https://kaigi.kakuu.example/mihon" if is_online else "",
        speaker_name="見本 講師",
        beside=("架空地域部品工業協同組合",) if row["kind"] == "consultation_day" else (),
    )


def _lay_out(row: dict[str, Any], event: Event, own: str, *, by: Actor, at: datetime) -> None:
    """Slots in the last hours of the day; who signs in has not answered yet for a coming day."""
    plan = SlotPlan(first_at=event.ends_at - 4 * HOUR, number=row["slots"], rooms=row["rooms"])
    set_slots(event, plan, by=by, at=at)
    listed = Specialist.objects.filter(sheet__is_listed=True, user__isnull=False).select_related("user")
    others = listed.exclude(riss_no=own).order_by("riss_no")[: row["advisers"]]
    for specialist in (*listed.filter(riss_no=own), *others):
        adviser = ask_adviser(event, specialist, 4, by=by, at=at)
        if specialist.riss_no != own or row["then"] == "held":
            actor = Actor(f"user:{specialist.user_id}", specialist.name)
            answer_adviser(adviser, is_accepted=True, by=actor, at=at + HOUR)


def _come(row: dict[str, Any], event: Event, place: int, number: int, *, by: Actor, at: datetime) -> EventRegistration:
    """One organisation registers: most on the page, some by fax. `number` counts the organisations of all events."""
    wanted = _wanted(row, place, number)
    if place % BY_FAX == BY_FAX - 1:
        return register_by_staff(event, wanted, RegistrationWay.FAX, by=by, at=at)
    return prove_registration(register(event, wanted, by=VISITOR, at=at), by=VISITOR, at=at + HOUR / 2)


def _wanted(row: dict[str, Any], place: int, number: int) -> Wanted:
    organisations = material("organisations")
    rounds, which = divmod(number, len(organisations["companies"]))
    trade, _, industry, prefecture, _ = organisations["companies"][which]
    is_briefing = row["kind"] == "briefing"
    return Wanted(
        organisation_name=f"架空セキュリティ事務所{place + 1}"
        if is_briefing
        else f"{organisations['prefixes'][rounds % len(organisations['prefixes'])]}{trade}",
        prefecture=prefecture,
        industry="service" if is_briefing else industry,
        contact_name=f"架空 担当{place + 1}",
        names=tuple(f"架空 参加{place + 1}-{person + 1}" for person in range(_persons(row, place))),
        email=f"sanka{number:03}@kakuu-{row['partner']}.example",
        telephone="000-000-0000",
        wants_consultation=_wishes(row, place),
        prefers_online=row["then"] != "held" and place % 5 == 4,
    )


def _persons(row: dict[str, Any], place: int) -> int:
    """Held: as many come with a colleague as the total says."""
    if row["then"] == "held":
        return int(place < row["people"] - row["came"]) + 1
    return 1 if row["kind"] == "briefing" else 1 + place % 4 // 2


def _wishes(row: dict[str, Any], place: int) -> bool:
    """Whether a consultation is wished for. Held: those who had one, and the first who did not come."""
    if row["then"] != "held":
        return place % 3 != 2
    return "consultations" in row and (place < row["consultations"] or place == row["came"])


def _follow(row: dict[str, Any], event: Event, came: list[EventRegistration], *, by: Actor, at: datetime) -> None:
    """What became of it; `came`: who stands at the door of one that is held."""
    event.refresh_from_db()
    if row["then"] == "cancelled":
        cancel_event(event, "会場の設備が故障したため", by=by, at=at - HOUR)
    elif row["then"] == "held":
        close_registration(event, by=SYSTEM, at=event.closes_at)
        keys = [one.pk for one in came]
        for registration in EventRegistration.objects.filter(pk__in=keys).select_related("event").order_by("turn"):
            mark_arrived(registration, registration.persons, by=by, at=event.starts_at)
        hold_event(event, by=by, at=event.ends_at + HOUR)
        if row["kind"] == "seminar":
            put_recording(event, "https://douga.kakuu.example/mihon", by=by, at=event.ends_at + DAY)
