"""An enquiry reaches its specialists: a place of their month is taken, they are told, who asked is told."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.directory.actions.ending import close_if_nobody
from tsunagu.directory.enquiry_letters import ask_specialist, tell_sent
from tsunagu.directory.enquiry_rules import Clocks
from tsunagu.directory.enquiry_settings import clocks_on
from tsunagu.directory.models import DailyExposure, Enquiry, EnquiryTarget
from tsunagu.directory.queries.asking import why_not
from tsunagu.directory.states import ENQUIRY_MOVES, EnquiryState, TargetState
from tsunagu.journal.actions import record
from tsunagu.specialists.actions import open_commitment
from tsunagu.specialists.models import Commitment, PublishedSheet

KIND = "enquiry"
MAY_BE_DELIVERED = [state for state, moves in ENQUIRY_MOVES.items() if EnquiryState.DELIVERED in moves]


@transaction.atomic
def deliver(enquiry: Enquiry, *, by: Actor, at: datetime) -> Enquiry:
    """To everybody chosen who still takes somebody; whose month is full is not asked, and who asked is told.

    Refuses an enquiry that was delivered or closed, and one whose address is not proved.
    """
    may = Enquiry.objects.filter(pk=enquiry.pk, state__in=MAY_BE_DELIVERED, proved_at__isnull=False)
    if not may.update(state=EnquiryState.DELIVERED, delivered_at=at):
        raise RuleBrokenError("この問い合わせは、もう届けたか、終わっています。画面を読み直してください。")
    enquiry.refresh_from_db()
    clocks = clocks_on(day_of(at))
    chosen = enquiry.targets.filter(state=TargetState.CHOSEN).select_related("specialist__user", "enquiry")
    targets = [_deliver_to(target, clocks, by=by, at=at) for target in chosen.order_by("specialist_id")]
    waiting = [target for target in targets if target.state_now is TargetState.WAITING]
    record("enquiry.delivered", on=enquiry, by=by, at=at, to=len(waiting), full=len(targets) - len(waiting))
    if waiting:
        tell_sent(enquiry, waiting, [one for one in targets if one not in waiting], by=by, at=at)
    else:
        close_if_nobody(enquiry, by=by, at=at)
    return enquiry


def _deliver_to(target: EnquiryTarget, clocks: Clocks, *, by: Actor, at: datetime) -> EnquiryTarget:
    """The place in the month is taken in one statement, so two at once cannot both take the last."""
    commitment = _take_place(target, by=by, at=at)
    if commitment is None:
        EnquiryTarget.objects.filter(pk=target.pk).update(state=TargetState.FULL)
        target.state = TargetState.FULL
        return target
    target.state, target.commitment = TargetState.WAITING, commitment
    target.delivered_at = at
    target.deadline_at = clocks.deadline(at, is_urgent=target.enquiry.is_urgent)
    target.save(update_fields=["state", "commitment", "delivered_at", "deadline_at"])
    _count(target.specialist_id, day_of(at))
    ask_specialist(target, by=by, at=at)
    return target


def _take_place(target: EnquiryTarget, *, by: Actor, at: datetime) -> Commitment | None:
    sheet = PublishedSheet.objects.listed().filter(pk=target.specialist_id).select_related("specialist").first()
    if sheet is None or why_not(sheet, is_urgent=target.enquiry.is_urgent, today=day_of(at)):
        return None
    return open_commitment(target.specialist, KIND, f"enquiry-target-{target.pk}", by=by, at=at)


def _count(specialist_id: int, day: date) -> None:
    """One more enquiry in the daily counters behind the figures of fairness (promises §1): counts only."""
    DailyExposure.objects.bulk_create([DailyExposure(specialist_id=specialist_id, day=day)], ignore_conflicts=True)
    DailyExposure.objects.filter(specialist_id=specialist_id, day=day).update(enquiries=F("enquiries") + 1)
