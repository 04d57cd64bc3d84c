"""A consultation day with a board behind every address: of the own partner with the own specialist, and another's."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.consultations.days import coming
from tests.doors.matrix.consulting import day_at
from tests.specialists.published import AT
from tsunagu.base.actor import SYSTEM
from tsunagu.consultations.models import Consultation
from tsunagu.consultations.states import ConsultationState
from tsunagu.events.models import Event, EventAdviser, EventRegistration
from tsunagu.events.states import AdviserState
from tsunagu.matching.actions import open_board
from tsunagu.matching.links import timetable_token
from tsunagu.partners.models import Partner
from tsunagu.specialists.models import Specialist

KEPT, FOREIGN, OFFICE, NONE, GONE = 801, 802, 803, 809, 100
# Long after any day the walk is made on.
STARTS = datetime(2099, 12, 2, 4, 0, tzinfo=UTC)
ENDS = STARTS + timedelta(hours=4)
LINK = timetable_token(EventRegistration(pk=KEPT, event=Event(ends_at=ENDS)))


def three_boards(number: str, other_number: str, *, partner: Partner, other: Partner) -> None:
    """`number`: of the specialist who may take cases, `partner`: the coordinator's; one of the secretariat."""
    days = ((KEPT, partner, number), (FOREIGN, other, other_number), (OFFICE, None, other_number))
    for pk, organiser, riss_no in days:
        event = day_at(pk, organiser, STARTS)
        registration = coming(event, pk=pk)
        specialist = Specialist.objects.get(riss_no=riss_no)
        EventAdviser.objects.create(
            pk=pk, event=event, specialist=specialist, most=2, asked_at=AT, answered_at=AT, state=AdviserState.ACCEPTED
        )
        open_board(event, by=SYSTEM, at=AT)
        Consultation.objects.create(
            pk=pk, event=event, scope=event.scope, registration=registration, specialist=specialist, room=1,
            slot=event.slots.earliest("number"), planned_at=AT,
        )  # fmt: skip
        Consultation.objects.create(
            pk=pk + GONE, event=event, scope=event.scope, registration=registration, specialist=specialist, room=1,
            slot=event.slots.latest("number"), planned_at=AT, state=ConsultationState.CANCELLED,
        )  # fmt: skip


def board_samples(sample: Callable[..., Any]) -> dict[str, Any]:
    """Route → sample, made by `sample` (tests/doors/matrix/samples.py)."""
    link = {"own": (LINK,), "missing": ("x",)}
    day = {"own": (KEPT,), "foreign": (FOREIGN,), "missing": (NONE,)}
    return {
        "public:timetable": sample(link),
        "public:timetable_calendar": sample(link),
        "specialist:timetable": sample(day),
        "specialist:timetable_calendar": sample(day),
        "specialist:timetable_cancelled": sample({kind: (pk, pk + GONE) for kind, (pk,) in day.items()}),
        **_boards("partner", KEPT, day, sample),
        **_boards("office", OFFICE, {"own": (OFFICE,), "foreign": (KEPT,), "missing": (NONE,)}, sample),
    }


def _boards(door: str, own: int, day: dict[str, tuple[int]], sample: Callable[..., Any]) -> dict[str, Any]:
    return {
        f"{door}:board": sample(day, post="200", form={"do": "none", "seen": "0"}),
        f"{door}:board_pair": sample(day, get=f"302 /{door}/events/{own}/board"),
    }
