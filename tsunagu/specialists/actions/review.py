"""The office reviews a listing: criteria one by one, then approve, ask back or reject. Two clerks cannot both decide.

Source: reference 10, listing_states_designed; the criteria are those published for the season (seasons room).
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.actions import record
from tsunagu.seasons.models import ListingCriterion
from tsunagu.seasons.queries import criteria_in_force, current_season
from tsunagu.specialists.actions.listing import move_listing
from tsunagu.specialists.actions.review_messages import add_message, checked_text
from tsunagu.specialists.actions.versions import go_live, return_version
from tsunagu.specialists.models import CriterionCheck, Listing, RegisterEntry, SheetVersion
from tsunagu.specialists.register_rules import listing_end, standing_on
from tsunagu.specialists.review_letters import tell_approved, tell_rejected, tell_returned
from tsunagu.specialists.review_rules import still_counts
from tsunagu.specialists.states import LISTED, ListingState, RegisterStatus, ReviewSide, VersionState

LONGEST_NOTE = 300
IN_THE_THREAD = "理由は、やりとりに書きました。"  # the journal is not encrypted; what was said is
MOVED_ON = "この申請は、ほかの担当者が先に進めました（いまは「{}」）。画面を読み直してください。"
ANOTHER_VERSION = "新しい版が出されています。画面を読み直して、内容を確かめてください。"
NOTHING_WAITS = "確認を待っている内容がありません。"


@transaction.atomic
def begin_review(listing: Listing, *, by: Actor, at: datetime) -> Listing:
    """Somebody takes an application up. Refuses one that is not newly submitted."""
    _refuse_unless(listing, {ListingState.SUBMITTED})
    return move_listing(listing, ListingState.VERIFYING, by=by, at=at)


@transaction.atomic
def check_criterion(
    listing: Listing, criterion: ListingCriterion, *, is_met: bool, note: str = "", by: Actor, at: datetime
) -> CriterionCheck:
    """Tick one criterion, met or not; a later tick takes the place of the earlier, the journal keeps both.

    Refuses a criterion that is not in force, "not met" without a note, a listing neither in review nor listed.
    """
    _refuse_unless(listing, {ListingState.VERIFYING, *LISTED})
    note = note.strip()
    if criterion.pk not in {one.pk for one in criteria_in_force(current_season(on=day_of(at)))}:
        raise RuleBrokenError("この基準は新しくなりました。画面を読み直してください。")
    if not is_met and not note:
        raise RuleBrokenError("満たしていない理由を書いてください。", field="note")
    if len(note) > LONGEST_NOTE:
        raise RuleBrokenError(f"{LONGEST_NOTE}文字までにしてください（今 {len(note)}文字）。", field="note")
    told = {"is_met": is_met, "note": note, "checked_at": at, "checked_by": by.name}
    check, _ = CriterionCheck.objects.update_or_create(listing=listing, criterion=criterion, defaults=told)
    record("criterion.checked", on=listing, by=by, at=at, criterion=criterion.code, version=criterion.version,
           is_met=int(is_met))  # fmt: skip
    return check


@transaction.atomic
def approve(listing: Listing, *, seen: int | None = None, by: Actor, at: datetime) -> Listing:
    """Every criterion is met: the waiting edition goes live. `seen`: number of the edition the clerk looked at.

    Refuses with what is open: a criterion, a registration that does not stand, an edition nobody has looked at.
    """
    version = _waiting(listing, seen)
    _refuse_struck_off(listing, at=at)
    if left := _left_to_check(listing, at=at):
        raise RuleBrokenError(f"まだ確かめていない、または満たしていない基準が{left}つあります。")
    if not listing.is_listed:
        move_listing(listing, ListingState.APPROVED, by=by, at=at)
    go_live(version, by=by, at=at)
    listing.refresh_from_db()
    tell_approved(listing.specialist, by=by, at=at)
    return listing


@transaction.atomic
def return_with_questions(listing: Listing, text: str, *, seen: int | None = None, by: Actor, at: datetime) -> Listing:
    """Ask the specialist to mend something: the edition goes back; somebody on the list stays there as before."""
    said = checked_text(text)
    version = _waiting(listing, seen)
    if not listing.is_listed:
        move_listing(listing, ListingState.RETURNED, by=by, at=at, reason=IN_THE_THREAD)
    return_version(version, IN_THE_THREAD, by=by, at=at)
    add_message(listing, ReviewSide.OFFICE, said, by=by, at=at)
    tell_returned(listing.specialist, by=by, at=at)
    return listing


@transaction.atomic
def reject(listing: Listing, reason: str, *, seen: int | None = None, by: Actor, at: datetime) -> Listing:
    """The application is not approved; the specialist reads why and may apply again."""
    said = checked_text(reason)
    _refuse_unless(listing, {ListingState.VERIFYING})
    version = _waiting(listing, seen)
    move_listing(listing, ListingState.REJECTED, by=by, at=at, reason=IN_THE_THREAD)
    return_version(version, IN_THE_THREAD, by=by, at=at)
    add_message(listing, ReviewSide.OFFICE, said, by=by, at=at)
    tell_rejected(listing.specialist, by=by, at=at)
    return listing


def _refuse_unless(listing: Listing, states: set[ListingState]) -> None:
    if listing.state_now not in states:
        raise RuleBrokenError(MOVED_ON.format(listing.state_now.label))


def _waiting(listing: Listing, seen: int | None) -> SheetVersion:
    """The edition the office must decide about."""
    _refuse_unless(listing, {ListingState.VERIFYING, *LISTED})
    version = SheetVersion.objects.filter(specialist=listing.specialist_id, state=VersionState.SUBMITTED).first()
    if version is None:
        raise RuleBrokenError(NOTHING_WAITS)
    if seen is not None and version.number != seen:
        raise RuleBrokenError(ANOTHER_VERSION)
    return version


def _refuse_struck_off(listing: Listing, *, at: datetime) -> None:
    entry = RegisterEntry.objects.filter(riss_no=listing.specialist.riss_no).first()
    if entry is None:
        raise RuleBrokenError("登録番号が登録簿に見つからないため、承認できません。")
    standing = standing_on(RegisterStatus(entry.status), entry.valid_until, today=day_of(at))
    if listing_end(standing):
        raise RuleBrokenError(f"登録簿の状態が「{standing.label}」のため、承認できません。")


def _left_to_check(listing: Listing, *, at: datetime) -> int:
    """How many criteria in force are not met, or not looked at since the registration was renewed."""
    entry = RegisterEntry.objects.filter(riss_no=listing.specialist.riss_no).first()
    until = entry.valid_until if entry else None
    met = {
        check.criterion_id
        for check in CriterionCheck.objects.filter(listing=listing, is_met=True)
        if still_counts(day_of(check.checked_at), valid_until=until)
    }
    return sum(criterion.pk not in met for criterion in criteria_in_force(current_season(on=day_of(at))))
