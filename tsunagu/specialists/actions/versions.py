"""Editions of a sheet: live, returned, edited after publishing. Every edition stays (issue: versions can be seen)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from tsunagu.base.actor import SYSTEM, Actor
from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.actions import record
from tsunagu.questionnaires.models import AnswerSet
from tsunagu.specialists.actions.answers import Levels, freeze_answers, last_answers, levels_of_version
from tsunagu.specialists.actions.sheets import publish_sheet
from tsunagu.specialists.content import HeldQualification, SheetContent
from tsunagu.specialists.content_values import content_from, content_to
from tsunagu.specialists.marks import marks
from tsunagu.specialists.models import (
    Listing,
    PublishedSheet,
    QualificationProof,
    RegisterEntry,
    SheetVersion,
    Specialist,
)
from tsunagu.specialists.read_back import content_of_sheet, held_of
from tsunagu.specialists.skill_answers import completed
from tsunagu.specialists.states import ProofState, VersionState
from tsunagu.specialists.versions import as_declared, live_part, waiting_items, with_checks
from tsunagu.vault.scope import ScopeKind, scope_of

NOT_WAITING = "この版は、もう確認が済んでいます。画面を読み直してください。"
NOT_IN_REGISTER = "登録番号が登録簿に見つからないため、公開できません。"
NOT_LISTED = "いまは載っていないため、公開できません。"
NOTHING_NEW = "変わったところがありません。"


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit brought: the edition that went live, the one that waits for the office; None = not needed."""

    live: SheetVersion | None
    waiting: SheetVersion | None


@transaction.atomic
def go_live(version: SheetVersion, *, by: Actor, at: datetime) -> SheetVersion:
    """The office has checked a waiting edition: it is published, the former one is kept as replaced.

    Marks come from the frozen answers and the proofs that hold today. What only availability decides stays as it
    stands. Refuses an edition that does not wait, a number that is not on the register, a listing not approved.
    """
    specialist = version.specialist
    content = content_from(version.content)
    _replace_live(specialist)
    moved = SheetVersion.objects.filter(pk=version.pk, state=VersionState.SUBMITTED)
    if not moved.update(state=VersionState.LIVE, live_at=at):
        raise RuleBrokenError(NOT_WAITING)
    _take_name(specialist, content)
    _publish(specialist, content, levels_of_version(version), by=by, at=at)
    version.refresh_from_db()
    record("version.went_live", on=version, by=by, at=at, number=version.number)
    return version


@transaction.atomic
def return_version(version: SheetVersion, reason: str, *, by: Actor, at: datetime) -> SheetVersion:
    """A waiting edition goes back to its owner; the live one stays. The listing is moved by who reviews."""
    waiting = SheetVersion.objects.filter(pk=version.pk, state=VersionState.SUBMITTED)
    if not waiting.update(state=VersionState.RETURNED):
        raise RuleBrokenError(NOT_WAITING)
    version.refresh_from_db()
    record("version.returned", on=version, by=by, at=at, reason=reason, number=version.number)
    return version


@transaction.atomic
def edit_sheet(
    specialist: Specialist, content: SheetContent, *, levels: Levels | None = None, by: Actor, at: datetime
) -> Edited:
    """The owner changes a published sheet: what the office once checked waits, everything else is live at once.

    `content`: all they want, not only the change; `levels`: answers of the skill survey, None = as before.
    Refuses when nothing changed and while not on the list. An edition that waited is replaced.
    """
    hold(specialist)
    if not specialist.listing.is_listed:
        raise RuleBrokenError(NOT_LISTED)
    live = live_version(specialist) or _first_edition(specialist)
    now, wanted = content_from(live.content), as_declared(content)
    answers = last_answers(specialist) if levels is None else freeze_answers(specialist, levels, at=at)
    waits, part = waiting_items(now, wanted), live_part(now, wanted)
    before = SheetVersion.objects.filter(specialist=specialist, state=VersionState.SUBMITTED).first()
    is_new = part != as_declared(now) or (answers is not None and answers.pk != live.answers_id)
    if not is_new and (before is None or content_from(before.content) == wanted) and bool(waits) == bool(before):
        raise RuleBrokenError(NOTHING_NEW)
    went = _go_on(specialist, part, answers, by=by, at=at) if is_new else None
    SheetVersion.objects.filter(specialist=specialist, state=VersionState.SUBMITTED).update(state=VersionState.REPLACED)
    waiting = add_version(specialist, wanted, answers, waits_for=waits, by=by, at=at) if waits else None
    record("sheet.edited", on=specialist, by=by, at=at, waits_for=waits)
    return Edited(went, waiting)


def hold(specialist: Specialist) -> None:
    """Whoever else changes editions of this person waits for this transaction."""
    Listing.objects.filter(specialist=specialist).update(moved_at=F("moved_at"))
    specialist.listing.refresh_from_db()


def live_version(specialist: Specialist) -> SheetVersion | None:
    """The edition the public sees, where it is kept as one."""
    return SheetVersion.objects.filter(specialist=specialist, state=VersionState.LIVE).first()


def add_version(
    specialist: Specialist,
    content: SheetContent,
    answers: AnswerSet | None,
    *,
    state: VersionState = VersionState.SUBMITTED,
    waits_for: Sequence[str] = (),
    by: Actor,
    at: datetime,
) -> SheetVersion:
    """The next edition; the caller holds the person's editions."""
    last = SheetVersion.objects.filter(specialist=specialist).aggregate(last=Max("number"))["last"] or 0
    values: Any = content_to(content)
    return SheetVersion.objects.create(
        scope=scope_of(ScopeKind.SPECIALIST, specialist.pk),
        specialist=specialist,
        number=last + 1,
        state=state,
        content=values,
        answers=answers,
        waits_for=list(waits_for),
        made_at=at,
        made_by=by.name,
        live_at=at if state is VersionState.LIVE else None,
    )


def _go_on(
    specialist: Specialist, content: SheetContent, answers: AnswerSet | None, *, by: Actor, at: datetime
) -> SheetVersion:
    """An edit goes live at once."""
    before = live_version(specialist)
    _replace_live(specialist)
    version = add_version(specialist, content, answers, state=VersionState.LIVE, by=by, at=at)
    _publish(specialist, content, levels_of_version(version), before=before, by=by, at=at)
    return version


def _first_edition(specialist: Specialist) -> SheetVersion:
    """A sheet published before editions were kept becomes one, so that the change can be seen."""
    sheet = PublishedSheet.objects.select_related("text").get(specialist=specialist)
    return add_version(
        specialist,
        as_declared(content_of_sheet(sheet)),
        last_answers(specialist),
        state=VersionState.LIVE,
        by=SYSTEM,
        at=sheet.published_at,
    )


def _replace_live(specialist: Specialist) -> None:
    SheetVersion.objects.filter(specialist=specialist, state=VersionState.LIVE).update(state=VersionState.REPLACED)


def _take_name(specialist: Specialist, content: SheetContent) -> None:
    specialist.name = content.name or specialist.name
    specialist.name_kana = content.name_kana or specialist.name_kana
    specialist.save(update_fields=["name", "name_kana"])


def _publish(
    specialist: Specialist,
    content: SheetContent,
    levels: Levels,
    *,
    before: SheetVersion | None = None,
    by: Actor,
    at: datetime,
) -> None:
    today = day_of(at)
    register = RegisterEntry.objects.filter(riss_no=specialist.riss_no).first()
    if register is None:
        raise RuleBrokenError(NOT_IN_REGISTER)
    sheet = PublishedSheet.objects.select_related("text").filter(specialist=specialist).first()
    if sheet is not None:
        content = _with_availability(content, sheet, before)
    content = with_checks(content, _checks(specialist, sheet), today=today)
    proved = [item.code for item in content.qualifications if item.is_verified(today=today)]
    listing = specialist.listing
    confirmed = listing.confirmed_on if listing.is_listed else None
    publish_sheet(
        specialist,
        content,
        marks(completed(levels), verified_qualifications=proved),
        register,
        confirmed_on=confirmed or today,
        by=by,
        at=at,
    )


def _with_availability(content: SheetContent, sheet: PublishedSheet, before: SheetVersion | None) -> SheetContent:
    """What has its own page stays as it stands; the monthly cap too, unless this edit changed it."""
    stands = content_of_sheet(sheet)
    is_changed = before is not None and content_from(before.content).monthly_cap != content.monthly_cap
    return replace(
        content,
        availability=stands.availability,
        available_from=stands.available_from,
        paused_until=stands.paused_until,
        monthly_cap=content.monthly_cap if is_changed else stands.monthly_cap,
    )


def _checks(specialist: Specialist, sheet: PublishedSheet | None) -> list[HeldQualification]:
    """Facts of checks: those the sheet shows, and over them the papers checked here."""
    shown = [held_of(held) for held in sheet.text.qualifications] if sheet else []
    return [*shown, *_proofs(specialist)]


def _proofs(specialist: Specialist) -> list[HeldQualification]:
    proofs = QualificationProof.objects.filter(specialist=specialist, state=ProofState.VERIFIED)
    return [
        HeldQualification(proof.code, proof.name, proof.checked_by, proof.how, proof.checked_on, proof.until)
        for proof in proofs.order_by("checked_on", "pk")
    ]
