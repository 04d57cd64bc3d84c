"""Where letters about a timetable lead. Paths of the doors; tests/doors/test_board_pages.py compares.

A company's page has a signed link: the same for every letter, until a month after the day.
"""

from datetime import datetime, timedelta

from tsunagu.events.models import Event, EventRegistration
from tsunagu.vault.links import read_signed, sign, site_link

PURPOSE = "board.timetable"
LASTS = timedelta(days=31)
COMPANY, SPECIALIST = "/timetables/", "/specialist/timetables/"


def timetable_token(registration: EventRegistration) -> str:
    """What stands in the address of a company's own timetable."""
    return sign(registration.pk, purpose=PURPOSE, until=registration.event.ends_at + LASTS)


def registration_of(token: str, *, at: datetime) -> int:
    """Which registration a link is of. RuleBrokenError: not ours, changed, or past its end."""
    return int(read_signed(token, purpose=PURPOSE, at=at))


def company_link(registration: EventRegistration) -> str:
    """A company's own timetable, without signing in."""
    return site_link(COMPANY + timetable_token(registration))


def specialist_link(event_id: int) -> str:
    """A specialist's own timetable."""
    return site_link(f"{SPECIALIST}{event_id}")


def cancelling_link(event_id: int, consultation_id: int) -> str:
    """The file that takes one consultation out of a specialist's calendar."""
    return site_link(f"{SPECIALIST}{event_id}/cancelled/{consultation_id}.ics")


def board_link(event: Event) -> str:
    """The board, at the door of who organises."""
    return site_link(f"/{'partner' if event.partner_id else 'office'}/events/{event.pk}/board")
