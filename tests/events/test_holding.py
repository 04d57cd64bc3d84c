"""An event from draft to its end."""

import pytest
from django.db.models import QuerySet

from tests.directory.asking import person
from tests.events.gatherings import (
    BEGINS,
    COORDINATOR,
    DAYS,
    HOURS,
    announced,
    chamber,
    drafted,
    facts,
    letters,
    registered,
)
from tests.specialists.published import AT
from tsunagu.accounts.access import actor_of
from tsunagu.accounts.models import User
from tsunagu.accounts.states import Right, Role
from tsunagu.base.errors import RuleBrokenError
from tsunagu.events.access import events_kept_by
from tsunagu.events.actions.advising import answer_adviser, ask_adviser, set_slots
from tsunagu.events.actions.ambassadors import ask_ambassador, assign_ambassador, report_ambassador
from tsunagu.events.actions.holding import (
    announce_event,
    cancel_event,
    close_registration,
    count_view,
    edit_event,
    hold_event,
    put_recording,
)
from tsunagu.events.links import requests_link
from tsunagu.events.queries import advisers_of, event_page, events_ahead, events_over, slots_of
from tsunagu.events.rules import SlotPlan
from tsunagu.events.states import EventKind, EventState
from tsunagu.journal.models import Entry
from tsunagu.mail.models import Letter
from tsunagu.specialists.models import PublishedSheet

pytestmark = pytest.mark.django_db
LATER = BEGINS + 4 * HOURS


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": "\x01　"}, "title"),
        ({"ends_at": BEGINS}, "ends_at"),
        ({"closes_at": BEGINS + HOURS}, "closes_at"),
        ({"capacity": 0}, "capacity"),
        ({"prefecture": "99"}, "prefecture"),
        ({"venue": ""}, "venue"),
        ({"speaker_no": "999999"}, "speaker_no"),
    ],
)
def test_what_cannot_be_written(more, field) -> None:
    with pytest.raises(RuleBrokenError) as refused:
        drafted(**more)

    assert refused.value.field == field


def test_a_title_fits_into_the_subject_of_a_letter() -> None:
    event = announced(title="相談会　大阪\u2028会場\x0b")
    registered(event)

    assert event.title == "相談会 大阪 会場"
    subject = Letter.objects.get(template="event_accepted").subject
    assert subject == "【つなぐ】申込みを受け付けました：相談会 大阪 会場"


def test_who_is_not_on_the_list_is_not_found_by_number_and_loses_the_name_with_the_listing() -> None:
    specialist = person("000001")
    event = announced(speaker_no="000001")
    shown = event_page(event.pk, at=AT)
    PublishedSheet.objects.filter(pk=specialist.pk).update(is_listed=False)

    hidden = event_page(event.pk, at=AT)
    with pytest.raises(RuleBrokenError, match="一覧にいません"):
        drafted(speaker_no="000001")

    assert shown
    assert hidden
    assert [(one.speaker, one.speaker_no) for one in (shown, hidden)] == [(specialist.name, "000001"), ("", "")]


def test_it_goes_from_draft_to_held_and_each_step_is_in_the_journal() -> None:
    event = drafted(chamber())
    announce_event(event, by=COORDINATOR, at=AT)
    close_registration(event, by=COORDINATOR, at=AT + HOURS)

    hold_event(event, by=COORDINATOR, at=LATER)

    verbs = Entry.objects.filter(verb__startswith="event.").order_by("pk").values_list("verb", flat=True)
    assert (event.state_now, event.scope) == (EventState.HELD, f"partner:{event.partner_id}")
    assert list(verbs) == ["event.drafted", "event.announced", "event.closed", "event.held"]


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (lambda event: announce_event(event, by=COORDINATOR, at=BEGINS), "締切が過ぎて"),
        (lambda event: hold_event(event, by=COORDINATOR, at=AT), "まだ終わって"),
        (lambda event: hold_event(event, by=COORDINATOR, at=LATER), "へは進めません"),
        (lambda event: close_registration(event, by=COORDINATOR, at=AT), "へは進めません"),
        (lambda event: cancel_event(event, " ", by=COORDINATOR, at=AT), "理由を入力"),
        (lambda event: put_recording(event, "https://x.example/", by=COORDINATOR, at=AT), "開催済み"),
    ],
)
def test_what_a_draft_refuses(act, why) -> None:
    event = drafted()

    with pytest.raises(RuleBrokenError, match=why):
        act(event)

    event.refresh_from_db()
    assert event.state == "draft"


def test_a_new_day_is_told_to_who_registered_and_a_new_word_is_not() -> None:
    event = announced()
    registered(event)
    before = len(letters())

    edit_event(event, facts(summary="少し直しました。"), by=COORDINATOR, at=AT)
    words_only = len(letters()) - before
    edit_event(event, facts(venue="別の会館"), by=COORDINATOR, at=AT)

    assert (words_only, letters()[before:], event.revision) == (0, [("event_changed", "a1@kaisha.example")], 2)


def test_who_organises_beside_keeps_the_event_too_and_another_does_not() -> None:
    own, beside, other = chamber(), chamber("隣の商工会議所"), chamber("よその商工会議所")
    event = drafted(own, beside=("隣の商工会議所", "見本協会"))
    rights = {Right.EVENT_KEEP}

    kept = [list(events_kept_by(rights, [one.pk])) for one in (own, beside, other)]

    assert (kept, list(events_kept_by(set(), [own.pk]))) == ([[event], [event], []], [])
    assert list(events_kept_by({Right.EVENT_OVERSEE}, [])) == [event]


def test_the_recording_counts_its_views() -> None:
    event = close_registration(announced(), by=COORDINATOR, at=AT)
    put_recording(hold_event(event, by=COORDINATOR, at=LATER), "https://video.example/1", by=COORDINATOR, at=LATER)

    for _ in range(3):
        count_view(event, by=COORDINATOR, at=LATER)

    event.refresh_from_db()
    assert (event.recording_url, event.recording_views) == ("https://video.example/1", 3)


def test_everybody_sees_what_is_announced_and_no_draft() -> None:
    drafted()
    event = announced(starts_at=BEGINS + DAYS, ends_at=BEGINS + 2 * DAYS)
    first = announced(prefecture="13")

    ahead = [row.pk for row in events_ahead(at=AT)]

    assert ahead == [first.pk, event.pk]
    assert [row.pk for row in events_ahead(at=AT, prefecture="27")] == [event.pk]
    assert [row.pk for row in events_over(at=LATER)] == [first.pk]
    assert event_page(event.pk - 1, at=AT) is None


def test_a_prefecture_also_sees_what_is_held_elsewhere_and_online_and_the_limit_counts_only_these() -> None:
    announced(prefecture="27")
    both = announced(prefecture="27", is_online=True)
    there = announced(prefecture="13")

    rows = events_ahead(at=AT, prefecture="13", limit=2)

    assert [row.pk for row in rows] == [both.pk, there.pk]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_one_query(number, django_assert_num_queries) -> None:
    partner = chamber()
    for _ in range(number):
        announced(partner)

    with django_assert_num_queries(1):
        rows = events_ahead(at=AT)

    assert [row.organiser for row in rows] == ["見本商工会議所"] * number


def test_advisers_are_asked_answer_with_their_slots_and_are_told_when_it_is_off() -> None:
    event = announced(kind=EventKind.CONSULTATION_DAY)
    set_slots(event, SlotPlan(first_at=BEGINS + HOURS, number=3, rooms=2), by=COORDINATOR, at=AT)
    first, second = (ask_adviser(event, person(number), 2, by=COORDINATOR, at=AT) for number in ("000001", "000002"))

    answer_adviser(first, is_accepted=True, free_slots=[1, 3, 9], most=1, by=COORDINATOR, at=AT)
    answer_adviser(second, is_accepted=False, by=COORDINATOR, at=AT)
    cancel_event(event, "見本", by=COORDINATOR, at=AT)

    rows = [(one.riss_no, one.state.value, one.most, one.free_slots) for one in advisers_of(event)]
    assert sorted(rows) == [("000001", "accepted", 1, (1, 3)), ("000002", "declined", 2, ())]
    assert [slot.number for slot in slots_of(event)] == [1, 2, 3]
    assert [one for one, _ in letters()] == ["adviser_asked", "adviser_asked", "adviser_off"]


def test_who_asks_the_same_adviser_a_moment_later_is_refused_in_words(monkeypatch) -> None:
    event, specialist = announced(kind=EventKind.CONSULTATION_DAY), person("000001")
    ask_adviser(event, specialist, 2, by=COORDINATOR, at=AT)
    monkeypatch.setattr(QuerySet, "exists", lambda _: False)  # the other one had not finished when we looked

    with pytest.raises(RuleBrokenError, match="もう頼んで"):
        ask_adviser(event, specialist, 2, by=COORDINATOR, at=AT)


@pytest.mark.parametrize(
    ("plan", "why"),
    [
        ({"number": 7}, "はみ出して"),
        ({"number": 0}, "枠の数"),
        ({"number": 1, "minutes": 5}, "10分から"),
        ({"number": 1, "rooms": 31}, "部屋の数"),
    ],
)
def test_slots_that_cannot_be(plan, why) -> None:
    event = drafted(kind=EventKind.CONSULTATION_DAY)

    with pytest.raises(RuleBrokenError, match=why):
        set_slots(event, SlotPlan(first_at=BEGINS, **plan), by=COORDINATOR, at=AT)

    assert slots_of(event) == []


def test_only_a_consultation_day_has_slots_and_advisers() -> None:
    event = drafted()

    with pytest.raises(RuleBrokenError, match="相談会にだけ"):
        set_slots(event, SlotPlan(first_at=BEGINS, number=1), by=COORDINATOR, at=AT)
    with pytest.raises(RuleBrokenError, match="相談会にだけ"):
        ask_adviser(event, person("000001"), 2, by=COORDINATOR, at=AT)


@pytest.mark.parametrize("is_own", [True, False])
def test_the_organiser_hears_of_a_speaker_somebody_else_has_found(*, is_own: bool) -> None:
    event = drafted(chamber())
    keeper = User.objects.create_user("keeper@people.example", name="見本 花子")
    keeper.memberships.create(organisation_id=event.partner_id, role=Role.COORDINATOR, since=AT - DAYS)
    request = ask_ambassador(event, "近畿支部", "", by=COORDINATOR, at=AT)

    assign_ambassador(request, "見本 講師", by=actor_of(keeper) if is_own else COORDINATOR, at=AT)

    told = [(one.template, one.to, requests_link(event) in one.body) for one in Letter.objects.all()]
    assert told == ([] if is_own else [("speaker_found", keeper.email, True)])


def test_a_speaker_is_asked_for_assigned_and_reported() -> None:
    event = drafted()
    request = ask_ambassador(event, "近畿支部", "30分の講演", by=COORDINATOR, at=AT)
    with pytest.raises(RuleBrokenError, match="へは進めません"):
        report_ambassador(request, "よかった", by=COORDINATOR, at=AT)
    assign_ambassador(request, "見本 講師", by=COORDINATOR, at=AT)

    report_ambassador(request, "30人が聞きました。", by=COORDINATOR, at=LATER)

    event.refresh_from_db()
    assert (request.state, event.speaker_name, event.revision) == ("reported", "見本 講師", 1)
