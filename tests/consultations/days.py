"""A consultation day of a chamber with slots, advisers and accepted companies, for tests."""

from datetime import UTC, datetime, timedelta

from tests.specialists.published import listed
from tsunagu.base.actor import Actor
from tsunagu.events.models import Event, EventAdviser, EventRegistration, EventSlot
from tsunagu.events.states import AdviserState, EventKind, EventState, RegistrationState
from tsunagu.partners.actions import open_partner
from tsunagu.partners.models import Partner
from tsunagu.partners.states import PartnerKind
from tsunagu.seasons.queries import current_season
from tsunagu.specialists.models import Specialist

BY = Actor("user:1", "見本 花子")
AT = datetime(2026, 11, 1, 1, 0, tzinfo=UTC)
STARTS = datetime(2026, 12, 1, 4, 0, tzinfo=UTC)
LATER = STARTS + timedelta(hours=2)


def chamber(name: str = "架空市商工会議所") -> Partner:
    return open_partner(PartnerKind.CHAMBER, name, "かくうし", "27", by=BY, at=AT)


def consultation_day(partner: Partner | None = None, *, slots: int = 3, **more) -> Event:
    """Announced, with two rooms; `slots` of half an hour from its beginning."""
    partner = partner or chamber()
    facts = {
        "kind": EventKind.CONSULTATION_DAY, "title": "見本の相談会", "summary": "見本", "contact": "見本",
        "prefecture": "27", "venue": "見本会館", "starts_at": STARTS, "ends_at": STARTS + timedelta(hours=4),
        "closes_at": STARTS - timedelta(days=1), "capacity": 30, "rooms": 2, "state": EventState.CLOSED,
        "made_at": AT, "scope": f"partner:{partner.pk}", "season": current_season(on=AT.date()), "partner": partner,
    }  # fmt: skip
    event = Event.objects.create(**facts | more)
    for number in range(1, slots + 1):
        begins = STARTS + timedelta(minutes=30 * number)
        EventSlot.objects.create(event=event, number=number, starts_at=begins, ends_at=begins + timedelta(minutes=30))
    return event


def coming(event: Event, name: str = "見本製作所", *, state=RegistrationState.ACCEPTED, **more) -> EventRegistration:
    """Somebody registered for one person, with a wish for a consultation."""
    turn = event.registrations.count() + 1
    facts = {
        "organisation_name": name, "prefecture": "27", "industry": "construction", "contact_name": "見本 太郎",
        "email": f"a{turn}@kaisha.example", "persons": 1, "wants_consultation": True, "turn": turn, "made_at": AT,
        "proved_at": AT, "scope": event.scope,
    }  # fmt: skip
    return EventRegistration.objects.create(event=event, state=state, **facts | more)


def adviser(event: Event, number: str = "000001", *, state=AdviserState.ACCEPTED, **content) -> Specialist:
    """A listed specialist who advises at the event."""
    specialist = Specialist.objects.filter(riss_no=number).first() or listed(number, **content)
    EventAdviser.objects.create(
        event=event, specialist=specialist, state=state, most=4, asked_at=AT, answered_at=AT, free_slots=[1, 2, 3]
    )
    return specialist
