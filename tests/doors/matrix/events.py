"""Events behind every address: one of the own partner, one of another's, one over with a recording, one draft."""

from datetime import timedelta

from tests.specialists.published import AT
from tsunagu.events.models import Event, EventAdviser, EventRegistration
from tsunagu.events.states import AdviserState, EventKind, EventState, RegistrationState
from tsunagu.partners.models import Partner
from tsunagu.seasons.models import Season
from tsunagu.specialists.models import Specialist

OWN, FOREIGN, OVER, DRAFT, NONE = 1, 2, 3, 4, 9
DAY = timedelta(days=1)
REGISTERED = EventRegistration(pk=OWN, made_at=AT, event=Event(pk=OWN))
ELSEWHERE = EventRegistration(pk=FOREIGN, made_at=AT, event=Event(pk=FOREIGN))


def four_events(number: str, other_number: str, *, partner: Partner, other: Partner) -> None:
    """`number`: of the specialist who may take cases; `partner`: the coordinator's."""
    for pk, organiser, state in (
        (OWN, partner, EventState.ANNOUNCED),
        (FOREIGN, other, EventState.ANNOUNCED),
        (OVER, other, EventState.HELD),
        (DRAFT, other, EventState.DRAFT),
    ):
        event = Event.objects.create(
            pk=pk, scope=f"partner:{organiser.pk}", kind=EventKind.CONSULTATION_DAY, title="見本の相談会", summary="見本",
            season=Season.objects.earliest("pk"), partner=organiser, contact="見本", prefecture="13", venue="見本会館",
            starts_at=AT + 9 * DAY, ends_at=AT + 10 * DAY, closes_at=AT + 8 * DAY, capacity=9, accepted=1, turns=1,
            state=state, made_at=AT, recording_url="https://video.example/1" if state is EventState.HELD else "",
        )  # fmt: skip
        EventRegistration.objects.create(
            pk=pk, scope=event.scope, event=event, organisation_name="架空の会社", prefecture="13", industry="retail",
            contact_name="見本", email="k@kaisha.example", sender_digest="s", persons=1, turn=1, made_at=AT,
            state=RegistrationState.ACCEPTED,
        )  # fmt: skip
    for pk, riss_no in ((OWN, number), (FOREIGN, other_number)):
        specialist = Specialist.objects.get(riss_no=riss_no)
        EventAdviser.objects.create(
            pk=pk, event_id=OWN, specialist=specialist, most=2, asked_at=AT, state=AdviserState.ASKED
        )
