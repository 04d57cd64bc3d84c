"""A company and its specialist have found each other: one engagement per need, decided in one transaction."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.companies.actions import grant_care
from tsunagu.companies.models import Company
from tsunagu.guidance.letters import tell_company_opened, tell_specialists_opened
from tsunagu.guidance.models import Engagement
from tsunagu.guidance.rules import visits_planned
from tsunagu.guidance.states import EngagementKind
from tsunagu.journal.actions import record
from tsunagu.matching.actions.answering import mark_accepted, say_yes
from tsunagu.matching.models import Proposal
from tsunagu.specialists.models import Specialist


@transaction.atomic
def accept_proposal(proposal: Proposal, *, person: Specialist, by: Actor, at: datetime) -> Engagement | None:
    """「引き受けます」: with the last yes the engagement opens. None: the other of the two still has to say yes.

    Two hundred at once make one engagement: the need's row is held, and the database lets one accepted proposal and
    one open engagement of a need through. Refuses who is not asked, has answered, and what ended meanwhile.
    """
    if not say_yes(proposal, person, by=by, at=at):
        return None
    return open_engagement(proposal, by=by, at=at)


@transaction.atomic
def open_engagement(proposal: Proposal, *, by: Actor, at: datetime) -> Engagement:
    """Everybody has said yes. Both sides hear of it; addresses stand on the pages, not in the letters."""
    proposal = mark_accepted(proposal, by=by, at=at)
    need = proposal.need
    kind = EngagementKind(need.kind)
    engagement = Engagement.objects.create(
        scope=need.scope,
        need=need,
        proposal=proposal,
        kind=kind,
        theme_code=need.theme_code,
        specialist=proposal.specialist,
        companion=proposal.companion,
        company=need.company,
        partner=need.partner,
        season=need.season,
        prefecture=need.prefecture,
        visits_planned=visits_planned(kind),
        opened_at=at,
    )
    record("engagement.opened", on=engagement, by=by, at=at, need=need.pk, theme=need.theme_code, kind=kind.value)
    give_care(engagement, need.company, by=by, at=at)
    tell_company_opened(engagement, by=by, at=at)
    tell_specialists_opened(engagement, by=by, at=at)
    return engagement


def give_care(engagement: Engagement, company: Company | None, *, by: Actor, at: datetime) -> None:
    """Who guides a known company, and who comes along, may read its papers until the engagement ends."""
    if company is None:
        return
    for person in (engagement.specialist, engagement.companion):
        if person is not None and person.user is not None:
            grant_care(company, person.user, care_of(engagement), until=None, by=by, at=at)


def care_of(engagement: Engagement) -> str:
    """What a grant rests on."""
    return f"engagement:{engagement.pk}"
