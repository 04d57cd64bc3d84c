"""Everybody's candidates at once, at the desk: begun, looked at, sent after a question; others' do not exist."""

import re

import pytest
from django.test import Client

from tests.doors.entering import enter, rows_of, text_of
from tests.doors.need_steps import own_partner
from tests.matching.needing import able, needed, states_of
from tests.specialists.published import AT
from tsunagu.accounts.states import Role
from tsunagu.mail.models import Letter
from tsunagu.matching.actions import batches
from tsunagu.matching.models import Batch, Need
from tsunagu.partners.models import Partner
from tsunagu.upkeep.models import Job

pytestmark = pytest.mark.django_db
HERE = "/partner/needs/batch"
NUMBERS = ("000001", "000002", "000003")


@pytest.fixture(autouse=True)
def _clock(time_machine_at):
    with time_machine_at(AT):
        yield


def waiting(partner: Partner | None, **more) -> Need:
    return needed(partner=partner, waits_for_batch=True, **more)


def press(client: Client, do: str, address: str = HERE):
    """The button as the page shows it now."""
    batch = Batch.objects.order_by("-pk").first()
    return client.post(address, {"do": do, "seen": batch.version if batch else 0})


def test_begun_looked_at_and_sent_after_a_question(client: Client) -> None:
    able(*NUMBERS)
    need = waiting(own_partner(client))

    assert "候補を選べる申込みが1件あります" in text_of(client.get(HERE))
    assert press(client, "begin").status_code == 302
    page = client.get(HERE)
    before = (states_of(need), Letter.objects.count())
    asked = text_of(client.get(f"{HERE}?send=1"))
    still = states_of(need)
    sent = press(client, "send")

    assert [row[0] for row in rows_of(page)] == ["見本製作所 東京都"]
    assert "新しい候補3人、そのまま0人、外れる0人" in text_of(page)
    assert (before, still) == (({}, 0), {})
    assert "1件の候補を送りますか" in asked
    assert (sent["Location"], states_of(need)) == (HERE, dict.fromkeys(NUMBERS, "shown"))
    assert list(Letter.objects.values_list("template", flat=True)) == ["need_candidates"]
    assert "送ったのは1件です" in text_of(client.get(HERE))


def test_who_finds_nobody_is_named_with_the_reason(client: Client) -> None:
    able(*NUMBERS)
    waiting(own_partner(client), prefecture="47")
    press(client, "begin")

    page = text_of(client.get(HERE))

    assert re.search(r"だれもいません：\S+", page)


def test_not_used_tells_nobody(client: Client) -> None:
    able(*NUMBERS)
    need = waiting(own_partner(client))
    press(client, "begin")

    press(client, "drop")

    assert (Batch.objects.get().state, states_of(need), Letter.objects.count()) == ("dropped", {}, 0)
    assert "候補を選べる申込みが1件あります" in text_of(client.get(HERE))


def test_a_long_search_shows_that_it_runs_and_can_be_stopped(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "LONG", 0)
    able(*NUMBERS)
    waiting(own_partner(client))

    press(client, "begin")
    Job.objects.update(done=3, total=10)
    page = text_of(client.get(HERE))
    press(client, "stop")

    assert ("計算しています" in page, "10件のうち3件" in page) == (True, True)
    assert Batch.objects.get().state == "draft"
    assert "まだ計算していません" in text_of(client.get(HERE))


def test_only_what_changes_can_be_looked_at(client: Client) -> None:
    able(*NUMBERS)
    partner = own_partner(client)
    needed(partner=partner, organisation_name="もう候補のある会社")
    waiting(partner, organisation_name="待つ会社")
    press(client, "begin")

    whole, changes = client.get(HERE), client.get(f"{HERE}?only=changes")

    assert [row[0].split()[0] for row in rows_of(whole)] == ["もう候補のある会社", "待つ会社"]
    assert [row[0].split()[0] for row in rows_of(changes)] == ["待つ会社"]


def test_the_second_of_two_is_told(client: Client) -> None:
    able(*NUMBERS)
    need = waiting(own_partner(client))
    press(client, "begin")
    client.post(HERE, {"do": "send", "seen": 0})

    assert states_of(need) == {}
    assert "ほかの人が先に進めました" in text_of(client.post(HERE, {"do": "send", "seen": 0}))


@pytest.mark.parametrize("told", [{"do": "explode"}, {"do": "send"}, {"do": "drop", "seen": 2**70}, {}])
def test_odd_forms_are_answered_in_words(client: Client, told: dict) -> None:
    own_partner(client)

    answer = client.post(HERE, told)

    assert (answer.status_code, "入力内容を確かめてください" in text_of(answer)) == (200, True)


def test_nobody_waits_is_said(client: Client) -> None:
    own_partner(client)

    assert "待っている申込みはありません" in text_of(client.get(HERE))
    assert "いまはありません" in text_of(press(client, "begin"))


def test_a_partners_batch_is_not_the_secretariats(client: Client) -> None:
    able(*NUMBERS)
    own_partner(client)
    waiting(None, organisation_name="事務局の会社")
    office = Client()
    enter(office, Role.OFFICE_CLERK)

    press(office, "begin", "/office/needs/batch")

    assert [row[0].split()[0] for row in rows_of(office.get("/office/needs/batch"))] == ["事務局の会社"]
    assert rows_of(client.get(HERE)) == []


@pytest.mark.parametrize("mark", ["x", "9" * 30, "-1"])
def test_a_page_mark_that_is_none_begins_at_the_first(client: Client, mark: str) -> None:
    able(*NUMBERS)
    waiting(own_partner(client))
    press(client, "begin")

    assert len(rows_of(client.get(HERE, {"page": mark}))) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(client: Client, count: int, django_assert_num_queries) -> None:
    able(*NUMBERS)
    partner = own_partner(client)
    for number in range(count):
        waiting(partner, source=f"n{number}")
    press(client, "begin")
    client.get(HERE)

    with django_assert_num_queries(16):
        client.get(HERE)
