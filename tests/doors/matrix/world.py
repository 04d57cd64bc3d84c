"""A small world to walk through: one person per visitor, and a record behind every kind of address."""

import time
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.core.management.color import no_style
from django.db import connection
from django.test import Client

from tests.base.hostile import pdf, png
from tests.doors.matrix.boards import three_boards
from tests.doors.matrix.case_files import three_cases
from tests.doors.matrix.consulting import two_consultations, two_diagnoses
from tests.doors.matrix.events import four_events
from tests.doors.matrix.needs import three_needs
from tests.doors.matrix.talks import two_talks
from tests.doors.matrix.visitors import VISITORS, Visitor
from tests.doors.people import PASSWORD
from tests.specialists.published import AT, CONTENT, listed
from tsunagu.accounts.actions import open_organisation
from tsunagu.accounts.models import Invitation, Membership, Organisation, User
from tsunagu.accounts.states import KIND_OF_ROLE, OrganisationKind, Role
from tsunagu.base.actor import SYSTEM
from tsunagu.companies.actions import CompanyFacts, open_company
from tsunagu.directory.models import Enquiry, EnquiryTarget
from tsunagu.directory.open_data.actions import build_open_data
from tsunagu.directory.states import EnquiryState, TargetState
from tsunagu.mail.models import Letter
from tsunagu.mail.states import LetterState
from tsunagu.partners.actions import open_partner
from tsunagu.partners.models import Partner
from tsunagu.partners.states import PartnerKind
from tsunagu.specialists.actions import enter_specialist, move_listing
from tsunagu.specialists.actions.proofs import give_proof
from tsunagu.specialists.actions.versions import add_version
from tsunagu.specialists.models import EmployerConsent, QualificationProof, SheetText, Specialist
from tsunagu.specialists.states import HiddenReason, ListingState, VersionState
from tsunagu.upkeep.models import Heartbeat, Job
from tsunagu.upkeep.states import JobState
from tsunagu.vault.actions import store_file
from tsunagu.vault.states import FileKind

SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
YEAR = timedelta(days=365)
SPANS = {"now": (-YEAR, None), "ended": (-YEAR, -timedelta(seconds=1))}
ENQUIRY = Enquiry(pk=1, made_at=AT)
LISTED, HIDDEN, MISSING, ENTERED = "000001", "000002", "000009", "000888"
KEEPER = "company_member without second factor, proved just now"
ORGANISER = "coordinator with second factor"
COLLEAGUE, INVITED = (900_001, 900_002), (900_003, 900_004)  # own, foreign
FIRST_OWN = 100  # the specialists among the visitors are numbered from here


def settled() -> dict[str, tuple[Client, str]]:
    """Fill the database; per visitor a client and the cookies of their session."""
    _give_photo(listed(LISTED))
    move_listing(listed(HIDDEN).listing, ListingState.HIDDEN, by=SYSTEM, at=AT, hidden_reason=HiddenReason.OWN_WISH)
    Job.objects.create(pk=1, kind="x", state=JobState.WAITING, run_after=AT, asked_at=AT)
    Job.objects.create(pk=2, kind="x", state=JobState.FAILED, run_after=AT, asked_at=AT, ended_at=AT)
    Letter.objects.create(
        pk=1, to="a@kakuu.example", subject="件名", body="本文", template="t", message_id="<1@x>",
        state=LetterState.FAILED, written_at=AT, next_attempt_at=AT,
    )  # fmt: skip
    _number_on()
    _papers(Specialist.objects.get(riss_no=LISTED))
    enter_specialist(ENTERED, "見本", "みほん", by=SYSTEM, at=AT)
    Heartbeat.objects.create(worker_code="w", started_at=AT, beat_at=AT)
    build_open_data(by=SYSTEM, at=AT)
    password = make_password(PASSWORD)
    walkers = {name: _walker(visitor, password, place) for place, (name, visitor) in enumerate(VISITORS.items())}
    _colleagues()
    _enquiry()
    company = Organisation.objects.get(name=VISITORS[KEEPER].organisation)
    two_talks(own_number(VISITORS["specialist with second factor"]), LISTED, f"company:{company.pk}")
    two_diagnoses(f"company:{company.pk}")
    own = Partner.objects.get(organisation__name=VISITORS[ORGANISER].organisation)
    other = open_partner(PartnerKind.CHAMBER, "よその会議所", "よそ", "13", by=SYSTEM, at=AT)
    case_worker = own_number(VISITORS["specialist with second factor"])
    two_consultations(case_worker, LISTED, company=company.pk, partner=own, other=other)
    three_boards(case_worker, LISTED, partner=own, other=other)
    three_cases(case_worker, LISTED, partner=own, other=other, company=company.pk)
    three_needs(case_worker, LISTED, partner=own, other=other, company=company.pk)
    four_events(case_worker, LISTED, partner=own, other=other)
    _number_on()
    return walkers


def _papers(who: Specialist) -> None:
    """What somebody handed in: for a qualification, and of their employer."""
    proof = give_proof(who, "cisa", "", ContentFile(pdf(), name="a.pdf"), by=SYSTEM, at=AT)
    EmployerConsent.objects.create(
        scope=proof.scope, specialist=who, employer="見本", agreed_on=AT.date(), paper=proof.paper, recorded_at=AT,
        recorded_by="見本",
    )  # fmt: skip
    QualificationProof.objects.update(id=1)


def _number_on() -> None:
    """Rows made with a number of their own do not stand in the way of later ones (PostgreSQL counts apart)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)


def _enquiry() -> None:
    """One enquiry to the specialist who may take cases (target 1) and to another (target 2)."""
    enquiry = Enquiry.objects.create(
        pk=ENQUIRY.pk, scope="season:1", organisation="架空の会社", prefecture="13", need="A-1", words="見本",
        contact_name="見本", email="k@kaisha.example", sender_digest="s", words_digest="w", made_at=ENQUIRY.made_at,
        state=EnquiryState.DELIVERED, proved_at=AT, delivered_at=AT,
    )  # fmt: skip
    for place, number in enumerate((own_number(VISITORS["specialist with second factor"]), LISTED), start=1):
        EnquiryTarget.objects.create(
            pk=place, scope=enquiry.scope, enquiry=enquiry, specialist=Specialist.objects.get(riss_no=number),
            state=TargetState.WAITING, delivered_at=AT, deadline_at=AT + YEAR,
        )  # fmt: skip


def _colleagues() -> None:
    """Beside the keeper of people, and in an organisation no visitor belongs to: a member and an invitation."""
    own = Organisation.objects.get(name=VISITORS[KEEPER].organisation)
    other = open_organisation(OrganisationKind.COMPANY, "よその会社", "よそ", "13", by=SYSTEM, at=AT)
    for place, organisation in enumerate((own, other)):
        user = User.objects.create(email=f"colleague{place}@people.example", name="同僚")
        Membership.objects.create(
            pk=COLLEAGUE[place], user=user, organisation=organisation, role=Role.COMPANY_MEMBER, since=AT - YEAR
        )
        Invitation.objects.create(
            pk=INVITED[place], email="c@people.example", organisation=organisation, role=Role.COMPANY_MEMBER,
            token_hash=str(place), made_at=AT, until=AT + YEAR,
        )  # fmt: skip


def _give_photo(specialist: Specialist) -> None:
    photo = store_file(
        png(), name="a.png", kind=FileKind.PHOTO, scope=f"specialist:{specialist.pk}", content_type="image/png",
        by=SYSTEM, at=AT,
    )  # fmt: skip
    SheetText.objects.filter(pk=specialist.pk).update(photo=str(photo.pk))


def own_number(visitor: Visitor) -> str:
    """The register number of the visitor's own sheet."""
    return f"{FIRST_OWN + list(VISITORS).index(visitor.name):06}"


def _walker(visitor: Visitor, password: str, place: int) -> tuple[Client, str]:
    if not visitor.is_signed_in:
        return Client(), ""
    user = User.objects.create(email=f"{place}@people.example", name=f"見本 {place}", password=password)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if visitor.role:
        _join(visitor, user, visitor.role)
    if visitor.has_second_factor:
        totp.TOTP.activate(user, SEED)
        RecoveryCodes.activate(user)
    cookies = _entered(visitor, user)
    if visitor.is_stopped:
        User.objects.filter(pk=user.pk).update(is_active=False)
    return Client(), cookies


def _join(visitor: Visitor, user: User, role: Role) -> None:
    begins, ends = SPANS[visitor.span]
    if role is Role.SPECIALIST:
        specialist = listed(own_number(visitor))
        add_version(specialist, CONTENT, None, state=VersionState.LIVE, by=SYSTEM, at=AT)
        Specialist.objects.filter(pk=specialist.pk).update(user=user)
    Membership.objects.create(
        user=user, role=role, since=AT + begins, until=ends and AT + ends, organisation=_organisation(visitor, role)
    )


def _organisation(visitor: Visitor, role: Role) -> Any:
    kind, name = KIND_OF_ROLE.get(role), visitor.organisation
    if kind is OrganisationKind.COMPANY:
        facts = CompanyFacts(name=name, name_kana="みほん", prefecture="13", industry="retail", employees=9)
        return open_company(facts, by=SYSTEM, at=AT).organisation
    if kind is OrganisationKind.PARTNER:
        return open_partner(PartnerKind.CHAMBER, name, "みほん", "13", by=SYSTEM, at=AT).organisation
    return kind and open_organisation(kind, name, "みほん", "13", by=SYSTEM, at=AT)


def _entered(visitor: Visitor, user: User) -> str:
    client = Client()
    client.force_login(user)
    if visitor.has_proved:
        session = client.session
        said = {"method": "password", "at": time.time(), "reauthenticated": True}
        session["account_authentication_methods"] = [said]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return client.cookies.output(header="", sep=";")
