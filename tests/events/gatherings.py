"""Events and registrations as the actions make them, for tests."""

from datetime import datetime, timedelta

from tests.specialists.published import AT
from tsunagu.base.actor import VISITOR, Actor
from tsunagu.events.actions.holding import EventFacts, announce_event, draft_event
from tsunagu.events.actions.registering import Wanted, prove_registration, register
from tsunagu.events.models import Event, EventRegistration
from tsunagu.events.states import EventKind
from tsunagu.mail.models import Letter
from tsunagu.partners.actions import open_partner
from tsunagu.partners.models import Partner
from tsunagu.partners.states import PartnerKind

COORDINATOR = Actor("user:21", "見本 商工")
HOURS, DAYS = timedelta(hours=1), timedelta(days=1)
BEGINS = AT + 14 * DAYS


def chamber(name: str = "見本商工会議所") -> Partner:
    """A chamber that holds events."""
    return open_partner(PartnerKind.CHAMBER, name, "みほん", "27", by=COORDINATOR, at=AT)


def facts(**more) -> EventFacts:
    """What an organiser writes."""
    told = {
        "kind": EventKind.SEMINAR,
        "title": "はじめての情報セキュリティ",
        "summary": "小さな会社の守り方を話します。",
        "contact": "見本商工会議所 06-0000-0000",
        "starts_at": BEGINS,
        "ends_at": BEGINS + 3 * HOURS,
        "closes_at": BEGINS - DAYS,
        "capacity": 2,
        "prefecture": "27",
        "venue": "見本会館",
        "address": "大阪市見本区1-1",
    }
    return EventFacts(**told | more)


def drafted(partner: Partner | None = None, **more) -> Event:
    """An event nobody sees yet."""
    return draft_event(facts(**more), partner, by=COORDINATOR, at=AT)


def announced(partner: Partner | None = None, **more) -> Event:
    """An event one can register for."""
    return announce_event(drafted(partner, **more), by=COORDINATOR, at=AT)


def wanted(number: int = 1, *, persons: int = 1, **more) -> Wanted:
    """What the organisation of that number writes."""
    told = {
        "organisation_name": f"見本{number}製作所",
        "prefecture": "27",
        "industry": "manufacturing_other",
        "contact_name": f"見本 {number}郎",
        "email": f"a{number}@kaisha.example",
        "names": tuple(f"見本 {number}-{place}" for place in range(persons)),
    }
    return Wanted(**told | more)


def registered(event: Event, number: int = 1, *, at: datetime = AT, **more) -> EventRegistration:
    """A registration whose sender pressed the button."""
    return prove_registration(register(event, wanted(number, **more), by=VISITOR, at=at), by=VISITOR, at=at)


def letters() -> list[tuple[str, str]]:
    """(letter, to) in the order written."""
    return list(Letter.objects.order_by("pk").values_list("template", "to"))


def standing(event: Event) -> tuple[int, list[str]]:
    """(persons accepted, states in the order of the registrations)."""
    event.refresh_from_db()
    states = event.registrations.order_by("pk").values_list("state", flat=True)
    return event.accepted, list(states)
