"""What a specialist reads of their own application: the draft, the editions of the sheet, the sheet it would make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from tsunagu.accounts.models import User
from tsunagu.base.actor import SYSTEM
from tsunagu.questionnaires.models import AnswerSet
from tsunagu.specialists.actions.answers import last_answers
from tsunagu.specialists.actions.sheets import sheet_columns, text_columns
from tsunagu.specialists.application.declaring import content_of, values_of
from tsunagu.specialists.application.survey import levels_of
from tsunagu.specialists.content import SheetContent
from tsunagu.specialists.content_values import content_from
from tsunagu.specialists.marks import marks
from tsunagu.specialists.models import Draft, PublishedSheet, RegisterEntry, SheetText, SheetVersion, Specialist
from tsunagu.specialists.read_back import content_of_sheet
from tsunagu.specialists.skill_answers import completed
from tsunagu.specialists.states import BEFORE_REVIEW, LOCKED, ListingState, VersionState


@dataclass(frozen=True, slots=True)
class OwnApplication:
    """The person, where their listing stands, what the draft says. `saved_at` None: nothing was saved yet."""

    specialist: Specialist
    state: ListingState
    content: Mapping[str, Any]
    seen: int
    saved_at: datetime | None

    @property
    def may_write(self) -> bool:
        """Not while the office looks."""
        return self.state not in LOCKED

    @property
    def may_submit(self) -> bool:
        """Before the first publishing, or after it ended."""
        return self.state in BEFORE_REVIEW

    @property
    def is_listed(self) -> bool:
        """Changes are published instead of sent."""
        return self.specialist.listing.is_listed


def own_application(user: User) -> OwnApplication | None:
    """The signed-in person's application, begun or not; None without a number. Two queries once a draft is there."""
    specialist = Specialist.objects.select_related("listing", "user").filter(user=user).first()
    return _begun(specialist) if specialist else None


def application_of(specialists: QuerySet[Specialist], riss_no: str) -> OwnApplication | None:
    """The application of the one of `specialists` (access.entries_visible_to) with this number: two queries."""
    specialist = specialists.select_related("listing", "user").filter(riss_no=riss_no).first()
    return _begun(specialist) if specialist else None


def _begun(specialist: Specialist) -> OwnApplication:
    draft = Draft.objects.filter(specialist=specialist).first()
    state = specialist.listing.state_now
    if draft is None:
        return OwnApplication(specialist, state, known_values(specialist), 0, None)
    return OwnApplication(specialist, state, draft.content, draft.seen, draft.saved_at)


def known_values(specialist: Specialist) -> dict[str, dict[str, Any]]:
    """What a draft begins with: the live edition or sheet, else name and number."""
    content = live_content(specialist)
    if content is None:
        names = {"riss_no": specialist.riss_no, "name": specialist.name, "name_kana": specialist.name_kana}
        return {"basics": names}
    answers = last_answers(specialist)
    return edition_values(specialist, content, answers)


def live_content(specialist: Specialist) -> SheetContent | None:
    """What the public sees, or saw last; None when nothing was published."""
    live = SheetVersion.objects.filter(specialist=specialist, state=VersionState.LIVE).first()
    if live is not None:
        return content_from(live.content)
    sheet = PublishedSheet.objects.select_related("text").filter(specialist=specialist).first()
    return content_of_sheet(sheet) if sheet else None


def edition_values(
    specialist: Specialist, content: SheetContent, answers: AnswerSet | None
) -> dict[str, dict[str, Any]]:
    """An edition as the values of the steps."""
    named = replace(content, name=content.name or specialist.name, name_kana=content.name_kana or specialist.name_kana)
    return values_of(named, answers.answers if answers else {}, riss_no=specialist.riss_no)


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition of the own sheet, in the list of all."""

    number: int
    state: VersionState
    made_at: datetime
    made_by: str
    live_at: datetime | None
    waits_for: tuple[str, ...]


def editions(specialist: Specialist) -> list[EditionRow]:
    """All editions, newest first: one query."""
    rows = SheetVersion.objects.filter(specialist=specialist).order_by("-number").defer("content")
    return [
        EditionRow(row.number, VersionState(row.state), row.made_at, row.made_by, row.live_at, tuple(row.waits_for))
        for row in rows
    ]


def edition(specialist: Specialist, number: int) -> dict[str, dict[str, Any]] | None:
    """One edition as the values of the steps; None when there is no such number."""
    row = SheetVersion.objects.select_related("answers").filter(specialist=specialist, number=number).first()
    return edition_values(specialist, content_from(row.content), row.answers) if row else None


def preview(application: OwnApplication, *, today: date, at: datetime) -> tuple[PublishedSheet, bool]:
    """The sheet the draft would make, not stored, and whether the number is on the register. Codes left open: none.

    Verified facts are those of the register; what the office still has to check stands as self-declared.
    """
    specialist = application.specialist
    content = content_of(application.content)
    found = RegisterEntry.objects.filter(riss_no=specialist.riss_no).first()
    register = found or RegisterEntry(registered_on=today, valid_until=today)
    columns = sheet_columns(
        specialist, content, marks(completed(levels_of(application.content))), register, confirmed_on=today, at=at
    )
    named = {"name": content.name or specialist.name, "name_kana": content.name_kana or specialist.name_kana}
    sheet = PublishedSheet(pk=specialist.pk, specialist=specialist, **columns | named)
    texts = text_columns(specialist, content, register, by=SYSTEM, at=at) | ({} if found else {"standings": {}})
    sheet.text = SheetText(sheet=sheet, **texts)
    return sheet, found is not None
