"""A conversation after an accepted enquiry, as one side reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from tsunagu.base.money import yen
from tsunagu.directory.models import Afterword, Agreement, AgreementPaper, Appointment, EnquiryTarget
from tsunagu.directory.states import AgreementState, AppointmentState, MeetingWay, PaperKind, Side, TargetState
from tsunagu.directory.talk_rules import AGREED_BY, FEWEST_ANSWERS
from tsunagu.reference.listing import support_forms

SHOWN_MEETINGS = (AppointmentState.AGREED, AppointmentState.CANCELLED, AppointmentState.MET)


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message. `is_own`: of the side that reads."""

    who: str
    words: str
    written_at: datetime
    is_own: bool


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting or a proposed time. `is_link`: `place` is a link to open. `has_file`: a calendar file can be taken."""

    pk: int
    state: AppointmentState
    starts_at: datetime
    ends_at: datetime
    minutes: int
    way: MeetingWay
    place: str
    is_link: bool
    has_file: bool


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """Terms, who has agreed when, and the papers made."""

    pk: int
    number: int
    state: AgreementState
    is_own: bool
    form: str
    sessions: int
    fee_yen: int
    work: str
    agreed: tuple[tuple[str, str, datetime], ...]
    papers: tuple[PaperKind, ...]

    @property
    def fee_words(self) -> str:
        """30,000円."""
        return yen(self.fee_yen)

    @property
    def total_words(self) -> str:
        """All sessions together."""
        return yen(self.fee_yen * self.sessions)


@dataclass(frozen=True, slots=True)
class TalkPage:
    """Everything one side sees of a conversation."""

    target: EnquiryTarget
    side: Side
    partner: str
    is_open: bool
    messages: tuple[MessageRow, ...]
    wants_to_meet: bool
    partner_wants_to_meet: bool
    to_choose: tuple[MeetingRow, ...]
    proposed: tuple[MeetingRow, ...]
    meetings: tuple[MeetingRow, ...]
    has_met: bool
    has_said: bool
    agreements: tuple[AgreementRow, ...]

    @property
    def may_propose_times(self) -> bool:
        """Both want to meet and nobody has ended the conversation."""
        return self.is_open and self.wants_to_meet and self.partner_wants_to_meet

    @property
    def has_meeting_ahead(self) -> bool:
        """An agreed one that may be called off."""
        return any(one.state is AppointmentState.AGREED for one in self.meetings)


def talks_in(targets: QuerySet[EnquiryTarget]) -> QuerySet[EnquiryTarget]:
    """Of these targets the ones that were accepted: conversations, open and ended."""
    standing = (TargetState.ACCEPTED, TargetState.ENDED)
    return targets.filter(state__in=standing, answered_at__isnull=False).select_related("enquiry", "specialist__user")


def find_talk(targets: QuerySet[EnquiryTarget], pk: int) -> EnquiryTarget | None:
    """One conversation among the targets somebody may see; None for any other."""
    return talks_in(targets).filter(pk=pk).first()


@dataclass(frozen=True, slots=True)
class TalkRow:
    """A conversation in a list."""

    pk: int
    enquiry: int
    specialist: str
    is_open: bool


def talk_rows(targets: QuerySet[EnquiryTarget]) -> list[TalkRow]:
    """Conversations among these targets, open ones first, then the newest: one query."""
    found = talks_in(targets).order_by("state", "-answered_at", "-pk")
    return [
        TalkRow(one.pk, one.enquiry_id, one.specialist.name, one.state_now is TargetState.ACCEPTED) for one in found
    ]


def talk_page(target: EnquiryTarget, side: Side, *, at: datetime) -> TalkPage:
    """The conversation as `side` reads it: six queries."""
    wishes = set(target.wishes.values_list("side", flat=True))
    appointments = list(target.appointments.order_by("starts_at", "pk"))
    waiting = [one for one in appointments if one.state_now is AppointmentState.PROPOSED]
    meetings = [_meeting(one) for one in appointments if one.state_now in SHOWN_MEETINGS]
    return TalkPage(
        target=target,
        side=side,
        partner=partner_of(target, side),
        is_open=target.state_now is TargetState.ACCEPTED,
        messages=tuple(_messages(target, side)),
        wants_to_meet=side in wishes,
        partner_wants_to_meet=bool(wishes - {side.value}),
        to_choose=tuple(_meeting(one) for one in waiting if one.proposed_side != side),
        proposed=tuple(_meeting(one) for one in waiting if one.proposed_side == side),
        meetings=tuple(meetings),
        has_met=any(_is_over(one, at) for one in meetings),
        has_said=Afterword.objects.filter(target=target, side=side).exists(),
        agreements=tuple(_agreements(target, side)),
    )


def partner_of(target: EnquiryTarget, side: Side) -> str:
    """How the other side is called on the page."""
    return target.specialist.name if side is Side.VISITOR else target.enquiry.organisation


def find_meeting(target: EnquiryTarget, pk: int) -> Appointment | None:
    """A meeting or proposal of this conversation."""
    return target.appointments.select_related("target__enquiry", "target__specialist__user").filter(pk=pk).first()


def find_agreement(target: EnquiryTarget, pk: int) -> Agreement | None:
    """An agreement of this conversation."""
    return target.agreements.select_related("target__enquiry", "target__specialist__user").filter(pk=pk).first()


def find_paper(target: EnquiryTarget, number: int, kind: str) -> AgreementPaper | None:
    """A paper of an agreement of this conversation."""
    papers = AgreementPaper.objects.select_related("stored")
    return papers.filter(agreement__target=target, agreement__number=number, kind=kind).first()


@dataclass(frozen=True, slots=True)
class AfterwordFigures:
    """面談のあとの声: averages of those who asked, with how many answered."""

    answers: int
    outcome: str
    dealing: str


def afterword_figures(specialist_id: int) -> AfterwordFigures | None:
    """For the sheet; None with fewer than five answers. Only what visitors said. One query."""
    said = list(
        Afterword.objects.filter(target__specialist_id=specialist_id, side=Side.VISITOR).values_list(
            "outcome", "dealing"
        )
    )
    if len(said) < FEWEST_ANSWERS:
        return None
    outcome, dealing = (sum(column) / len(said) for column in zip(*said, strict=True))
    return AfterwordFigures(len(said), f"{outcome:.1f}", f"{dealing:.1f}")


def _messages(target: EnquiryTarget, side: Side) -> list[MessageRow]:
    names = {Side.VISITOR: target.enquiry.organisation, Side.SPECIALIST: target.specialist.name}
    return [
        MessageRow("あなた" if one.side == side else names[Side(one.side)], one.words, one.written_at, one.side == side)
        for one in target.messages.order_by("written_at", "pk")
    ]


def _meeting(one: Appointment) -> MeetingRow:
    way, state = MeetingWay(one.way), one.state_now
    return MeetingRow(
        pk=one.pk,
        state=state,
        starts_at=one.starts_at,
        ends_at=one.starts_at + timedelta(minutes=one.minutes),
        minutes=one.minutes,
        way=way,
        place=one.place,
        is_link=way is MeetingWay.ONLINE and one.place.startswith("https://"),
        has_file=bool(one.uid) and state is not AppointmentState.CHANGED,
    )


def _is_over(one: MeetingRow, at: datetime) -> bool:
    over = one.state is AppointmentState.AGREED and one.ends_at <= at
    return over or one.state is AppointmentState.MET


def _agreements(target: EnquiryTarget, side: Side) -> list[AgreementRow]:
    """The open one and those agreed, newest first; withdrawn ones are not shown."""
    rows = target.agreements.exclude(state=AgreementState.WITHDRAWN).order_by("-number").prefetch_related("papers")
    return [_agreement(one, side) for one in rows]


def _agreement(one: Agreement, side: Side) -> AgreementRow:
    signed = (
        (of, str(getattr(one, f"{AGREED_BY[of]}_by")), getattr(one, f"{AGREED_BY[of]}_at"))
        for of in (Side.VISITOR, Side.SPECIALIST)
    )
    return AgreementRow(
        pk=one.pk,
        number=one.number,
        state=one.state_now,
        is_own=one.proposed_side == side,
        form=support_forms()[one.form].name,
        sessions=one.sessions,
        fee_yen=one.fee_yen,
        work=one.work,
        agreed=tuple((of.label, name, moment) for of, name, moment in signed if moment),
        papers=tuple(PaperKind(paper.kind) for paper in sorted(one.papers.all(), key=lambda paper: paper.pk)),
    )
