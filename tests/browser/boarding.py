"""A consultation day of the demo's chamber with four companies and two specialists, made beside the server."""

from tests.browser.conftest import Site
from tests.browser.conversing import beside

BEGIN = """
from datetime import timedelta
from django.utils import timezone
from tsunagu.accounts.models import Membership
from tsunagu.base.actor import Actor
from tsunagu.events.models import Event, EventAdviser, EventRegistration, EventSlot
from tsunagu.partners.models import Partner
from tsunagu.seasons.queries import current_season
from tsunagu.specialists.models import Specialist
now = timezone.now()
partner = Partner.objects.get(pk=Membership.objects.filter(user__email="{chamber}").first().organisation_id)
begins = (now + timedelta(days=9)).replace(hour=4, minute=0, second=0, microsecond=0)
event = Event.objects.create(
    kind="consultation_day", title="架空市の相談会", summary="見本", contact="架空市商工会議所", prefecture="13",
    venue="見本会館", starts_at=begins, ends_at=begins + timedelta(hours=4), closes_at=begins - timedelta(days=1),
    capacity=30, rooms=2, state="closed", made_at=now, scope=f"partner:{{partner.pk}}",
    season=current_season(on=now.date()), partner=partner,
)
for number in range(1, 5):
    at = begins + timedelta(minutes=30 * number)
    EventSlot.objects.create(event=event, number=number, starts_at=at, ends_at=at + timedelta(minutes=30))
for specialist in Specialist.objects.filter(sheet__is_listed=True).exclude(user=None).order_by("pk")[:2]:
    EventAdviser.objects.create(
        event=event, specialist=specialist, state="accepted", most=3, asked_at=now, answered_at=now, free_slots=[1, 2, 3, 4]
    )
for turn, name in enumerate(("架空ねじ工業", "架空商店", "架空医院", "架空運送"), start=1):
    EventRegistration.objects.create(
        event=event, organisation_name=name, prefecture="13", industry="construction", contact_name="架空 担当",
        email=f"board{{turn}}-{{event.pk}}@kakuu-kaisha.example", persons=1, wants_consultation=True, turn=turn, made_at=now,
        proved_at=now, state="accepted", scope=event.scope, free_slots=[1, 4] if turn == 1 else [],
    )
print(event.pk)
"""

OVERTAKE = """
from django.utils import timezone
from tsunagu.base.actor import Actor
from tsunagu.matching.actions import take_out
from tsunagu.matching.models import Board
from tsunagu.matching.reading import seats_of
board = Board.objects.get(event={event})
take_out(board, sorted(seats_of(board))[0], seen=board.version, by=Actor("user:0", "架空 同僚"), at=timezone.now())
"""

LINK = """
from tsunagu.events.models import EventRegistration
from tsunagu.matching.links import timetable_token
print("/timetables/" + timetable_token(EventRegistration.objects.filter(event={event}).earliest("turn")))
"""


def consultation_day(site: Site) -> int:
    """The number of the event."""
    return int(beside(site, BEGIN.format(chamber=site.sign_ins["chamber"]["email"])))


def overtake(site: Site, event: int) -> None:
    """A colleague takes somebody off the board."""
    beside(site, OVERTAKE.format(event=event))


def company_link(site: Site, event: int) -> str:
    """The first company's own timetable."""
    return beside(site, LINK.format(event=event)).strip()
