"""What each form on the page of a conversation does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.directory.actions.afterwords import write_afterword
from tsunagu.directory.actions.agreements import GONE, Terms, agree, propose_agreement, withdraw_agreement
from tsunagu.directory.actions.claiming import ALREADY, claim_enquiry
from tsunagu.directory.actions.conversations import finish_talk, want_to_meet, write_message
from tsunagu.directory.actions.meetings import GONE as TIME_GONE
from tsunagu.directory.actions.meetings import MeetingPlan, cancel_meeting, propose_times, take_time
from tsunagu.directory.models import Agreement
from tsunagu.directory.queries.talks import find_agreement, find_meeting
from tsunagu.directory.states import MeetingWay
from tsunagu.doors.talk.forms import AfterwordForm, DoForm, MessageForm, SignForm, TakeForm, TermsForm, TimesForm
from tsunagu.doors.talk.party import Party


@dataclass(frozen=True, slots=True)
class Act:
    """One form: its class, what it does, what is said afterwards, and where on the page one comes back to."""

    form: type[DoForm]
    do: Callable[..., object]
    done: str
    anchor: str


def form_of(party: Party, do: str, data: Any = None, *, row: int | None = None) -> DoForm:
    """The form of an act, filled from `data` or fresh; ids differ, so that many stand on one page."""
    sent_row = row if data is None else data.get("row", "")
    auto_id = f"{do}-{sent_row}-%s" if sent_row not in (None, "") else f"{do}-%s"
    return ACTS[do].form(data, auto_id=auto_id, initial={"do": do, "row": row, "person": party.person})


def _write(party: Party, told: dict[str, Any], *, by: Actor, at: datetime) -> None:
    write_message(party.target, party.side, told["words"], by=by, at=at)


def _meet(party: Party, _told: dict[str, Any], *, by: Actor, at: datetime) -> None:
    want_to_meet(party.target, party.side, by=by, at=at)


def _finish(party: Party, _told: dict[str, Any], *, by: Actor, at: datetime) -> None:
    finish_talk(party.target, party.side, by=by, at=at)


def _propose(party: Party, told: dict[str, Any], *, by: Actor, at: datetime) -> None:
    times = [told[name] for name in ("first", "second", "third") if told[name]]
    plan = MeetingPlan(way=MeetingWay(told["way"]), place=told["place"], minutes=told["minutes"])
    propose_times(party.target, party.side, times, plan, by=by, at=at)


def _take(party: Party, told: dict[str, Any], *, by: Actor, at: datetime) -> None:
    appointment = find_meeting(party.target, told["row"] or 0)
    if appointment is None:
        raise RuleBrokenError(TIME_GONE)
    site = urlsplit(settings.SITE_URL).hostname or "tsunagu"
    take_time(appointment, party.side, told["place"], site=site, by=by, at=at)


def _cancel(party: Party, _told: dict[str, Any], *, by: Actor, at: datetime) -> None:
    cancel_meeting(party.target, party.side, by=by, at=at)


def _say_how_it_went(party: Party, told: dict[str, Any], *, by: Actor, at: datetime) -> None:
    write_afterword(party.target, party.side, told["outcome"], told["dealing"], by=by, at=at)


def _offer(party: Party, told: dict[str, Any], *, by: Actor, at: datetime) -> None:
    terms = Terms(form=told["form"], sessions=told["sessions"], fee_yen=told["fee_yen"], work=told["work"])
    propose_agreement(party.target, party.side, terms, told["person"], by=by, at=at)


def _agree(party: Party, told: dict[str, Any], *, by: Actor, at: datetime) -> None:
    agree(_agreement(party, told), party.side, told["person"], by=by, at=at)


def _withdraw(party: Party, told: dict[str, Any], *, by: Actor, at: datetime) -> None:
    withdraw_agreement(_agreement(party, told), party.side, by=by, at=at)


def _claim(party: Party, _told: dict[str, Any], *, by: Actor, at: datetime) -> None:
    if party.company is None:
        raise RuleBrokenError(ALREADY)
    claim_enquiry(party.target.enquiry, party.company, by=by, at=at)


def _agreement(party: Party, told: dict[str, Any]) -> Agreement:
    found = find_agreement(party.target, told["row"] or 0)
    if found is None:
        raise RuleBrokenError(GONE)
    return found


ACTS: dict[str, Act] = {
    "write": Act(MessageForm, _write, "メッセージを送りました。", "#messages"),
    "meet": Act(DoForm, _meet, "「会って話したい」と伝えました。", "#meeting"),
    "times": Act(TimesForm, _propose, "日時を提案しました。相手の返事を待ちます。", "#meeting"),
    "take": Act(TakeForm, _take, "面談の日時が決まりました。", "#meeting"),
    "cancel": Act(DoForm, _cancel, "面談を取りやめました。相手に知らせます。", "#meeting"),
    "after": Act(AfterwordForm, _say_how_it_went, "答えていただき、ありがとうございました。", "#afterword"),
    "terms": Act(TermsForm, _offer, "仕事の条件を提案しました。", "#agreements"),
    "agree": Act(SignForm, _agree, "仕事の条件に合意しました。", "#agreements"),
    "withdraw": Act(DoForm, _withdraw, "提案を終わりにしました。", "#agreements"),
    "claim": Act(DoForm, _claim, "自社のページに入れました。会社の人も読み書きできます。", ""),
    "finish": Act(DoForm, _finish, "やりとりを終えました。", ""),
}
BY_ROW = frozenset({"take", "agree", "withdraw"})
