"""Made-up cases of the chamber and the vendor who may sign in, a desk and a dispatch pool; through the actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tsunagu.accounts.models import Membership
from tsunagu.base.actor import VISITOR, Actor
from tsunagu.base.calendar import day_of, days_after
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.actions.case_candidates import answer_candidate, ask_candidate, decide, shortlist
from tsunagu.consultations.actions.case_files import ClientFacts, confirm_client, open_case
from tsunagu.consultations.actions.case_plans import LineFacts, add_line
from tsunagu.consultations.actions.case_sharing import note_told_read, object_to
from tsunagu.consultations.actions.case_steps import StepRecord, write_step
from tsunagu.consultations.actions.desks import add_shift, answer_shift, ask_shift
from tsunagu.consultations.actions.pools import answer_membership, ask_for_membership
from tsunagu.consultations.case_chains import chain
from tsunagu.consultations.models import CaseCandidate, CaseFile
from tsunagu.consultations.states import CaseParty, Payer, RoadmapState, ShareItem, StepMove
from tsunagu.demo.material import material
from tsunagu.demo.staffing import Occasion, made_up_companies
from tsunagu.partners.models import Partner
from tsunagu.specialists.models import PublishedSheet, Specialist

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TOLD = (ShareItem.PLACE, ShareItem.INDUSTRY, ShareItem.NEED, ShareItem.WORRIES)
MOST_BESIDE = 2


def enter_case_files(emails: Mapping[str, str], own: str, occasion: Occasion) -> int:
    """`emails`: kind of partner → address of who may sign in; `own`: register number of the specialist who may.

    Returns how many cases were entered; who cannot be asked is left out.
    """
    rows = material("case_files")
    specialist = Specialist.objects.select_related("user", "sheet").get(riss_no=own)
    for row in sorted(rows, key=lambda row: -row["days"]):
        _enter(row, emails[row["partner"]], specialist, occasion)
    _enter_desk(emails["chamber"], specialist, occasion)
    return len(rows)


def _enter(row: dict[str, Any], email: str, own: Specialist, occasion: Occasion) -> None:
    member = Membership.objects.select_related("user").filter(user__email=email).earliest("pk")
    partner = Partner.objects.get(pk=member.organisation_id)
    by, at = _actor(member.user_id, member.user.name), occasion.at - row["days"] * DAY
    case = open_case(partner, member.user, _facts(row), by=by, at=at)
    steps = [step.code for step in chain(case.kind_now)][: row["steps"]]
    for place, code in enumerate(steps):
        if code == "decide":
            _find(row, case, own, by=by)
        held = at + (2 + 3 * place) * DAY
        told = StepRecord(held_on=day_of(held), people="担当者、企業の方", notes="見本の記録です。")
        write_step(case, StepMove.DONE, told, seen=code, by=by, at=held)
    if row["then"] == "stopped":
        _find(row, case, own, by=by)
    for what, who, days, state in row["lines"]:
        due = days_after(occasion.as_of, days)
        line = LineFacts(what=what, who=CaseParty(who), due_on=due, state=RoadmapState(state))
        add_line(case, line, by=by, at=occasion.at - DAY)


def _facts(row: dict[str, Any]) -> ClientFacts:
    company = made_up_companies()[row["who"]]
    return ClientFacts(
        organisation_name=company.name,
        contact_name="架空 担当",
        email=f"soumu{row['who']:02}@kakuu-kaisha.example",
        telephone="",
        prefecture=company.prefecture,
        industry=company.industry,
        need=row["need"],
        theme=row["theme"],
        budget=row["budget"],
        worries=row["worries"],
        payer=Payer(row["payer"]),
    )


def _find(row: dict[str, Any], case: CaseFile, own: Specialist, *, by: Actor) -> None:
    """Two beside, one asked; what came of it."""
    at = case.opened_at + 4 * DAY
    others = _others(own, row["who"])
    if not (row.get("own") or others):
        return  # a season too small for it goes without
    chosen = own if row.get("own") else others.pop()
    for one in others[:MOST_BESIDE]:
        shortlist(case, one, "近くに来られるため", by=by, at=at)
    candidate = shortlist(case, chosen, "実績があるため", by=by, at=at)
    try:
        ask_candidate(candidate, TOLD, "まず話を聞いてください。", by=by, at=at)
    except RuleBrokenError:
        return
    _follow(row, candidate, by=by)


def _others(own: Specialist, turn: int) -> list[Specialist]:
    """Some of the list beside the one who signs in; other cases begin elsewhere."""
    sheets = (
        PublishedSheet.objects.listed().exclude(pk=own.pk).filter(monthly_cap__gte=2, specialist__user__isnull=False)
    )
    found = sheets.select_related("specialist__user").order_by("-riss_no")[turn % 5 : turn % 5 + 1 + MOST_BESIDE]
    return [sheet.specialist for sheet in found]


def _follow(row: dict[str, Any], candidate: CaseCandidate, *, by: Actor) -> None:
    user, at = candidate.specialist.user, candidate.case.opened_at + 6 * DAY
    theirs = _actor(user.pk if user else 0, candidate.specialist.name)
    confirm_client(candidate.case, by=VISITOR, at=at - DAY)
    note_told_read(candidate, by=theirs, at=at)
    if row["then"] == "stopped":
        object_to(candidate, "取引のある会社の方でした。", by=VISITOR, at=at)
        return
    answer_candidate(candidate, is_accepted=True, words="お手伝いできます。", by=theirs, at=at)
    decide(candidate, by=by, at=at + DAY)


def _enter_desk(email: str, own: Specialist, occasion: Occasion) -> None:
    """Two shifts ahead, one of them taken; one member of the pool and one who was asked."""
    member = Membership.objects.select_related("user").filter(user__email=email).earliest("pk")
    partner = Partner.objects.get(pk=member.organisation_id)
    by, at = _actor(member.user_id, member.user.name), occasion.at - 5 * DAY
    theirs = _actor(own.user.pk if own.user else 0, own.name)
    begins = occasion.at + 4 * DAY + 13 * HOUR
    for week in range(2):
        starts = begins + 7 * week * DAY
        shift = add_shift(partner, starts, starts + 3 * HOUR, "本館2階 相談室", is_online=True, by=by, at=at)
        if week == 0:
            answer_shift(ask_shift(shift, own, by=by, at=at), is_accepted=True, by=theirs, at=at + DAY)
    until = days_after(occasion.as_of, 120)
    answer_membership(ask_for_membership(partner, own, until, by=by, at=at), is_accepted=True, by=theirs, at=at + DAY)
    other = PublishedSheet.objects.listed().exclude(pk=own.pk).select_related("specialist__user").order_by("pk").first()
    if other is not None and other.specialist.user is not None:
        ask_for_membership(partner, other.specialist, until, by=by, at=at)


def _actor(user: int, name: str) -> Actor:
    return Actor(f"user:{user}", name)
