"""Where letters about events lead, and what stands in a QR code. The paths are the doors'.

A registration's page has a signed link: the same every time, for two years from the day it was written.
"""

from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from tsunagu.events.models import Event, EventRegistration
from tsunagu.mail.letters import PROOF
from tsunagu.vault.links import read_signed, sign, site_link

LINK_LASTS = timedelta(days=730)
PROOF_LASTS = timedelta(days=3)
OWN, ARRIVAL = "event.registration", "event.arrival"
CONFIRM, REGISTRATION, EVENTS, ADVISING, ARRIVE = (
    "/events/confirm", "/events/registrations/", "/events/", "/specialist/events/advising/", "/arrive/",
)  # fmt: skip


def registration_token(registration: EventRegistration) -> str:
    """What stands in the address of the registration's own page."""
    return sign(registration.pk, purpose=OWN, until=registration.made_at + LINK_LASTS)


def registration_link(registration: EventRegistration) -> str:
    """The page to see and cancel a registration."""
    return site_link(REGISTRATION + registration_token(registration))


def number_of(token: str, *, at: datetime) -> int:
    """Which registration a link is of. RuleBrokenError: not ours, changed, or past its end."""
    return int(read_signed(token, purpose=OWN, at=at))


def event_link(event: Event) -> str:
    """The event's public page."""
    return site_link(f"{EVENTS}{event.pk}")


def confirm_link(email: str, *, at: datetime) -> str:
    """The page with the button, for an address that was proved earlier."""
    token = sign(email.lower(), purpose=PROOF, until=at + PROOF_LASTS)
    return site_link(f"{CONFIRM}?token={token}")


def arrival_token(registration: EventRegistration) -> str:
    """What the QR code of a registration says to the reception; good for nothing else."""
    return sign(registration.pk, purpose=ARRIVAL, until=registration.made_at + LINK_LASTS)


def arrival_link(registration: EventRegistration) -> str:
    """What the QR code opens: it leads whoever scans it to their own door (several may keep one event)."""
    return site_link(ARRIVE + arrival_token(registration))


def arriving(token: str, *, at: datetime) -> int:
    """Which registration a QR code is of. RuleBrokenError: not ours."""
    return int(read_signed(token, purpose=ARRIVAL, at=at))


def advising_link(adviser: int) -> str:
    """Where a specialist answers whether they advise."""
    return site_link(f"{ADVISING}{adviser}")


def requests_link(event: Event) -> str:
    """Where requests for a speaker stand, at the door of who organises."""
    return site_link(f"/{'partner' if event.partner_id else 'office'}/events/{event.pk}/ambassadors")


def sender_digest(email: str) -> str:
    """The same for every registration of one address; nobody can read the address in it. "" for none."""
    plain = email.strip().lower()
    return salted_hmac("tsunagu.event.sender", plain, algorithm="sha256").hexdigest() if plain else ""
