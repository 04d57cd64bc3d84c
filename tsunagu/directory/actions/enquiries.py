"""An enquiry is written, its address proved, and it is delivered or held for the office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.directory.actions.delivering import deliver
from tsunagu.directory.enquiry_letters import ask_to_confirm, tell_held
from tsunagu.directory.enquiry_links import CONFIRM, sender_digest, words_digest
from tsunagu.directory.enquiry_rules import Seen, hold_reason, most_asked
from tsunagu.directory.enquiry_settings import limits_on
from tsunagu.directory.models import Enquiry, EnquiryTarget
from tsunagu.directory.queries.asking import Askable, askable
from tsunagu.directory.states import EnquiryState, HoldReason
from tsunagu.journal.actions import record
from tsunagu.mail.access import is_proved
from tsunagu.mail.actions import ask_for_proof
from tsunagu.mail.letters import plain_address
from tsunagu.seasons.queries import current_season
from tsunagu.vault.links import site_link
from tsunagu.vault.scope import ScopeKind, scope_of

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SAME_WORDS_WITHIN = timedelta(days=30)
GONE = "この問い合わせは、もう送られているか、取り下げられています。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a visitor wrote. `need`: a need of the menus; `riss_nos`: whom they ask, in the order chosen.

    `is_trapped`: a field that people do not see was filled in; the office looks before it is delivered.
    """

    organisation: str
    prefecture: str
    need: str
    words: str
    contact_name: str
    email: str
    riss_nos: tuple[str, ...]
    telephone: str = ""
    is_urgent: bool = False
    is_one_enough: bool = False
    is_trapped: bool = False


@transaction.atomic
def make_enquiry(asked: Asked, *, by: Actor, at: datetime) -> Enquiry:
    """Keep what was written and ask the address for proof; nobody else is mailed yet (issue 3 §5).

    Refuses nobody, too many, somebody who is not on the list or takes nobody now, and an urgent enquiry to somebody
    who offers no emergency help.
    """
    people = _people(asked, at=at)
    scope = scope_of(ScopeKind.SEASON, current_season(on=day_of(at)).pk)
    enquiry = Enquiry.objects.create(
        scope=scope,
        organisation=asked.organisation,
        prefecture=asked.prefecture,
        need=asked.need,
        words=asked.words,
        contact_name=asked.contact_name,
        email=plain_address(asked.email),
        telephone=asked.telephone,
        is_urgent=asked.is_urgent,
        is_one_enough=asked.is_one_enough,
        sender_digest=sender_digest(asked.email),
        words_digest=words_digest(asked.words),
        hold_reason=HoldReason.TRAP if asked.is_trapped else "",
        made_at=at,
    )
    EnquiryTarget.objects.bulk_create(
        EnquiryTarget(scope=scope, enquiry=enquiry, specialist_id=one.specialist_id) for one in people
    )
    record("enquiry.made", on=enquiry, by=by, at=at, asked=len(people), urgent=int(asked.is_urgent))
    _ask_the_address(enquiry, by=by, at=at)
    return enquiry


def _people(asked: Asked, *, at: datetime) -> list[Askable]:
    most = most_asked(is_urgent=asked.is_urgent)
    wanted = list(dict.fromkeys(asked.riss_nos))
    if not wanted:
        raise RuleBrokenError("問い合わせる専門家を、一人は選んでください。", field="riss")
    if len(wanted) > most:
        raise RuleBrokenError(f"一度に問い合わせられるのは{most}人までです。", field="riss")
    found = askable(wanted, is_urgent=asked.is_urgent, today=day_of(at))
    missing = len(wanted) - len(found)
    if missing:
        raise RuleBrokenError("いま掲載していない人がいます。選びなおしてください。", field="riss")
    if why := [one.why_not for one in found if one.why_not]:
        raise RuleBrokenError(f"{why[0]}ほかの方を選んでください。", field="riss")
    return found


def _ask_the_address(enquiry: Enquiry, *, by: Actor, at: datetime) -> None:
    """An unproved address gets one mail a day; a proved one a mail per enquiry, up to the sender's limit."""
    if not is_proved(enquiry.email):
        ask_for_proof(enquiry.email, page=site_link(CONFIRM), by=by, at=at)
    elif _of_sender(enquiry, at=at) <= limits_on(day_of(at)).sender_daily:
        ask_to_confirm(enquiry.email, by=by, at=at)


def _of_sender(enquiry: Enquiry, *, at: datetime) -> int:
    return Enquiry.objects.filter(sender_digest=enquiry.sender_digest, made_at__gt=at - DAY).count()


@transaction.atomic
def confirm_enquiry(enquiry: Enquiry, *, by: Actor, at: datetime) -> Enquiry:
    """The owner of the address pressed the button: deliver, or hold for the office. A second press changes nothing.

    The caller has read the address out of the signed link and it is the enquiry's. Refuses one that is closed.
    """
    waiting = Enquiry.objects.filter(pk=enquiry.pk, state=EnquiryState.AWAITING_PROOF, proved_at=None)
    if not waiting.update(proved_at=at):
        enquiry.refresh_from_db()
        if enquiry.proved_at is None:
            raise RuleBrokenError(GONE)
        return enquiry
    enquiry.refresh_from_db()
    record("enquiry.proved", on=enquiry, by=by, at=at)
    if why := _why_held(enquiry, at=at):
        return _hold(enquiry, why, by=by, at=at)
    return deliver(enquiry, by=by, at=at)


@transaction.atomic
def release_enquiry(enquiry: Enquiry, *, by: Actor, at: datetime) -> Enquiry:
    """The office has looked at a held enquiry and lets it through. Refuses one that is not held any more."""
    if enquiry.state_now is not EnquiryState.HELD:
        raise RuleBrokenError("この問い合わせは、確認を待っていません。画面を読み直してください。")
    record("enquiry.released", on=enquiry, by=by, at=at)
    return deliver(enquiry, by=by, at=at)


def _why_held(enquiry: Enquiry, *, at: datetime) -> HoldReason | None:
    """What was noticed when it was written, else what its words and the counts say."""
    if enquiry.hold_reason:
        return HoldReason(enquiry.hold_reason)
    return hold_reason(enquiry.words, _seen(enquiry, at=at), limits_on(day_of(at)))


def _hold(enquiry: Enquiry, why: HoldReason, *, by: Actor, at: datetime) -> Enquiry:
    Enquiry.objects.filter(pk=enquiry.pk, state=EnquiryState.AWAITING_PROOF).update(
        state=EnquiryState.HELD, hold_reason=why
    )
    enquiry.refresh_from_db()
    record("enquiry.held", on=enquiry, by=by, at=at, why=why.value)
    tell_held(enquiry, by=by, at=at)
    return enquiry


def _seen(enquiry: Enquiry, *, at: datetime) -> Seen:
    """What all web processes together have let through; the rows are the count (promises §4). Four queries."""
    proved = Enquiry.objects.exclude(pk=enquiry.pk).filter(proved_at__isnull=False)
    targets: Sequence[int] = list(enquiry.targets.values_list("specialist_id", flat=True))
    to_target = (
        EnquiryTarget.objects.filter(specialist_id__in=targets, delivered_at__gt=at - DAY)
        .values("specialist_id")
        .annotate(number=Count("pk"))
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    return Seen(
        of_sender=proved.filter(sender_digest=enquiry.sender_digest, proved_at__gt=at - DAY).count(),
        same_words=proved.filter(words_digest=enquiry.words_digest, made_at__gt=at - SAME_WORDS_WITHIN).count(),
        to_target=to_target or 0,
        overall=Enquiry.objects.filter(delivered_at__gt=at - HOUR).count(),
    )
