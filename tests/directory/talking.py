"""Conversations after an accepted enquiry, for tests."""

from datetime import datetime, timedelta

from tests.directory.asking import HOURS, SPECIALIST, delivered, person, target_of
from tests.specialists.published import AT
from tsunagu.base.actor import SYSTEM, VISITOR
from tsunagu.directory.actions.agreements import Terms, propose_agreement
from tsunagu.directory.actions.answering import accept_enquiry
from tsunagu.directory.actions.conversations import want_to_meet
from tsunagu.directory.actions.meetings import MeetingPlan, move_meetings, propose_times, take_time
from tsunagu.directory.models import Afterword, Agreement, Appointment, Enquiry, EnquiryTarget
from tsunagu.directory.states import MeetingWay, Side
from tsunagu.mail.models import Letter

NOW = AT + 2 * HOURS
THREE = [NOW + timedelta(days=days) for days in (3, 4, 5)]
ONLINE = MeetingPlan(way=MeetingWay.ONLINE, place="https://meet.kakuu.example/a")
TERMS = Terms(form="onsite_consulting", sessions=3, fee_yen=30_000, work="規程づくりを手伝います。")
ACTORS = {Side.VISITOR: VISITOR, Side.SPECIALIST: SPECIALIST}
SITE = "tsunagu.kakuu.example"


def accepted(number: str = "000001", *, at: datetime = AT, **more) -> EnquiryTarget:
    """A target whose specialist said 「対応します」; letters so far are gone."""
    person(number)
    said = {"words": f"相談したいことが{number}つあります。"}  # the same words again would be held as a duplicate
    target = target_of(delivered(number, at=at, **said | more), number)
    accept_enquiry(target, by=SPECIALIST, at=at + HOURS)
    Letter.objects.all().delete()
    return anew(target)


def anew(target: EnquiryTarget) -> EnquiryTarget:
    """Read again, with all that letters need."""
    return EnquiryTarget.objects.select_related("enquiry", "specialist__user").get(pk=target.pk)


def eager(number: str = "000001", **more) -> EnquiryTarget:
    """Both want to meet."""
    target = accepted(number, **more)
    for side, actor in ACTORS.items():
        want_to_meet(target, side, by=actor, at=NOW)
    Letter.objects.all().delete()
    return target


def proposed(target: EnquiryTarget, side: Side = Side.SPECIALIST, times=THREE, plan=ONLINE) -> list[Appointment]:
    """Times that wait for the other side."""
    return propose_times(target, side, times, plan, by=ACTORS[side], at=NOW)


def agreed(target: EnquiryTarget, place: int = 0) -> Appointment:
    """A meeting that stands."""
    appointment = proposed(target)[place]
    take_time(appointment, Side.VISITOR, site=SITE, by=VISITOR, at=NOW)
    Letter.objects.all().delete()
    return appointment


def met(number: str = "000001", **more) -> EnquiryTarget:
    """A conversation with a meeting that is over."""
    target = eager(number, **more)
    appointment = agreed(target)
    move_meetings(by=SYSTEM, at=appointment.starts_at + timedelta(hours=1))
    return target


def offer(target: EnquiryTarget, side: Side = Side.SPECIALIST, terms: Terms = TERMS) -> Agreement:
    """Terms that wait for the other side."""
    return propose_agreement(target, side, terms, "見本 一郎", by=ACTORS[side], at=NOW)


def states(target: EnquiryTarget) -> list[str]:
    """States of the conversation's times, in the order they were proposed."""
    return list(target.appointments.order_by("pk").values_list("state", flat=True))


def posted() -> list[tuple[str, str]]:
    """(letter, to) in the order written."""
    return list(Letter.objects.order_by("pk").values_list("template", "to"))


def answered(target: EnquiryTarget, count: int) -> None:
    """So many visitors said 4, and 5 or 4 by turns; the specialist always said 1 and 1."""
    for turn in range(count):
        one = _copy(target)
        Afterword.objects.create(target=one, side="visitor", outcome=4, dealing=5 - turn % 2, written_at=NOW)
        Afterword.objects.create(target=one, side="specialist", outcome=1, dealing=1, written_at=NOW)


def _copy(target: EnquiryTarget) -> EnquiryTarget:
    enquiry = Enquiry.objects.get(pk=target.enquiry_id)
    enquiry.pk = None
    enquiry.save(force_insert=True)
    one = EnquiryTarget.objects.get(pk=target.pk)
    one.pk, one.enquiry, one.commitment = None, enquiry, None
    one.save(force_insert=True)
    return one
