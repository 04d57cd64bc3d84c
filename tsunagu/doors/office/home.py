"""What waits today."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.directory.queries.office_enquiries import held_count
from tsunagu.directory.states import EnquiryState
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.office.outbox import LATE, late_after_at
from tsunagu.doors.paging import query
from tsunagu.mail.queries import outbox_counts
from tsunagu.matching.need_access import needs_kept_by
from tsunagu.matching.need_lists import desk_counts
from tsunagu.matching.states import NeedState
from tsunagu.specialists.office_queries import PUBLISHED_REASONS, ListingCounts, listing_counts
from tsunagu.specialists.states import ListingState
from tsunagu.upkeep.health import Health, health
from tsunagu.upkeep.queries import job_counts
from tsunagu.upkeep.states import JobState

CHECKS = {
    "database": "データベース",
    "migrations": "データベースの版",
    "worker": "裏で働く処理",
    "files": "ファイルの置き場",
    "outbox": "メールの送信",
}
# What somebody of the secretariat has to take up next, and what to do about it.
TO_TAKE_UP = {
    ListingState.SUBMITTED: "新しい申請です。資格を確かめます。",
    ListingState.VERIFYING: "登録簿と照らし合わせています。",
    ListingState.APPROVED: "承認しました。公開を待っています。",
    ListingState.STALE: "更新のお願いに返事がありません。",
    ListingState.SUSPENDED: "停止中です。再開か終了を決めます。",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits: how many, and the way to it."""

    url: str
    title: str
    text: str
    count: int
    unit: str = "名"

    @property
    def count_text(self) -> str:
        """As on screen: "12名"."""
        return f"{self.count}{self.unit}"


@dataclass(frozen=True, slots=True)
class CountRow:
    """A line of a table of counts."""

    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check behind /healthz, in words."""

    label: str
    is_fine: bool
    detail: str


def home(request: MemberRequest) -> HttpResponse:
    """The secretariat's first page: what waits, where the listings stand, how the service is."""
    now = timezone.now()
    counts = listing_counts(today=day_of(now))
    checks = [_check_row(name, found) for name, found in health(at=now).items()]
    late_after = late_after_at(now)
    mail = outbox_counts(at=now, late_after=late_after)
    failed = job_counts()[JobState.FAILED]
    waiting = [
        _enquiries_waiting(),
        _needs_waiting(request),
        *_listings_waiting(counts),
        *_works_waiting(mail.late, failed, late_after),
    ]
    return render(
        request,
        "office/home.html",
        {
            "waiting": [one for one in waiting if one.count],
            "states": [
                CountRow(state.label, count, _listings(state=state)) for state, count in counts.by_state.items()
            ],
            "reasons": [CountRow(one.label, counts.by_reason[one], _listings(reason=one)) for one in PUBLISHED_REASONS],
            "not_publishable": counts.not_publishable,
            "intake": _count_rows("intake", counts.by_intake),
            "checks": checks,
            "troubles": [check for check in checks if not check.is_fine],
        },
    )


def _listings(**asked: str) -> str:
    return reverse("office:listings") + query({}, **asked)


def _count_rows(name: str, counts: Mapping[Any, int]) -> list[CountRow]:
    return [CountRow(one.label, count, _listings(**{name: one})) for one, count in counts.items()]


def _listings_waiting(counts: ListingCounts) -> Iterator[Waiting]:
    for state, text in TO_TAKE_UP.items():
        yield Waiting(_listings(state=state), state.label, text, counts.by_state[state])


def _needs_waiting(request: MemberRequest) -> Waiting:
    kept = needs_kept_by(request.standing.rights, request.standing.organisation_ids)
    count = desk_counts(kept)[NeedState.NOBODY]
    url = reverse("office:needs") + query({}, state=NeedState.NOBODY)
    return Waiting(url, "専門家の申込み", "引き受け手がいません。会社に電話し、条件を相談します。", count, "件")


def _enquiries_waiting() -> Waiting:
    url = reverse("office:enquiries") + query({}, state=EnquiryState.HELD)
    return Waiting(url, "確認を待つ問い合わせ", "まだ届けていません。内容を見て決めます。", held_count(), "件")


def _works_waiting(late: int, failed: int, late_after: timedelta) -> Iterator[Waiting]:
    hours = int(late_after.total_seconds() // 3600)
    late_url = reverse("office:outbox") + query({}, state=LATE)
    failed_url = reverse("office:jobs") + query({}, state=JobState.FAILED)
    yield Waiting(late_url, "送れていないメール", f"{hours}時間を過ぎても送れていません。", late, "通")
    yield Waiting(failed_url, "失敗した処理", "理由を見て、もう一度動かします。", failed, "件")


def _check_row(name: str, found: Health) -> CheckRow:
    return CheckRow(CHECKS.get(name, name), found.ok, found.detail)
