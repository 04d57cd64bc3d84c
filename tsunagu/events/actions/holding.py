"""An event from draft to its end: prepared, announced, closed, held, or cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.events.access import scope_of_event
from tsunagu.events.actions.moving import move_along
from tsunagu.events.actions.seats import hold, move_up
from tsunagu.events.endings import tell_ended
from tsunagu.events.letters import tell_adviser_changed, tell_adviser_off, tell_cancelled, tell_changed
from tsunagu.events.models import Event, EventAdviser, EventOrganiser, EventRegistration
from tsunagu.events.rules import MOST_CAPACITY
from tsunagu.events.states import EVENT_MOVES, LIVE, AdviserState, EventKind, EventState, RegistrationState
from tsunagu.journal.actions import record
from tsunagu.partners.models import Partner
from tsunagu.reference.listing import prefectures
from tsunagu.seasons.queries import current_season
from tsunagu.specialists.models import Specialist

CHANGED = "他の担当者が先に更新しました。画面を読み直してください。"
HOURS = ("starts_at", "ends_at")
TOLD = (*HOURS, "prefecture", "venue", "address", "is_online")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFacts:
    """What an organiser writes. `beside`: names of co-organisers; `speaker_no`: register number, or ""."""

    kind: EventKind
    title: str
    summary: str
    contact: str
    starts_at: datetime
    ends_at: datetime
    closes_at: datetime
    capacity: int
    prefecture: str = ""
    venue: str = ""
    address: str = ""
    is_online: bool = False
    online_url: str = ""
    speaker_name: str = ""
    speaker_no: str = ""
    beside: tuple[str, ...] = ()


@transaction.atomic
def draft_event(facts: EventFacts, partner: Partner | None, *, by: Actor, at: datetime) -> Event:
    """Prepare an event; nobody else sees it. `partner` None: the secretariat organises.

    Refuses times out of order, no place, an unknown speaker, fewer than one seat.
    """
    columns = _columns(facts)
    season = current_season(on=day_of(facts.starts_at))
    scope = scope_of_event(partner.pk if partner else None, season.pk)
    event = Event.objects.create(season=season, partner=partner, scope=scope, made_at=at, **columns)
    _stand_beside(event, facts.beside)
    record("event.drafted", on=event, by=by, at=at, kind=facts.kind.value)
    return event


@transaction.atomic
def edit_event(event: Event, facts: EventFacts, *, seen: int | None = None, by: Actor, at: datetime) -> Event:
    """Change what is written. Who is registered and the advisers are told when day, hours or place change.

    More seats move people up; slots move with the beginning. `seen`: the revision the writer began with. Refuses one
    that is not the newest any more, what `draft_event` refuses, fewer seats than taken, slots beyond the new hours,
    another kind once announced, and a change afterwards.
    """
    hold(event)
    event.refresh_from_db()
    if event.state_now in (EventState.HELD, EventState.CANCELLED):
        raise RuleBrokenError("終わった催しと中止した催しは、変えられません。")
    if seen is not None and seen != event.revision:
        raise RuleBrokenError(CHANGED)
    columns = _columns(facts)
    if event.state_now is not EventState.DRAFT and facts.kind is not event.kind_now:
        raise RuleBrokenError("公開したあとは、種類を変えられません。", field="kind")
    if facts.capacity < event.accepted:
        raise RuleBrokenError(f"もう{event.accepted}人を受け付けています。それより少なくできません。", field="capacity")
    changed = [name for name, value in columns.items() if getattr(event, name) != value]
    was = event.starts_at
    Event.objects.filter(pk=event.pk).update(revision=F("revision") + 1, **columns)
    EventOrganiser.objects.filter(event=event).delete()
    _stand_beside(event, facts.beside)
    event.refresh_from_db()
    if any(name in changed for name in HOURS):
        move_along(event, was=was)
    record("event.edited", on=event, by=by, at=at, changed=sorted(changed))
    if any(name in changed for name in TOLD):
        _tell_all_changed(event, by=by, at=at)
    move_up(event, by=by, at=at)
    return event


@transaction.atomic
def announce_event(event: Event, *, by: Actor, at: datetime) -> Event:
    """Everybody may see it and register. Refuses one whose closing time is over, and a consultation day in a hurry."""
    if event.closes_at <= at:
        raise RuleBrokenError("申込みの締切が過ぎています。先に日時を直してください。")
    _move(event, EventState.ANNOUNCED, announced_at=at)
    record("event.announced", on=event, by=by, at=at)
    return event


@transaction.atomic
def close_registration(event: Event, *, by: Actor, at: datetime) -> Event:
    """Nobody registers any more; who waits may still move up."""
    _move(event, EventState.CLOSED)
    record("event.closed", on=event, by=by, at=at)
    return event


@transaction.atomic
def hold_event(event: Event, *, by: Actor, at: datetime) -> Event:
    """It has taken place. Refuses one that has not ended yet."""
    if at < event.ends_at:
        raise RuleBrokenError("まだ終わっていません。終わってから押してください。")
    _move(event, EventState.HELD)
    record("event.held", on=event, by=by, at=at, accepted=event.accepted)
    return event


@transaction.atomic
def cancel_event(event: Event, reason: str, *, by: Actor, at: datetime) -> Event:
    """It does not take place: a state of its own, also for who registered; all of them and the advisers are told.

    `reason` is public. Refuses none, and one that was held.
    """
    if not reason.strip():
        raise RuleBrokenError("中止の理由を入力してください。申し込んだ方に伝わります。", field="reason")
    hold(event)
    told = list(_live(event))
    _move(event, EventState.CANCELLED, cancelled_at=at, cancel_reason=reason.strip(), accepted=0)
    Event.objects.filter(pk=event.pk).update(revision=F("revision") + 1)
    open_ones = (RegistrationState.AWAITING_PROOF, *LIVE)
    ended = EventRegistration.objects.filter(event=event, state__in=open_ones)
    number = ended.update(state=RegistrationState.EVENT_CANCELLED, ended_at=at)
    event.refresh_from_db()
    record("event.cancelled", on=event, by=by, at=at, registrations=number)
    tell_ended(event, [one.pk for one in told], by=by, at=at)
    for registration in told:
        registration.event = event
        tell_cancelled(registration, by=by, at=at)
    for adviser in _advisers(event):
        tell_adviser_off(adviser, by=by, at=at)
    return event


@transaction.atomic
def put_recording(event: Event, url: str, *, by: Actor, at: datetime) -> Event:
    """Where the recording can be seen; "" takes it away. Refuses before the event was held."""
    if event.state_now is not EventState.HELD:
        raise RuleBrokenError("録画は、「開催済み」にしてから載せられます。")
    Event.objects.filter(pk=event.pk).update(recording_url=url)
    event.refresh_from_db()
    record("event.recording_put", on=event, by=by, at=at, is_there=int(bool(url)))
    return event


def count_view(event: Event, *, by: Actor, at: datetime) -> None:
    """Somebody opened the recording. No journal line: nothing here is about a person or a decision."""
    del by, at
    Event.objects.filter(pk=event.pk).update(recording_views=F("recording_views") + 1)


def _move(event: Event, to: EventState, **columns: Any) -> None:
    was = event.state_now
    if to not in EVENT_MOVES[was]:
        raise RuleBrokenError(f"「{was.label}」から「{to.label}」へは進めません。")
    if not Event.objects.filter(pk=event.pk, state=was).update(state=to, **columns):
        raise RuleBrokenError(CHANGED)
    event.refresh_from_db()


def _columns(facts: EventFacts) -> dict[str, Any]:
    """The columns; refuses what cannot be."""
    if facts.ends_at <= facts.starts_at:
        raise RuleBrokenError("終わりは、始まりより後にしてください。", field="ends_at")
    if facts.closes_at > facts.starts_at:
        raise RuleBrokenError("締切は、始まりより前にしてください。", field="closes_at")
    if not 1 <= facts.capacity <= MOST_CAPACITY:
        raise RuleBrokenError(f"定員は、1人から{MOST_CAPACITY:,}人までです。", field="capacity")
    if facts.prefecture and facts.prefecture not in prefectures():
        raise RuleBrokenError("都道府県を選んでください。", field="prefecture")
    if not facts.is_online and not (facts.prefecture and facts.venue):
        raise RuleBrokenError("会場の都道府県と名前を入力するか、オンラインを選んでください。", field="venue")
    told = asdict(facts) | {"title": _one_line(facts.title)}
    if not told["title"]:
        raise RuleBrokenError("催しの名前を入力してください。", field="title")
    told.pop("beside")
    number = told.pop("speaker_no")
    return told | {"speaker": _speaker(number), "kind": facts.kind.value}


def _one_line(title: str) -> str:
    """As the subject of a letter may hold it: one line, plain spaces (a wide space is none to a mail server)."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in title).split())


def _speaker(number: str) -> Specialist | None:
    """Only somebody on the list: nobody learns a name from a number here."""
    if not number:
        return None
    found = Specialist.objects.filter(riss_no=number, sheet__is_listed=True).first()
    if found is None:
        raise RuleBrokenError(
            "この番号の方は、一覧にいません。番号をたしかめるか、お名前だけを入力してください。", field="speaker_no"
        )
    return found


def _stand_beside(event: Event, names: Sequence[str]) -> None:
    """Co-organisers in the order written; one whose name is a partner's here may keep the event, too."""
    wanted = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    partners = Partner.objects.filter(organisation__name__in=wanted).select_related("organisation")
    known = {partner.organisation.name: partner for partner in partners}
    EventOrganiser.objects.bulk_create(
        EventOrganiser(event=event, name=name, partner=known.get(name), place=place)
        for place, name in enumerate(wanted, start=1)
    )


def _tell_all_changed(event: Event, *, by: Actor, at: datetime) -> None:
    for registration in _live(event):
        tell_changed(registration, by=by, at=at)
    for adviser in _advisers(event):
        tell_adviser_changed(adviser, by=by, at=at)


def _live(event: Event) -> list[EventRegistration]:
    rows = EventRegistration.objects.filter(event=event, state__in=LIVE).order_by("turn")
    for row in rows:
        row.event = event
    return list(rows)


def _advisers(event: Event) -> list[EventAdviser]:
    asked = EventAdviser.objects.filter(event=event).exclude(state=AdviserState.DECLINED)
    return list(asked.select_related("event", "specialist__user").order_by("pk"))
