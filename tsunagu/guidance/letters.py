"""What is posted about an engagement: that it is open or off. Whom to call stands on the page, not in the letter."""

from __future__ import annotations

from datetime import datetime

from tsunagu.base.actor import Actor
from tsunagu.guidance.links import engagement_link
from tsunagu.guidance.models import Engagement
from tsunagu.mail.actions import write_letter
from tsunagu.matching.need_letters import address_of, may_be_told, names_of, own_scope
from tsunagu.matching.need_links import company_need_link
from tsunagu.specialists.models import Specialist


def tell_company_opened(engagement: Engagement, *, by: Actor, at: datetime) -> None:
    """Who takes it on."""
    need = engagement.need
    if may_be_told(need):
        write_letter(
            "engagement_company_opened", to=need.email, at=at, by=by, scope=engagement.scope, number=need.pk,
            name=names_of(engagement.proposal), link=company_need_link(need),
        )  # fmt: skip


def tell_specialists_opened(engagement: Engagement, *, by: Actor, at: datetime) -> None:
    """It is decided; whom to call stands on the page."""
    for person in _people(engagement):
        write_letter(
            "engagement_opened", to=address_of(person), at=at, by=by, scope=own_scope(person), name=person.name,
            link=engagement_link(engagement),
        )  # fmt: skip


def tell_withdrawn(engagement: Engagement, *, by: Actor, at: datetime) -> None:
    """It is off; both sides hear it. The company hears of other candidates in a letter of their own."""
    need = engagement.need
    if may_be_told(need):
        write_letter(
            "engagement_company_withdrawn", to=need.email, at=at, by=by, scope=engagement.scope, number=need.pk,
            name=names_of(engagement.proposal), link=company_need_link(need),
        )  # fmt: skip
    for person in _people(engagement):
        write_letter(
            "engagement_withdrawn", to=address_of(person), at=at, by=by, scope=own_scope(person), name=person.name,
            link=engagement_link(engagement),
        )  # fmt: skip


def _people(engagement: Engagement) -> list[Specialist]:
    found = [engagement.specialist, *([engagement.companion] if engagement.companion else [])]
    return [person for person in found if person.user is not None]
