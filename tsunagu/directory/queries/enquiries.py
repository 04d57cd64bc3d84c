"""Enquiries as who asked sees them: found by the signed link, or waiting behind a proved address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tsunagu.base.calendar import day_of
from tsunagu.directory.enquiry_links import number_of, sender_digest
from tsunagu.directory.models import Enquiry, EnquiryTarget
from tsunagu.directory.queries.alternatives import Alternative, alternatives
from tsunagu.directory.states import ClosedReason, DeclineReason, EnquiryState, TargetState
from tsunagu.reference.listing import prefectures
from tsunagu.reference.menus import need
from tsunagu.reference.vocabulary import UnknownCodeError


@dataclass(frozen=True, slots=True)
class Answer:
    """One specialist asked: where it stands, and what they wrote. `reason` "" unless declined."""

    key: int
    name: str
    riss_no: str
    state: TargetState
    reason: str
    words: str
    deadline_at: datetime | None
    answered_at: datetime | None

    @property
    def is_accepted(self) -> bool:
        """Whether the specialist takes it on."""
        return self.state is TargetState.ACCEPTED


@dataclass(frozen=True, slots=True)
class OwnEnquiry:
    """An enquiry as its sender sees it. `others`: who else could be asked, when nobody takes it on."""

    number: int
    organisation: str
    contact_name: str
    prefecture: str
    need: str
    words: str
    telephone: str
    state: EnquiryState
    closed: ClosedReason | None
    office_words: str
    is_urgent: bool
    is_one_enough: bool
    made_at: datetime
    delivered_at: datetime | None
    answers: tuple[Answer, ...]
    others: tuple[Alternative, ...]

    @property
    def may_withdraw(self) -> bool:
        """Whether it still runs."""
        return self.state is not EnquiryState.CLOSED

    @property
    def names(self) -> str:
        """Whom it is meant for."""
        return "、".join(answer.name for answer in self.answers)


def find_by_link(token: str, *, at: datetime) -> Enquiry | None:
    """The enquiry of a signed link; None when it was erased. RuleBrokenError: not ours, changed, or past its end."""
    return Enquiry.objects.filter(pk=number_of(token, at=at)).first()


def own_enquiry(enquiry: Enquiry, *, today: date) -> OwnEnquiry:
    """What its sender may see: everything. Two queries, and those of the alternatives where nobody took it on."""
    answers = tuple(_answer(target) for target in enquiry.targets.select_related("specialist").order_by("pk"))
    closed = ClosedReason(enquiry.closed_reason) if enquiry.closed_reason else None
    return OwnEnquiry(
        number=enquiry.pk,
        organisation=enquiry.organisation,
        contact_name=enquiry.contact_name,
        prefecture=prefectures()[enquiry.prefecture].name,
        need=need_words(enquiry.need),
        words=enquiry.words,
        telephone=enquiry.telephone,
        state=enquiry.state_now,
        closed=closed,
        office_words=enquiry.office_words,
        is_urgent=enquiry.is_urgent,
        is_one_enough=enquiry.is_one_enough,
        made_at=enquiry.made_at,
        delivered_at=enquiry.delivered_at,
        answers=answers,
        others=_others(enquiry, today) if closed is ClosedReason.NOBODY else (),
    )


def _others(enquiry: Enquiry, today: date) -> tuple[Alternative, ...]:
    asked = {target.specialist_id for target in enquiry.targets.all()}
    return tuple(alternatives(enquiry.need, enquiry.prefecture, without=asked, seed=enquiry.pk, today=today))


def awaiting_of(email: str, *, at: datetime) -> list[OwnEnquiry]:
    """What was written with an address and waits for its owner's button, the oldest first: two queries for each."""
    waiting = Enquiry.objects.filter(sender_digest=sender_digest(email), state=EnquiryState.AWAITING_PROOF)
    return [own_enquiry(enquiry, today=day_of(at)) for enquiry in waiting.order_by("pk")]


def find_of_sender(email: str, number: int) -> Enquiry | None:
    """The enquiry of that number, if it was written with that address."""
    return Enquiry.objects.filter(pk=number, sender_digest=sender_digest(email)).first()


def need_words(code: str) -> str:
    """The need as the menus say it; a code of an older edition stays as it is."""
    try:
        return need(code).name
    except UnknownCodeError:
        return code


def _answer(target: EnquiryTarget) -> Answer:
    return Answer(
        key=target.pk,
        name=target.specialist.name,
        riss_no=target.specialist.riss_no,
        state=target.state_now,
        reason=DeclineReason(target.reason).label if target.reason else "",
        words=target.words,
        deadline_at=target.deadline_at,
        answered_at=target.answered_at,
    )
