"""An application in small saved steps: begun, saved, sent, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from tsunagu.accounts.actions import grant_membership
from tsunagu.accounts.models import Membership, User
from tsunagu.accounts.states import Role
from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.actions import record
from tsunagu.mail.actions import write_letter
from tsunagu.specialists.actions.answers import freeze_answers
from tsunagu.specialists.actions.checks import forget_checks
from tsunagu.specialists.actions.consents import keep_consent
from tsunagu.specialists.actions.listing import enter_specialist, move_listing
from tsunagu.specialists.actions.versions import add_version
from tsunagu.specialists.application.declaring import content_of
from tsunagu.specialists.application.progress import UNREAD, is_whole
from tsunagu.specialists.application.reading import RISS_NO, checked
from tsunagu.specialists.application.steps import PHOTO, steps
from tsunagu.specialists.application.survey import levels_of
from tsunagu.specialists.content_values import content_from
from tsunagu.specialists.models import (
    Draft,
    PublishedSheet,
    SheetVersion,
    Specialist,
)
from tsunagu.specialists.own_application import known_values
from tsunagu.specialists.states import BEFORE_REVIEW, LOCKED, ListingState, VersionState
from tsunagu.vault.scope import ScopeKind, scope_of

CHANGED = "ほかの画面で、先に保存されています。ちがいを確かめてください。"
TAKEN = "この登録番号は、すでに使われています。心当たりがなければ、事務局にお知らせください。"
NUMBER_STAYS = "登録番号は、公開したあとは変えられません。事務局にお知らせください。"
NOT_PROVED = "このアドレスは、まだ確かめていません。先にアカウントの設定で加えてください。"
LOCKED_WORDS = "事務局が確かめている間は、直せません。"
MOST_UNREAD = 4000


@transaction.atomic
def begin_application(user: User, riss_no: str, name: str, name_kana: str, *, by: Actor, at: datetime) -> Specialist:
    """A signed-in person becomes a specialist of the service with a number of their own, and may write an application.

    Refuses a number of another form, one that is taken, and a person who has one already. Whether number and name
    belong to each other, the office checks with the register before anything is published.
    """
    if not RISS_NO.fullmatch(riss_no):
        raise RuleBrokenError("登録番号は、数字6桁です。例：017139", field="riss_no")
    if Specialist.objects.filter(user=user).exists():
        raise RuleBrokenError("あなたの登録番号は、もう入っています。")
    if Specialist.objects.filter(riss_no=riss_no).exists():
        raise RuleBrokenError(TAKEN, field="riss_no")
    specialist = enter_specialist(riss_no, name, name_kana, by=by, at=at)
    Specialist.objects.filter(pk=specialist.pk).update(user=user)
    specialist.refresh_from_db()
    if not Membership.objects.standing_at(at).filter(user=user, role=Role.SPECIALIST).exists():
        grant_membership(user, Role.SPECIALIST, None, by=by, at=at)
    open_draft(specialist, by=by, at=at)
    record("application.begun", on=specialist, by=by, at=at)
    return specialist


@transaction.atomic
def open_draft(specialist: Specialist, *, by: Actor, at: datetime) -> Draft:
    """The person's draft; a new one begins with what is known: the live sheet, or name and number.

    Somebody whose listing ended begins anew.
    """
    if specialist.listing.state_now is ListingState.WITHDRAWN:
        move_listing(specialist.listing, ListingState.DRAFT, by=by, at=at, reason="もう一度申請する")
    draft = Draft.objects.filter(specialist=specialist).first()
    if draft is not None:
        return draft
    known: Any = known_values(specialist)
    draft = Draft.objects.create(
        scope=scope_of(ScopeKind.SPECIALIST, specialist.pk),
        specialist=specialist,
        content=known,
        saved_at=at,
    )
    record("draft.opened", on=draft, by=by, at=at, specialist=specialist.pk)
    return draft


@transaction.atomic
def save_step(
    draft: Draft,
    step: str,
    values: Mapping[str, Any],
    *,
    seen: int,
    unread: Mapping[str, str] | None = None,
    by: Actor,
    at: datetime,
) -> Draft:
    """Keep one step, whole or not; returns the draft as it stands now. Saving the same again changes nothing.

    `seen`: the count of saves the page was opened with; refused when somebody saved meanwhile. `unread`: fields whose
    text could not be read, kept as typed. Refused while the office reviews, and for values of another kind.
    """
    if step not in steps():
        raise RuleBrokenError("このページはありません。")
    return save_steps(
        draft, {step: checked(steps()[step], values)}, unread={step: unread or {}}, seen=seen, by=by, at=at
    )


@transaction.atomic
def save_steps(
    draft: Draft,
    said: Mapping[str, Mapping[str, Any]],
    *,
    seen: int,
    unread: Mapping[str, Mapping[str, str]] | None = None,
    by: Actor,
    at: datetime,
) -> Draft:
    """The same for several steps at once: the survey from a file, the photo."""
    _refuse_locked(draft.specialist)
    draft.refresh_from_db()
    content = {**draft.content, **{step: _checked(step, values) for step, values in said.items()}}
    content[UNREAD] = _unread(draft.content.get(UNREAD, {}), said, unread or {})
    if content == {UNREAD: {}, **draft.content}:
        return draft
    if "contact" in said:
        _check_address(draft.specialist, said["contact"]["email"])
    if "basics" in said:
        _follow_person(draft.specialist, said["basics"], by=by, at=at)
    if not Draft.objects.filter(pk=draft.pk, seen=seen).update(content=content, seen=seen + 1, saved_at=at):
        raise RuleBrokenError(CHANGED)
    record("draft.saved", on=draft, by=by, at=at, steps=sorted(said))
    draft.refresh_from_db()
    return draft


@transaction.atomic
def submit_application(specialist: Specialist, *, by: Actor, at: datetime) -> SheetVersion:
    """Send the draft to the office: the listing is submitted, the answers are frozen, the next edition waits.

    Refuses an application that is not whole, and one that was sent already.
    """
    draft = open_draft(specialist, by=by, at=at)
    if specialist.listing.state_now not in BEFORE_REVIEW:
        raise RuleBrokenError("申請は、もう送られています。")
    if not is_whole(draft.content):
        raise RuleBrokenError("まだ足りない所があります。一覧で確かめてください。")
    move_listing(specialist.listing, ListingState.SUBMITTED, by=by, at=at)
    waiting = SheetVersion.objects.filter(specialist=specialist, state=VersionState.SUBMITTED)
    waiting.update(state=VersionState.REPLACED)
    answers = freeze_answers(specialist, levels_of(draft.content), at=at)
    version = add_version(specialist, content_of(draft.content), answers, by=by, at=at)
    keep_consent(specialist, content_from(version.content), by=by, at=at)
    record("application.submitted", on=specialist, by=by, at=at, version=version.number)
    if specialist.user is not None:
        write_letter("application_received", to=specialist.user.email, at=at, by=by, name=specialist.name)
    return version


@transaction.atomic
def withdraw_application(specialist: Specialist, *, by: Actor, at: datetime, reason: str = "") -> None:
    """The person takes application or listing back; the draft stays for another time."""
    move_listing(specialist.listing, ListingState.WITHDRAWN, by=by, at=at, reason=reason or "本人の申し出")
    open_ones = SheetVersion.objects.filter(
        specialist=specialist, state__in=[VersionState.SUBMITTED, VersionState.LIVE]
    )
    open_ones.update(state=VersionState.REPLACED)
    record("application.withdrawn", on=specialist, by=by, at=at)


def _checked(step: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """A photo is no field: its action has looked at it."""
    return dict(values) if step == PHOTO else checked(steps()[step], values)


def _refuse_locked(specialist: Specialist) -> None:
    specialist.listing.refresh_from_db()
    if specialist.listing.state_now in LOCKED:
        raise RuleBrokenError(LOCKED_WORDS)


def _unread(
    before: Mapping[str, Any], said: Mapping[str, Any], unread: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    kept = {step: dict(fields) for step, fields in before.items() if step not in said}
    fresh = {
        step: {key: typed[:MOST_UNREAD] for key, typed in fields.items()} for step, fields in unread.items() if fields
    }
    return {**kept, **fresh}


def _check_address(specialist: Specialist, address: str) -> None:
    """An address is published only when it is known to be theirs (reference 10, contact: 到達確認)."""
    proved = EmailAddress.objects.filter(user=specialist.user, email__iexact=address, verified=True)
    if address and not proved.exists():
        raise RuleBrokenError(NOT_PROVED, field="email")


def _follow_person(specialist: Specialist, basics: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    """Until something was published, number and name are as the person last wrote them.

    Whatever the office had ticked was about the former person of the register: with another number or name it is
    looked at anew.
    """
    is_public = PublishedSheet.objects.filter(specialist=specialist).exists()
    wanted = basics["riss_no"] or specialist.riss_no
    if is_public and wanted != specialist.riss_no:
        raise RuleBrokenError(NUMBER_STAYS, field="riss_no")
    if is_public:
        return
    name = basics["name"] or specialist.name
    if (wanted, name) != (specialist.riss_no, specialist.name):
        forget_checks(specialist.listing, by=by, at=at)
    specialist.riss_no = wanted
    specialist.name = name
    specialist.name_kana = basics["name_kana"] or specialist.name_kana
    try:
        with transaction.atomic():
            specialist.save(update_fields=["riss_no", "name", "name_kana"])
    except IntegrityError:
        raise RuleBrokenError(TAKEN, field="riss_no") from None
