"""Needs and proposals as the actions make them, for tests."""

from datetime import datetime, timedelta

from tests.directory.asking import person
from tests.specialists.published import AT, TODAY
from tsunagu.accounts.models import User
from tsunagu.base.actor import Actor
from tsunagu.companies.actions import CompanyFacts, open_company
from tsunagu.companies.models import Company
from tsunagu.mail.models import Letter
from tsunagu.matching.actions.answering import decline_proposal
from tsunagu.matching.actions.asking import ask_candidate
from tsunagu.matching.actions.needs import NeedFacts, make_need
from tsunagu.matching.models import Need, Proposal
from tsunagu.matching.need_queries import need_page
from tsunagu.matching.states import NeedOrigin, NeedState, Refusal
from tsunagu.seasons.queries import current_season
from tsunagu.specialists.models import Specialist
from tsunagu.specialists.states import AreaMark

COMPANY, CLERK, EXPERT = Actor("user:5", "見本 社長"), Actor("user:8", "見本 事務"), Actor("user:7", "見本 専門")
EMAIL = "soumu@kaisha.example"
WORDS = "取引先から、規程を見せてほしいと言われました。"
DAYS = timedelta(days=1)
EVERY_MARK = dict.fromkeys(("A0", "S1", "S2", "S3", "S4", "S5", "S6"), AreaMark.DOUBLE_CIRCLE)


def facts(**more) -> NeedFacts:
    """What a company wishes."""
    kept = {
        "organisation_name": "見本製作所", "contact_name": "見本 太郎", "prefecture": "13", "industry": "construction",
        "theme_code": "T1", "email": EMAIL, "telephone": "03-0000-1111", "words": WORDS,
    }  # fmt: skip
    return NeedFacts(**kept | more)


def needed(*, at: datetime = AT, by: Actor = COMPANY, origin=NeedOrigin.APPLICATION, **more) -> Need:
    """A need whose address is proved; `more`: of `make_need`, or of the facts."""
    asked = {name: more.pop(name) for name in list(more) if name in NeedFacts.__dataclass_fields__}
    how = {"season": current_season(on=TODAY), "is_proved": True} | more
    return make_need(facts(**asked), origin=origin, by=by, at=at, **how)


def able(*numbers: str, **content) -> list[Specialist]:
    """Specialists on the list who can do theme T1 alone, with an account."""
    return [person(number, **content) for number in numbers]


def proposal_of(need: Need, number: str) -> Proposal:
    """The proposal of that register number, read anew."""
    found = Proposal.objects.select_related("need", "specialist__user", "companion__user")
    return found.get(need=need, specialist__riss_no=number)


def states_of(need: Need) -> dict[str, str]:
    """Register number → state, by rank."""
    return dict(need.proposals.order_by("rank").values_list("specialist__riss_no", "state"))


def numbers_of(need: Need) -> list[str]:
    """Register numbers by rank."""
    return list(need.proposals.order_by("rank").values_list("specialist__riss_no", flat=True))


def letters() -> list[tuple[str, str]]:
    """(letter, to) in the order written."""
    return list(Letter.objects.order_by("pk").values_list("template", "to"))


def company(name: str = "見本製作所") -> Company:
    """A company with an organisation."""
    told = CompanyFacts(name=name, name_kana="みほん", prefecture="13", industry="construction", employees=12)
    return open_company(told, by=CLERK, at=AT)


def user_of(number: str) -> User:
    """The account of a specialist."""
    return Specialist.objects.get(riss_no=number).user


def asked(need: Need, number: str, *, at=AT) -> Proposal:
    """That number is asked."""
    ask_candidate(proposal_of(need, number), by=COMPANY, at=at)
    return proposal_of(need, number)


def paired(need: Need, lead: str, beside: str) -> Proposal:
    """A candidate who comes with somebody, beside those found."""
    Proposal.objects.filter(need=need, specialist__riss_no=beside).delete()
    Proposal.objects.filter(need=need, specialist__riss_no=lead).update(
        companion=Specialist.objects.get(riss_no=beside)
    )
    return proposal_of(need, lead)


def standing(need: Need) -> NeedState:
    """Where it stands now."""
    return need_page(Need.objects.get(pk=need.pk), at=AT).state


def decline(proposal: Proposal, refusal=Refusal.BUSY, words: str = "", *, who=None, at=AT + DAYS) -> None:
    """Who is asked first, or `who`, says no."""
    decline_proposal(proposal, who or proposal.specialist, refusal, words, by=EXPERT, at=at)
