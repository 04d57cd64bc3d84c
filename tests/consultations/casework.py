"""A case of a chamber or a vendor with its keeper and specialists who may sign in, for tests."""

from datetime import UTC, datetime

from tests.specialists.published import listed
from tsunagu.accounts.actions import grant_membership
from tsunagu.accounts.models import User
from tsunagu.accounts.states import Role
from tsunagu.base.actor import Actor
from tsunagu.consultations.actions.case_candidates import answer_candidate, ask_candidate, decide, shortlist
from tsunagu.consultations.actions.case_files import ClientFacts, confirm_client, open_case
from tsunagu.consultations.case_links import client_token
from tsunagu.consultations.models import CaseCandidate, CaseFile
from tsunagu.consultations.states import Payer, ShareItem
from tsunagu.partners.actions import open_partner
from tsunagu.partners.models import Partner
from tsunagu.partners.states import PartnerKind

BY = Actor("user:1", "見本 花子")
AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
CLIENT = ClientFacts(
    organisation_name="架空ねじ工業", contact_name="架空 一郎", email="soumu@neji.example", telephone="06-0000-0000",
    prefecture="13", industry="construction", need="A-1", theme="T1", budget="年に十万円", worries="社長だけが知る合言葉",
    payer=Payer.CLIENT,
)  # fmt: skip
FIRST = [ShareItem.PLACE, ShareItem.NEED]


def partner(kind: PartnerKind = PartnerKind.CHAMBER, name: str = "架空市商工会議所") -> Partner:
    return open_partner(kind, name, "かくうし", "27", by=BY, at=AT)


def coordinator(of: Partner, name: str = "窓口 花子") -> User:
    user = User.objects.create_user(f"c{User.objects.count()}@people.example", name=name)
    grant_membership(user, Role.COORDINATOR, of.organisation, by=BY, at=AT)
    return user


def specialist(number: str = "000011", **content):
    one = listed(number, **content)
    one.user = User.objects.create_user(f"s{number}@sekisupe.example", name=one.name)
    one.save(update_fields=["user"])
    return one


def case(of: Partner | None = None, keeper: User | None = None, facts: ClientFacts = CLIENT) -> CaseFile:
    of = of or partner()
    return open_case(of, keeper or coordinator(of), facts, by=BY, at=AT)


def asked(one: CaseFile | None = None, number: str = "000011", items=FIRST, **content) -> CaseCandidate:
    candidate = shortlist(one or case(), specialist(number, **content), "近いから", by=BY, at=AT)
    ask_candidate(candidate, items, "よろしくお願いします", by=BY, at=AT)
    return candidate


def decided(one: CaseFile | None = None, number: str = "000011") -> CaseCandidate:
    candidate = asked(one, number)
    answer_candidate(candidate, is_accepted=True, by=BY, at=AT)
    return decide(candidate, by=BY, at=AT)


def clients_page(one: CaseFile) -> str:
    """Where the client reads, once it has said that the letter was meant for it."""
    confirm_client(one, by=BY, at=AT)
    return f"/cases/{client_token(one)}"
