"""A branch of the specialists' association is asked for somebody who speaks: asked, assigned, reported (issue 4 §1)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.events.letters import tell_speaker_found
from tsunagu.events.models import AmbassadorRequest, Event
from tsunagu.events.states import REQUEST_MOVES, EventState, RequestState
from tsunagu.journal.actions import record


@transaction.atomic
def ask_ambassador(event: Event, branch: str, wishes: str, *, by: Actor, at: datetime) -> AmbassadorRequest:
    """Note the request; the organiser or the secretariat carries it to the branch. Refuses after the event."""
    if event.state_now in (EventState.HELD, EventState.CANCELLED):
        raise RuleBrokenError("終わった催しと中止した催しには、頼めません。")
    request = AmbassadorRequest.objects.create(
        scope=event.scope, event=event, branch=branch, wishes=wishes, asked_at=at
    )
    record("ambassador.asked", on=request, by=by, at=at, event=event.pk)
    return request


@transaction.atomic
def assign_ambassador(request: AmbassadorRequest, name: str, *, by: Actor, at: datetime) -> AmbassadorRequest:
    """The branch has said who comes; the name becomes the event's speaker if it has none.

    The organiser hears of it by letter when somebody else entered it.
    """
    if not name.strip():
        raise RuleBrokenError("担当する方のお名前を入力してください。", field="ambassador")
    _move(request, RequestState.ASSIGNED, ambassador=name.strip(), assigned_at=at)
    nameless = Event.objects.filter(pk=request.event.pk, speaker_name="")
    nameless.update(speaker_name=name.strip(), revision=F("revision") + 1)
    record("ambassador.assigned", on=request, by=by, at=at)
    tell_speaker_found(request, by=by, at=at)
    return request


@transaction.atomic
def report_ambassador(request: AmbassadorRequest, report: str, *, by: Actor, at: datetime) -> AmbassadorRequest:
    """How it went, afterwards. Refuses an empty report and one before somebody was assigned."""
    if not report.strip():
        raise RuleBrokenError("報告を入力してください。", field="report")
    _move(request, RequestState.REPORTED, report=report.strip(), reported_at=at)
    record("ambassador.reported", on=request, by=by, at=at)
    return request


def _move(request: AmbassadorRequest, to: RequestState, **columns: Any) -> None:
    was = request.state_now
    if to not in REQUEST_MOVES[was]:
        raise RuleBrokenError(f"「{was.label}」から「{to.label}」へは進めません。")
    if not AmbassadorRequest.objects.filter(pk=request.pk, state=was).update(state=to, **columns):
        raise RuleBrokenError("他の担当者が先に更新しました。画面を読み直してください。")
    request.refresh_from_db()
