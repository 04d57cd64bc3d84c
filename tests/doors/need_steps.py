"""What a company does about its need, for the tests of its pages."""

from django.test import Client

from tests.consultations.days import coming, consultation_day
from tests.doors.entering import enter
from tests.matching.needing import COMPANY, able, needed, proposal_of
from tests.specialists.published import AT
from tsunagu.accounts.models import User
from tsunagu.accounts.states import Role
from tsunagu.companies.models import Company
from tsunagu.consultations.models import Consultation
from tsunagu.consultations.states import ConsultationState, GuidanceWish
from tsunagu.guidance.actions import accept_proposal
from tsunagu.matching.models import Need
from tsunagu.matching.need_links import need_token
from tsunagu.matching.states import NeedOrigin
from tsunagu.partners.models import Partner
from tsunagu.partners.states import PartnerKind

NUMBERS = ("000001", "000002", "000003")
FORM = {"what": "T1", "prefecture": "13", "contact_name": "見本 太郎", "words": "曜日は月曜がよいです。"}


def own_company(client: Client) -> Company:
    """The company of the member who is signed in."""
    user: User = enter(client, Role.COMPANY_MEMBER)
    return Company.objects.create(
        organisation=user.memberships.get().organisation, industry="construction", employees=9
    )


def heard(company: Company | None = None) -> Consultation:
    """A consultation held, with a theme advised."""
    registration = coming(consultation_day(), company=company)
    return Consultation.objects.create(
        event=registration.event, registration=registration, specialist=able("000009")[0], scope=registration.scope,
        state=ConsultationState.HELD, planned_at=AT, recorded_at=AT, theme_code="T1", wish=GuidanceWish.YES,
        summary="規程を作るところから。",
    )  # fmt: skip


def here(need: Need) -> str:
    return f"/needs/{need_token(need)}"


def press(client: Client, address: str, **told: object):
    """A button of the page at `address`."""
    return client.post(address, told)


def choose(client: Client, need: Need, number: str, *then: str):
    """The candidate of that number is pressed and confirmed."""
    first = proposal_of(need, number).pk
    order = ",".join(str(proposal_of(need, other).pk) for other in then)
    return client.post(f"{here(need)}?first={first}", {"do": "ask", "first": first, "then": order})


def matched(client: Client) -> Need:
    """The first candidate was chosen and said yes."""
    able(*NUMBERS)
    need = needed()
    choose(client, need, "000001", "000002", "000003")
    said = proposal_of(need, "000001")
    accept_proposal(said, person=said.specialist, by=COMPANY, at=AT)
    return need


def brought() -> Need:
    """A company a specialist knows; it has proved its address."""
    person = able(*NUMBERS)[0]
    return needed(origin=NeedOrigin.SPECIALIST, brought_by=person)


def own_partner(client: Client) -> Partner:
    """The partner whose coordinator is signed in."""
    user: User = enter(client, Role.COORDINATOR)
    return Partner.objects.create(organisation=user.memberships.get().organisation, kind=PartnerKind.CHAMBER)
