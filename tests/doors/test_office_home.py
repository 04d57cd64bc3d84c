"""What waits today."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from tests.doors.entering import enter, rows_of, text_of
from tests.specialists.listed import listing
from tsunagu.accounts.states import Role
from tsunagu.specialists.states import HiddenReason, ListingState
from tsunagu.upkeep import health
from tsunagu.upkeep.health import Health
from tsunagu.upkeep.models import Job
from tsunagu.upkeep.states import JobState

pytestmark = pytest.mark.django_db


@pytest.fixture
def healthy(monkeypatch) -> None:
    monkeypatch.setattr(health, "CHECKS", {"database": lambda _at: Health(ok=True, detail="sqlite")})


def waiting_on(response) -> list[tuple[str, str, str]]:
    """(address, title, count) of what waits."""
    html = response.content.decode()
    doors = re.findall(r'<div class="door-body"><a href="([^"]+)">(.*?)</a>.*?door-count">(.*?)<', html)
    return [tuple(door) for door in doors]


def test_on_a_quiet_day_nothing_waits(client: Client, healthy) -> None:
    enter(client, Role.OFFICE_CLERK)

    response = client.get("/office/")

    assert waiting_on(response) == []
    words = text_of(response)
    assert ("待っていることはありません" in words, "すべて正常" in words) == (True, True)


def test_what_waits_leads_to_where_it_is_done(client: Client, healthy) -> None:
    enter(client, Role.OFFICE_CLERK)
    now = timezone.now()
    listing(1, ListingState.SUBMITTED)
    listing(2, ListingState.STALE)
    listing(3, ListingState.STALE)
    Job.objects.create(kind="x", state=JobState.FAILED, run_after=now, asked_at=now, ended_at=now)

    response = client.get("/office/")

    assert waiting_on(response) == [
        ("/office/listings/?state=submitted", "申請中", "1名"),
        ("/office/listings/?state=stale", "更新期限超過", "2名"),
        ("/office/jobs/?state=failed", "失敗した処理", "1件"),
    ]
    assert {client.get(url).status_code for url, _, _ in waiting_on(response)} == {200}


def test_letters_stuck_for_more_than_four_hours_are_told(client: Client, healthy, time_machine_at) -> None:
    from datetime import UTC, datetime, timedelta

    from tsunagu.base.actor import SYSTEM
    from tsunagu.mail.actions import write_letter

    at = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
    write_letter("confirm_address", to="a@kakuu.example", at=at, by=SYSTEM, link="x")
    told = []
    for later in (timedelta(hours=3, minutes=59), timedelta(hours=4)):
        with time_machine_at(at + later):
            enter(client, Role.OFFICE_CLERK) if not told else None
            told.append(waiting_on(client.get("/office/")))

    assert told == [[], [("/office/outbox/?state=late", "送れていないメール", "1通")]]


def test_every_state_the_three_reasons_and_who_rests_are_counted(client: Client, healthy) -> None:
    enter(client, Role.OFFICE_CLERK)
    listing(1, ListingState.HIDDEN, reason=HiddenReason.NO_SKILL_ANSWER)
    listing(2, ListingState.HIDDEN, reason=HiddenReason.OWN_WISH)
    listing(3, paused_until=timezone.localdate())

    response = client.get("/office/")

    rows = rows_of(response)
    assert [label for label, _ in rows[: len(ListingState)]] == [state.label for state in ListingState]
    assert rows[len(ListingState) :] == [
        ["スキル調査が未回答", "1"],
        ["勤務先の都合", "0"],
        ["掲載を希望しない", "0"],
        ["受付を休んでいる", "1"],
        ["今月の受付がいっぱい", "0"],
    ]
    assert "合わせて1名です" in text_of(response)


def test_trouble_is_named_and_what_is_fine_is_left_out(client: Client, monkeypatch) -> None:
    found = {"database": Health(ok=True, detail="sqlite"), "worker": Health(ok=False, detail="0 alive")}
    monkeypatch.setattr(health, "CHECKS", {name: lambda _at, one=one: one for name, one in found.items()})
    enter(client, Role.OFFICE_CLERK)

    rows = rows_of(client.get("/office/"))

    assert rows[-1] == ["裏で働く処理", "✕ 異常", "0 alive"]
    assert "データベース" not in [row[0] for row in rows]
