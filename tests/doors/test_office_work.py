"""Jobs, letters and the journal on the secretariat's pages: what is shown, and what the buttons do."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from tests.doors.entering import enter, rows_of, text_of
from tsunagu.accounts.states import Role
from tsunagu.base.actor import SYSTEM, Actor
from tsunagu.doors.office import journal, outbox
from tsunagu.journal.actions import record
from tsunagu.journal.models import Entry
from tsunagu.mail.actions import write_letter
from tsunagu.mail.models import Letter
from tsunagu.mail.states import LetterState
from tsunagu.upkeep.actions.leases import beat
from tsunagu.upkeep.models import Job
from tsunagu.upkeep.states import JobState

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
JOBS, OUTBOX, JOURNAL = "/office/jobs/", "/office/outbox/", "/office/journal/"
KEY = {"once_key": "a" * 32}


@pytest.fixture
def clerk(client: Client) -> Client:
    enter(client, Role.OFFICE_CLERK)
    return client


def job(state: JobState, **fields) -> Job:
    ended = AT if state in {JobState.FAILED, JobState.DONE, JobState.CANCELLED} else None
    lease = AT if state is JobState.RUNNING else None
    given = {"kind": "retention.run", "asked_by_name": "担当 者", "run_after": AT, "asked_at": AT}
    return Job.objects.create(state=state, ended_at=ended, lease_until=lease, **{**given, **fields})


def letter(state: LetterState = LetterState.FAILED) -> Letter:
    made = write_letter("confirm_address", to="hanako@kakuu.example", at=AT, by=SYSTEM, link="https://x/?token=himitsu")
    Letter.objects.filter(pk=made.pk).update(
        state=state, last_error="550 no such box", attempts=9, sent_at=AT if state is LetterState.SENT else None
    )
    return made


def messages_of(response) -> list[str]:
    block = re.search(r'site-messages".*?</div>\s*<main', response.content.decode(), re.DOTALL)[0]
    return [re.sub("<[^>]+>", "", one)[1:] for one in re.findall(r"<p>(.*?)</p>", block, re.DOTALL)]


def test_a_running_job_shows_how_far_it_is(clerk: Client) -> None:
    job(JobState.RUNNING, done=50, total=200, note="2026年度を片づけています")

    html = clerk.get(JOBS).content.decode()

    assert ('<progress value="50" max="200">' in html, "2026年度を片づけています" in html) == (True, True)


def test_filters_show_numbers_and_one_state(clerk: Client) -> None:
    job(JobState.FAILED, last_error="ディスクがいっぱいです")
    job(JobState.DONE)

    response = clerk.get(JOBS, {"state": "failed"})

    words = text_of(response)
    assert "すべて 2 待ち 0 実行中 0 完了 1 失敗 1 中止 0" in words
    assert response.content.decode().count('<li class="card">') == 1
    assert "ディスクがいっぱいです" in words


@pytest.mark.parametrize("is_working", [True, False])
def test_without_a_worker_the_page_says_so(is_working, time_machine_at) -> None:
    with time_machine_at(AT):
        if is_working:
            beat("w1", at=AT)
        enter(fresh := Client(), Role.OFFICE_LEAD)
        words = text_of(fresh.get(JOBS))

    assert ("裏で働く処理が動いていません" in words) is not is_working


def test_no_job_is_an_honest_empty_page(clerk: Client) -> None:
    assert "処理はありません" in text_of(clerk.get(JOBS))


def test_cancelling_is_done_once_told_and_journalled(clerk: Client) -> None:
    made = job(JobState.WAITING)

    answers = [clerk.post(f"{JOBS}{made.pk}/cancel", KEY) for _ in range(2)]

    assert [one["Location"] for one in answers] == [JOBS, JOBS]
    made.refresh_from_db()
    assert (made.state, Entry.objects.filter(verb="job.cancel_asked").count()) == (JobState.CANCELLED, 1)
    assert set(messages_of(clerk.get(JOBS))) == {"中止をお願いしました。実行中なら、区切りのよい所で止まります。"}


def test_a_failed_job_is_tried_again(clerk: Client) -> None:
    made = job(JobState.FAILED)

    clerk.post(f"{JOBS}{made.pk}/retry", KEY)

    made.refresh_from_db()
    assert made.state == JobState.WAITING


@pytest.mark.parametrize(
    ("state", "act", "said"),
    [
        (JobState.DONE, "cancel", "この作業はもう終わっています。"),
        (JobState.DONE, "retry", "失敗した作業か、中止した作業だけ、やり直せます。"),
        (JobState.RUNNING, "retry", "失敗した作業か、中止した作業だけ、やり直せます。"),
    ],
)
def test_what_came_too_late_is_told_and_changes_nothing(clerk: Client, state: JobState, act: str, said: str) -> None:
    made = job(state)

    clerk.post(f"{JOBS}{made.pk}/{act}", KEY)

    made.refresh_from_db()
    assert (made.state, messages_of(clerk.get(JOBS))) == (state, [said])


@pytest.mark.parametrize("address", [f"{JOBS}0/cancel", f"{JOBS}{10**30}/retry", f"{OUTBOX}{10**30}/send-again"])
def test_what_does_not_exist_is_404(clerk: Client, address: str) -> None:
    assert clerk.post(address, KEY).status_code == 404


def test_the_outbox_shows_everything_but_the_text(clerk: Client, time_machine_at) -> None:
    made = letter()
    with time_machine_at(AT.replace(hour=6)):
        enter(fresh := Client(), Role.OFFICE_LEAD)
        response = fresh.get(OUTBOX)

    row = rows_of(response)[0]
    assert row[:4] == [
        made.subject, "hanako@kakuu.example", "送れませんでした 遅れています", "11月21日 10時00分 （5時間前）",
    ]  # fmt: skip
    assert "himitsu" not in response.content.decode()


def test_only_a_letter_that_failed_has_the_button(clerk: Client) -> None:
    failed, _, _ = letter(), letter(LetterState.SENT), letter(LetterState.WAITING)

    buttons = re.findall(r'action="(/office/outbox/[^"]+)"', clerk.get(OUTBOX).content.decode())

    assert buttons == [f"{OUTBOX}{failed.pk}/send-again"]


def test_sending_again_is_done_once(clerk: Client) -> None:
    made = letter()

    answers = [clerk.post(f"{OUTBOX}{made.pk}/send-again", KEY) for _ in range(2)]

    made.refresh_from_db()
    assert [one["Location"] for one in answers] == [OUTBOX, OUTBOX]
    assert (made.state, Entry.objects.filter(verb="letter.tried-again").count()) == (LetterState.WAITING, 1)


def test_a_letter_that_needs_no_second_try_is_told_so(clerk: Client) -> None:
    made = letter(LetterState.SENT)

    clerk.post(f"{OUTBOX}{made.pk}/send-again", KEY)

    assert messages_of(clerk.get(OUTBOX)) == ["このメールは、もう一度送る必要がありません。"]


def test_letters_by_pages(clerk: Client, monkeypatch) -> None:
    monkeypatch.setattr(outbox, "SIZE", 2)
    for _ in range(3):
        letter()

    first = clerk.get(OUTBOX, {"state": "failed"})
    address = re.search(r'href="(\?[^"]+)" rel="next"', first.content.decode())[1].replace("&amp;", "&")

    assert [len(rows_of(first)), len(rows_of(clerk.get(OUTBOX + address)))] == [2, 1]


@pytest.fixture
def lead(client: Client, file_store) -> Client:
    enter(client, Role.OFFICE_LEAD)
    return client


def test_a_line_of_the_journal_in_words(lead: Client) -> None:
    record("listing.moved", on=("Listing", "12"), by=Actor("user:3", "担当 花子"), at=AT, reason="電話で", to="hidden")

    assert rows_of(lead.get(JOURNAL))[0] == [
        "2026年11月21日 10時00分", "担当 花子 user:3", "掲載の状態を変えた", "掲載 12",
        f"電話で くわしく ：記録 {Entry.objects.get().pk} to hidden",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["掲載 2", "設定 1"]),
        ({"verb": "setting.changed"}, ["設定 1"]),
        ({"subject_kind": "Listing", "subject_code": "2"}, ["掲載 2"]),
        ({"who": "花子"}, ["掲載 2"]),
        ({"since": "2026-11-21", "until": "2026/11/21"}, ["掲載 2", "設定 1"]),
        ({"since": "2026-11-22"}, []),
        ({"verb": "no.such"}, ["掲載 2", "設定 1"]),
        ({"since": "きのう", "page": "x"}, ["掲載 2", "設定 1"]),
        ({"who": "\0", "page": "9" * 40}, ["掲載 2", "設定 1"]),
    ],
)
def test_the_search_of_the_journal(lead: Client, asked: dict[str, str], found: list[str]) -> None:
    record("setting.changed", on=("Setting", "1"), by=SYSTEM, at=AT)
    record("listing.moved", on=("Listing", "2"), by=Actor("user:3", "担当 花子"), at=AT)

    assert [row[3] for row in rows_of(lead.get(JOURNAL, asked))] == found


def test_lines_by_pages_keep_the_search(lead: Client, monkeypatch) -> None:
    monkeypatch.setattr(journal, "SIZE", 2)
    for number in range(3):
        record("setting.changed", on=("Setting", str(number)), by=SYSTEM, at=AT)
        record("listing.moved", on=("Listing", str(number)), by=SYSTEM, at=AT)

    first = lead.get(JOURNAL, {"verb": "setting.changed"})
    address = re.search(r'href="(\?[^"]+)" rel="next"', first.content.decode())[1].replace("&amp;", "&")

    pages = [[row[3] for row in rows_of(page)] for page in (first, lead.get(JOURNAL + address))]
    assert pages == [["設定 2", "設定 1"], ["設定 0"]]


def test_an_unsealed_journal_says_so(lead: Client) -> None:
    record("listing.moved", on=("Listing", "2"), by=SYSTEM, at=AT)

    words = text_of(lead.get(JOURNAL))

    assert ("封をした記録 0件" in words, "封を待つ記録 1件" in words, "外の控え まだありません" in words) == (
        True, True, True,
    )  # fmt: skip
