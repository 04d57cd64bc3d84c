"""A conversation behind every address: of the specialist who may take cases and the keeper's company, and another's."""

from datetime import timedelta

from tests.specialists.published import AT
from tsunagu.base.actor import SYSTEM
from tsunagu.directory.actions.agreements import Terms, agree, propose_agreement
from tsunagu.directory.models import Appointment, Enquiry, EnquiryTarget
from tsunagu.directory.states import AppointmentState, EnquiryState, MeetingWay, Side, TargetState
from tsunagu.specialists.models import Specialist

ASKED = Enquiry(pk=2, made_at=AT)
TALK, FOREIGN_TALK, MEETING, NO_TALK = 11, 12, 1, 99
TERMS = Terms(form="long_term", sessions=1, fee_yen=0, work="見本")


def two_talks(own_number: str, other_number: str, scope: str) -> None:
    """`scope`: of the own conversation, the company's; the other one is the season's."""
    for place, (number, key, whose) in enumerate(
        ((own_number, TALK, scope), (other_number, FOREIGN_TALK, "season:1")), start=ASKED.pk
    ):
        enquiry = Enquiry.objects.create(
            pk=place, scope=whose, organisation="架空の会社", prefecture="13", need="A-1", words="見本",
            contact_name="見本", email="k@kaisha.example", sender_digest="s", words_digest="w", made_at=ASKED.made_at,
            state=EnquiryState.DELIVERED, proved_at=AT, delivered_at=AT,
        )  # fmt: skip
        target = EnquiryTarget.objects.create(
            pk=key, scope=whose, enquiry=enquiry, specialist=Specialist.objects.get(riss_no=number),
            state=TargetState.ACCEPTED, delivered_at=AT, deadline_at=AT + timedelta(days=7), answered_at=AT,
        )  # fmt: skip
        Appointment.objects.create(
            pk=place - ASKED.pk + MEETING, target=target, scope=whose, state=AppointmentState.AGREED,
            starts_at=AT + timedelta(days=9), way=MeetingWay.TELEPHONE, place="見本", proposed_side=Side.SPECIALIST,
            proposed_at=AT, answered_at=AT, uid="meeting@x",
        )  # fmt: skip
        agreement = propose_agreement(target, Side.SPECIALIST, TERMS, "見本", by=SYSTEM, at=AT)
        agree(agreement, Side.VISITOR, "見本", by=SYSTEM, at=AT)
