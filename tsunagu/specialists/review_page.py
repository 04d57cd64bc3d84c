"""One listing as the office reviews it: what was declared beside the register and the edition before, ticks, thread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from tsunagu.base.calendar import day_of, day_words
from tsunagu.reference.skills import skill_subitems
from tsunagu.seasons.models import ListingCriterion
from tsunagu.seasons.queries import criteria_in_force, current_season
from tsunagu.specialists.actions.answers import levels_of_version
from tsunagu.specialists.content import SheetContent
from tsunagu.specialists.content_values import content_from
from tsunagu.specialists.content_words import ContentLine, content_lines
from tsunagu.specialists.marks import marks
from tsunagu.specialists.models import (
    CriterionCheck,
    EmployerConsent,
    Listing,
    QualificationProof,
    RegisterEntry,
    ReviewMessage,
    SheetVersion,
)
from tsunagu.specialists.register_rules import standing_on
from tsunagu.specialists.review_rules import still_counts
from tsunagu.specialists.skill_answers import completed
from tsunagu.specialists.states import BEFORE_REVIEW, LISTED, ListingState, RegisterStatus, ReviewSide, VersionState

NOT_THERE = "登録簿にありません"


@dataclass(frozen=True, slots=True)
class Compared:
    """One item as declared and as the register has it. `is_same` None: the register alone knows it."""

    label: str
    declared: str
    register: str
    is_same: bool | None


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion in force and its tick. `is_old`: ticked before the registration was renewed; counts no longer."""

    criterion: ListingCriterion
    check: CriterionCheck | None
    is_old: bool

    @property
    def is_met(self) -> bool:
        """Whether it stands now."""
        return self.check is not None and self.check.is_met and not self.is_old


@dataclass(frozen=True, slots=True)
class Survey:
    """How far the skill survey was answered, and the marks that come of it ("S1" → "◎")."""

    answered: int
    questions: int
    signs: dict[str, str]


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message of the thread."""

    side: ReviewSide
    text: str
    written_at: datetime
    written_by: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Everything the office sees of one listing. `version`: the edition that waits, else the newest; None = none."""

    listing: Listing
    has_login: bool
    version: SheetVersion | None
    is_waiting: bool
    live_number: int | None
    compared: list[Compared]
    lines: list[ContentLine]
    survey: Survey | None
    grounds: list[tuple[str, str]]
    consent: EmployerConsent | None
    criteria: list[CriterionLine]
    messages: list[MessageLine]
    proofs: list[QualificationProof]

    @property
    def state(self) -> ListingState:
        """Where the listing stands."""
        return self.listing.state_now

    @property
    def left(self) -> int:
        """How many criteria are not met or not looked at."""
        return sum(not line.is_met for line in self.criteria)

    @property
    def can_be_written(self) -> bool:
        """Whether the office writes the application: nobody signs in for it, and it waits for no decision."""
        return not self.has_login and self.state in BEFORE_REVIEW

    @property
    def has_consent_paper(self) -> bool:
        """Whether what the employer signed can be opened."""
        paper = self.consent.paper if self.consent else None
        return paper is not None and paper.erased_at is None

    @property
    def can_tick(self) -> bool:
        """Whether criteria are ticked in this state."""
        return self.state is ListingState.VERIFYING or self.state in LISTED

    @property
    def can_decide(self) -> bool:
        """Whether an edition waits for approval."""
        return self.is_waiting and self.can_tick


def review_page(listings: QuerySet[Listing], riss_no: str, *, today: date) -> ReviewPage | None:
    """The one of `listings` (access.listings_visible_to) with this number; None where there is none. Nine queries."""
    listing = listings.select_related("specialist").filter(specialist__riss_no=riss_no).first()
    if listing is None:
        return None
    who = listing.specialist
    versions = list(SheetVersion.objects.filter(specialist=who).select_related("answers").order_by("-number"))
    version = next((one for one in versions if one.state == VersionState.SUBMITTED), versions[0] if versions else None)
    before = next((one for one in versions if one.state == VersionState.LIVE and one is not version), None)
    entry = RegisterEntry.objects.filter(riss_no=riss_no).first()
    content = content_from(version.content) if version else None
    consent = EmployerConsent.objects.filter(specialist=who).select_related("paper").first()
    return ReviewPage(
        listing=listing,
        has_login=who.user_id is not None,
        version=version,
        is_waiting=version is not None and version.state == VersionState.SUBMITTED,
        live_number=before.number if before else None,
        compared=_compared(listing, content, entry, today=today),
        lines=content_lines(content, content_from(before.content) if before else None) if content else [],
        survey=_survey(version) if version else None,
        grounds=_grounds(content) if content else [],
        consent=consent,
        criteria=_criteria(listing, entry, today=today),
        messages=_messages(listing),
        proofs=list(QualificationProof.objects.filter(specialist=who).select_related("paper").order_by("-given_at")),
    )


def _compared(
    listing: Listing, content: SheetContent | None, entry: RegisterEntry | None, *, today: date
) -> list[Compared]:
    who = listing.specialist
    name = (content.name if content else "") or who.name
    if entry is None:
        return [
            Compared("登録番号", f"第{who.riss_no}号", NOT_THERE, is_same=False),
            Compared("氏名", name, NOT_THERE, is_same=False),
        ]
    standing = standing_on(RegisterStatus(entry.status), entry.valid_until, today=today)
    courses = day_words(entry.courses_done_on) if entry.courses_done_on else "記録がありません"
    return [
        Compared("登録番号", f"第{who.riss_no}号", f"第{entry.riss_no}号", is_same=True),
        Compared("氏名", name, entry.name, is_same=_closed(name) == _closed(entry.name)),
        Compared("登録の状態", "", standing.label, is_same=None if standing is RegisterStatus.VALID else False),
        Compared("登録した日", "", day_words(entry.registered_on), is_same=None),
        Compared("登録の期限", "", day_words(entry.valid_until), is_same=None if entry.valid_until >= today else False),
        Compared("義務講習を受けた日", "", courses, is_same=None if entry.courses_done_on else False),
        Compared("登録簿の時点", "", day_words(entry.extract_on), is_same=None),
    ]


def _closed(name: str) -> str:
    """A name without spaces: 見本 花子 and 見本　花子 are one."""
    return "".join(name.split())


def _survey(version: SheetVersion) -> Survey:
    levels = levels_of_version(version)
    questions = sum(len(item.questions) for item in skill_subitems().values())
    answered = sum(level is not None for answers in levels.values() for level in answers)
    found = marks(completed(levels)) if levels else {}
    return Survey(answered, questions, {area: mark.sign or "－" for area, mark in found.items()})


def _grounds(content: SheetContent) -> list[tuple[str, str]]:
    items = skill_subitems()
    return [(f"{code} {items[code].name}", text) for code, text in content.declared.grounds.items() if code in items]


def _criteria(listing: Listing, entry: RegisterEntry | None, *, today: date) -> list[CriterionLine]:
    checks = {check.criterion_id: check for check in CriterionCheck.objects.filter(listing=listing)}
    until = entry.valid_until if entry else None
    return [
        CriterionLine(
            criterion,
            check := checks.get(criterion.pk),
            is_old=check is not None and not still_counts(day_of(check.checked_at), valid_until=until),
        )
        for criterion in criteria_in_force(current_season(on=today))
    ]


def _messages(listing: Listing) -> list[MessageLine]:
    rows: Iterable[ReviewMessage] = ReviewMessage.objects.filter(listing=listing).order_by("written_at", "pk")
    return [MessageLine(ReviewSide(row.side), row.text, row.written_at, row.written_by) for row in rows]


def find_consent(consents: QuerySet[EmployerConsent], riss_no: str) -> EmployerConsent | None:
    """The one of `consents` (access.consents_visible_to) of this number."""
    return consents.select_related("paper").filter(specialist__riss_no=riss_no).first()


def find_proof(proofs: QuerySet[QualificationProof], pk: int) -> QualificationProof | None:
    """The one of `proofs` (access.proofs_visible_to) with this number."""
    return proofs.select_related("paper", "specialist").filter(pk=pk).first()
