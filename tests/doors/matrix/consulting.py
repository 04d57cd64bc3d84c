"""What stands behind the addresses of diagnoses and consultations."""

from datetime import UTC, datetime, timedelta

from tests.consultations.days import consultation_day
from tests.specialists.published import AT
from tsunagu.companies.models import Company
from tsunagu.consultations.models import Consultation
from tsunagu.events.models import Event, EventRegistration
from tsunagu.events.states import RegistrationState
from tsunagu.partners.models import Partner
from tsunagu.questionnaires.models import PrivateAnswers
from tsunagu.reference.self_diagnosis import self_diagnosis
from tsunagu.specialists.models import Specialist
from tsunagu.toolkit.diagnosis_set import CODE

DIAGNOSIS, FOREIGN_DIAGNOSIS, BY_LINK = 1, 2, 3
CONSULTATION, FOREIGN_CONSULTATION, OFFICE_CONSULTATION = 71, 72, 73
# Long after any day the walk is made on: nothing has begun, nothing is over.
STARTS = datetime(2099, 12, 1, 4, 0, tzinfo=UTC)
REGISTRATION = EventRegistration(pk=71, made_at=AT)
DONE = {str(item.no): "done" for item in self_diagnosis().items}


def two_diagnoses(scope: str) -> None:
    """One finished by the keeper's company, one by another."""
    for key, whose in ((DIAGNOSIS, scope), (FOREIGN_DIAGNOSIS, "company:987654"), (BY_LINK, "registration:71")):
        PrivateAnswers.objects.create(
            pk=key, set_code=CODE, set_version="2026.1", subject=whose, scope=scope, answers=DONE, revision=1,
            answered_at=AT, frozen_at=AT,
        )  # fmt: skip


def two_consultations(own_number: str, other_number: str, *, partner: Partner, other: Partner, company: int) -> None:
    """One of the specialist who may take cases, the coordinator's event and the keeper's company; one of others, one of the secretariat."""
    for place, (number, organiser, whose) in enumerate(
        (
            (own_number, partner, Company.objects.get(pk=company)),
            (other_number, other, None),
            (other_number, None, None),
        ),
        start=CONSULTATION,
    ):
        event = day_at(place, organiser, STARTS)
        registration = EventRegistration.objects.create(
            pk=place, event=event, scope=event.scope, company=whose, organisation_name="架空の会社", prefecture="13",
            industry="construction", contact_name="見本", persons=1, state=RegistrationState.ACCEPTED, turn=1,
            made_at=REGISTRATION.made_at, proved_at=AT,
        )  # fmt: skip
        Consultation.objects.create(
            pk=place, event=event, scope=event.scope, registration=registration,
            specialist=Specialist.objects.get(riss_no=number), planned_at=AT,
        )  # fmt: skip


def day_at(key: int, organiser: Partner | None, starts_at: datetime) -> Event:
    """A consultation day of four hours; of the secretariat without an organiser."""
    day = consultation_day(
        organiser or Partner.objects.latest("pk"),
        pk=key,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=4),
        closes_at=starts_at - timedelta(days=1),
    )
    if organiser is None:
        Event.objects.filter(pk=key).update(partner=None, scope="season:1")
        day.refresh_from_db()
    return day
