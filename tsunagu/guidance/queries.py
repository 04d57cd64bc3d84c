"""Engagements as the company, the specialist and who is in charge read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from tsunagu.guidance.models import Engagement
from tsunagu.guidance.states import EngagementKind, EngagementState, WithdrawnBy
from tsunagu.matching.need_queries import what_words
from tsunagu.reference.listing import industries, prefectures
from tsunagu.specialists.models import Specialist

LISTED = 200


@dataclass(frozen=True, slots=True)
class EngagementRow:
    """One engagement in a list."""

    key: int
    need_key: int
    organisation: str
    specialist: str
    companion: str
    kind: EngagementKind
    what: str
    theme_code: str
    prefecture: str
    industry: str
    state: EngagementState
    visits_planned: int
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Reach:
    """How to reach one side. "" where nothing is known."""

    name: str
    riss_no: str
    email: str
    telephone: str


@dataclass(frozen=True, slots=True)
class EngagementPage:
    """One engagement with how both sides reach one another: nothing of it once it was withdrawn.

    `withdrawn_words` are for who is in charge.
    """

    row: EngagementRow
    company: Reach | None
    people: tuple[Reach, ...]
    words: str
    vendor_name: str
    withdrawn_by: WithdrawnBy | None
    withdrawn_at: datetime | None
    withdrawn_words: str


def engagement_rows(engagements: QuerySet[Engagement]) -> list[EngagementRow]:
    """Of `access`: open ones first, then the newest: one query."""
    found = engagements.select_related("need", "specialist", "companion").order_by("-opened_at", "-pk")[:LISTED]
    return sorted((_row(one) for one in found), key=lambda row: row.state is not EngagementState.OPEN)


def find_engagement(engagements: QuerySet[Engagement], key: int) -> Engagement | None:
    """One of them, with what its pages show: one query."""
    return _whole(engagements).filter(pk=key).first()


def engagement_of(engagements: QuerySet[Engagement]) -> Engagement | None:
    """The newest of a need's (`access.engagements_of_need`): one query."""
    return _whole(engagements).order_by("-opened_at", "-pk").first()


def engagement_page(engagement: Engagement) -> EngagementPage:
    """What its pages show: no query after `find_engagement`."""
    need, is_open = engagement.need, engagement.state_now is EngagementState.OPEN
    people = [engagement.specialist, *([engagement.companion] if engagement.companion else [])]
    return EngagementPage(
        row=_row(engagement),
        company=Reach(need.contact_name, "", need.email, need.telephone) if is_open else None,
        people=tuple(_reach(person, is_open=is_open) for person in people),
        words=need.words if is_open else "",
        vendor_name=need.vendor_name if is_open else "",
        withdrawn_by=WithdrawnBy(engagement.withdrawn_by) if engagement.withdrawn_by else None,
        withdrawn_at=engagement.withdrawn_at,
        withdrawn_words=engagement.words,
    )


def _reach(person: Specialist, *, is_open: bool) -> Reach:
    """The account's address; the telephone only where it is on the sheet."""
    sheet = getattr(person, "sheet", None)
    telephone = str(sheet.text.contact.get("telephone", "")) if sheet and is_open else ""
    email = person.user.email if person.user and is_open else ""
    return Reach(person.name, person.riss_no, email, telephone)


def _whole(engagements: QuerySet[Engagement]) -> QuerySet[Engagement]:
    return engagements.select_related(
        "need__company", "specialist__user", "specialist__sheet__text", "companion__user", "companion__sheet__text"
    )


def _row(engagement: Engagement) -> EngagementRow:
    need = engagement.need
    return EngagementRow(
        key=engagement.pk,
        need_key=engagement.need_id,
        organisation=need.organisation_name,
        specialist=engagement.specialist.name,
        companion=engagement.companion.name if engagement.companion else "",
        kind=EngagementKind(engagement.kind),
        what=what_words(need),
        theme_code=engagement.theme_code,
        prefecture=prefectures()[engagement.prefecture].name,
        industry=industries()[need.industry].name,
        state=engagement.state_now,
        visits_planned=engagement.visits_planned,
        opened_at=engagement.opened_at,
    )
