"""Needs as they stand when the season opens: being chosen, asked for, brought, with nobody, waiting for the batch."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tsunagu.accounts.models import Membership
from tsunagu.base.actor import VISITOR, Actor
from tsunagu.companies.models import Company
from tsunagu.demo.matches import decline, enter_matches
from tsunagu.demo.material import material
from tsunagu.demo.staffing import Occasion
from tsunagu.guidance.actions import choose_candidate
from tsunagu.matching.actions.needs import NeedFacts, make_need
from tsunagu.matching.actions.offering import offer_candidates, show
from tsunagu.matching.candidates import find_candidates
from tsunagu.matching.models import Need
from tsunagu.matching.states import NeedKind, NeedOrigin, ReviewOf
from tsunagu.partners.models import Partner
from tsunagu.partners.states import PartnerKind
from tsunagu.reference.listing import prefectures, themes
from tsunagu.seasons.queries import current_season
from tsunagu.specialists.models import Specialist

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MOST_ASKED = 300  # more than anybody could be asked: the search ends by itself


def enter_needs(company: str, own: str, occasion: Occasion) -> int:
    """`company`: address of the member who may sign in; `own`: register number of the specialist who may.

    The matches of the past days first, then what stands. How many needs were entered.
    """
    chambers = list(Partner.objects.filter(kind=PartnerKind.CHAMBER).select_related("organisation").order_by("-pk")[:3])
    chambers.reverse()
    enter_matches(chambers)
    specialist = Specialist.objects.select_related("user").get(riss_no=own)
    for place, told in enumerate(material("needs")["standing"]):
        row = {**told, **_suited(specialist)} if told["then"] == "asked" else told
        partner = chambers[row["partner"]] if "partner" in row else None
        need = _enter(row, place, partner, company, specialist, occasion)
        _follow(row, need, specialist, occasion)
    return Need.objects.count()


def _enter(
    row: dict[str, Any], place: int, partner: Partner | None, company: str, specialist: Specialist, occasion: Occasion
) -> Need:
    at, origin = occasion.at - row["days"] * DAY, NeedOrigin(row["way"])
    member = Membership.objects.filter(user__email=company).select_related("organisation", "user").earliest("pk")
    is_own = bool(row.get("own_company"))
    return make_need(
        _own_facts(row, member) if is_own else _facts(row, place, partner),
        origin=origin,
        season=current_season(on=occasion.as_of),
        company=Company.objects.get(organisation=member.organisation) if is_own else None,
        partner=partner,
        brought_by=specialist if origin is NeedOrigin.SPECIALIST else None,
        waits_for_batch=row["then"] in ("batch", "asked"),
        is_proved=True,
        by=VISITOR,
        at=at,
    )


def _suited(specialist: Specialist) -> dict[str, str]:
    """Where and in what the one who signs in can help, by their sheet."""
    sheet = specialist.sheet
    return {
        "prefecture": prefectures().codes_in(sheet.prefectures)[0],
        "theme": themes().codes_in(sheet.themes_able)[0],
    }


def _own_facts(row: dict[str, Any], member: Membership) -> NeedFacts:
    """Of the company that signs in."""
    company = Company.objects.select_related("organisation").get(organisation=member.organisation)
    return NeedFacts(
        organisation_name=company.organisation.name,
        contact_name=member.user.name,
        email=member.user.email,
        prefecture=company.organisation.prefecture,
        industry=company.industry,
        theme_code=row["theme"],
        words=material("needs")["words"][0],
    )


def _facts(row: dict[str, Any], place: int, partner: Partner | None) -> NeedFacts:
    told = material("organisations")
    trade, _, industry, prefecture, _ = told["companies"][place]
    is_review = "theme" not in row
    return NeedFacts(
        organisation_name=f"{told['prefixes'][place % len(told['prefixes'])]}{trade}",
        contact_name=f"架空 担当{place + 1}",
        email=f"irai{place}@kakuu-irai.example",
        telephone="000-000-0000",
        prefecture=row.get("prefecture") or (partner.organisation.prefecture if partner else prefecture),
        industry=industry,
        kind=NeedKind.REVIEW if is_review else NeedKind.GUIDANCE,
        theme_code=row.get("theme", ""),
        review_of=ReviewOf.QUOTATION if is_review else None,
        vendor_name="見本システム販売株式会社" if is_review else "",
        words=material("needs")["words"][place % len(material("needs")["words"])],
    )


def _follow(row: dict[str, Any], need: Need, specialist: Specialist, occasion: Occasion) -> None:
    at = occasion.at - row["days"] * DAY + HOUR
    if row["then"] == "asked":
        _ask(need, specialist, occasion)
    if row["then"] == "nobody":
        for turn in range(MOST_ASKED):
            proposal = need.proposals.filter(state="shown").order_by("rank").first()
            if proposal is None or choose_candidate(proposal, by=VISITOR, at=at).asked is None:
                break
            decline(need, at=at + turn * HOUR)


def _ask(need: Need, specialist: Specialist, occasion: Occasion) -> None:
    """The one who signs in is a candidate with others, and chosen, when they are among those who fit."""
    at, by = occasion.at - 2 * DAY, Actor("demo", "見本 コーディネーター")
    found = find_candidates(need, count=MOST_ASKED, at=at).candidates
    own = next((one for one in found if one.specialist_id == specialist.pk), None)
    if own is not None:
        proposal = show(need, own, by=by, at=at)
        offer_candidates(need, by=by, at=at)
        choose_candidate(proposal, by=VISITOR, at=at + HOUR)
