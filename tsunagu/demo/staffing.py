"""Enters partners, companies and the secretariat with their people, each through its room's actions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tsunagu.accounts.actions import (
    create_person,
    give_second_factor,
    grant_membership,
    open_organisation,
    set_password,
)
from tsunagu.accounts.models import Organisation, User
from tsunagu.accounts.states import OrganisationKind, Role
from tsunagu.base.actor import Actor
from tsunagu.companies.actions import CompanyFacts, open_company
from tsunagu.demo.material import material
from tsunagu.demo.naming import Name
from tsunagu.demo.sign_ins import SignIn, password_of, totp_seed_of
from tsunagu.partners.actions import open_partner
from tsunagu.partners.states import PartnerKind

PARTNER_SIGN_INS = {
    PartnerKind.CHAMBER: "支援機関（商工会議所）",
    PartnerKind.IT_VENDOR: "ITベンダー",
    PartnerKind.INDUSTRY_BODY: "業界団体",
}
OFFICE_SIGN_INS = {
    Role.OFFICE_CLERK: ("jimukyoku", "事務局 担当"),
    Role.OFFICE_LEAD: ("sekinin", "事務局 責任者"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """When, by whom and for which seed the demo is made. `turn` > 1: beside earlier demos."""

    seed: int
    as_of: date
    by: Actor
    at: datetime
    turn: int = 1

    def address(self, local: str, domain: str) -> str:
        """A made-up mail address; later turns get a number of their own."""
        return f"{local}@{domain}{self.turn if self.turn > 1 else ''}.example"


def cast_size() -> int:
    """How many people the secretariat, the partners and the companies need."""
    told = material("organisations")
    return len(OFFICE_SIGN_INS) + len(told["partners"]) + len(told["companies"])


def equip(user: User, role: str, label: str, occasion: Occasion, *, second_factor: bool) -> SignIn:
    """Give a person a password (and a second factor) that the sign-in file tells."""
    password = password_of(user.email, seed=occasion.seed, as_of=occasion.as_of)
    set_password(user, password, by=occasion.by, at=occasion.at)
    totp_seed = totp_seed_of(user.email, seed=occasion.seed, as_of=occasion.as_of) if second_factor else ""
    if second_factor:
        give_second_factor(user, totp_seed, by=occasion.by, at=occasion.at)
    return SignIn(role, label, user.name, user.email, password, totp_seed)


def enter_cast(names: list[Name], occasion: Occasion) -> list[SignIn]:
    """Secretariat, partners and companies; returns one sign-in each of 企業, partner kinds and the office."""
    people = iter(names)
    office = _enter_office(people, occasion)
    partners = _enter_partners(people, occasion)
    return [*_enter_companies(people, occasion), *partners, *office]


def _enter_office(people: Iterator[Name], occasion: Occasion) -> list[SignIn]:
    told = material("organisations")["secretariat"]
    office = open_organisation(
        OrganisationKind.SECRETARIAT,
        told["name"],
        told["kana"],
        told["prefecture"],
        by=occasion.by,
        at=occasion.at,
    )
    found = []
    for role, (local, label) in OFFICE_SIGN_INS.items():
        user = _member(next(people), occasion.address(local, "mihon"), role, office, occasion)
        found.append(equip(user, role.value, label, occasion, second_factor=True))
    return found


def _enter_partners(people: Iterator[Name], occasion: Occasion) -> list[SignIn]:
    found: dict[PartnerKind, SignIn] = {}
    for told in material("organisations")["partners"]:
        kind = PartnerKind(told["kind"])
        partner = open_partner(kind, told["name"], told["kana"], told["prefecture"], by=occasion.by, at=occasion.at)
        email = occasion.address("tantou", told["domain"])
        user = _member(next(people), email, Role.COORDINATOR, partner.organisation, occasion)
        if kind not in found:
            found[kind] = equip(user, kind.value, PARTNER_SIGN_INS[kind], occasion, second_factor=True)
    return list(found.values())


def _enter_companies(people: Iterator[Name], occasion: Occasion) -> list[SignIn]:
    members = []
    for place, facts in enumerate(made_up_companies(), start=1):
        company = open_company(facts, by=occasion.by, at=occasion.at)
        email = occasion.address("tantou", f"kaisha-{place:02}")
        members.append(_member(next(people), email, Role.COMPANY_MEMBER, company.organisation, occasion))
    return [equip(members[0], Role.COMPANY_MEMBER.value, "企業", occasion, second_factor=False)]


def made_up_companies() -> list[CompanyFacts]:
    """The thirty companies of data/organisations.yaml, each name beginning with a made-up prefix."""
    told = material("organisations")
    prefixes = list(zip(told["prefixes"], told["prefixes_kana"], strict=True))
    found = []
    for place, (trade, kana, industry, prefecture, employees) in enumerate(told["companies"]):
        prefix, prefix_kana = prefixes[place % len(prefixes)]
        found.append(
            CompanyFacts(
                name=prefix + trade,
                name_kana=prefix_kana + kana,
                prefecture=prefecture,
                industry=industry,
                employees=employees,
            )
        )
    return found


def _member(name: Name, email: str, role: Role, organisation: Organisation, occasion: Occasion) -> User:
    user = create_person(email, name[0], by=occasion.by, at=occasion.at)
    grant_membership(user, role, organisation, by=occasion.by, at=occasion.at)
    return user
