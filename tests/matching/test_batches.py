"""Candidates for everybody who waits: searched for, looked at, sent by a person; what changed meanwhile stays."""

from datetime import timedelta

import pytest

from tests.consultations.days import chamber
from tests.matching.needing import (
    CLERK,
    COMPANY,
    DAYS,
    EMAIL,
    EXPERT,
    able,
    letters,
    needed,
    numbers_of,
    proposal_of,
    states_of,
)
from tests.specialists.published import AT, TODAY
from tsunagu.accounts.states import Right
from tsunagu.base.errors import RuleBrokenError
from tsunagu.guidance.actions import accept_proposal
from tsunagu.mail.models import Letter
from tsunagu.matching.actions import batch_sending, batches
from tsunagu.matching.actions.answering import decline_proposal
from tsunagu.matching.actions.asking import ask_candidate
from tsunagu.matching.actions.batch_sending import needs_to_send, send_batch, send_need
from tsunagu.matching.actions.batches import ask_to_search, drop_batch, make_batch, stop_search
from tsunagu.matching.actions.needs import close_need
from tsunagu.matching.batch_queries import batch_page, batch_rows, batches_kept_by, needs_waiting, newest_batch
from tsunagu.matching.jobs import search_in_background, send_in_background
from tsunagu.matching.models import Batch, BatchLine, Need, Proposal
from tsunagu.matching.season.words import Lacking
from tsunagu.matching.states import BatchState, NeedClosed, NeedOrigin, Refusal
from tsunagu.seasons.queries import current_season
from tsunagu.specialists.models import PublishedSheet
from tsunagu.upkeep.models import Job
from tsunagu.upkeep.progress import JobCancelledError, JobRun
from tsunagu.upkeep.states import JobState

pytestmark = pytest.mark.django_db
LATER = {"by": CLERK, "at": AT + DAYS}


def waiting(count: int = 1, **more) -> list[Need]:
    return [needed(waits_for_batch=True, source=f"n{turn}", **more) for turn in range(count)]


def made(partner=None) -> Batch:
    return make_batch(current_season(on=TODAY), partner, by=CLERK, at=AT)


def searched(partner=None) -> Batch:
    batch = made(partner)
    return ask_to_search(batch, seen=batch.version, by=CLERK, at=AT)


def running(batch: Batch) -> JobRun:
    """The job of the batch as a worker takes it."""
    Job.objects.filter(pk=batch.job_id).update(state=JobState.RUNNING, lease_until=AT + timedelta(hours=1))
    return JobRun(Job.objects.get(pk=batch.job_id), clock=lambda: AT + timedelta(minutes=1))


def test_nothing_is_told_before_a_person_sends_it() -> None:
    able("000001", "000002", "000003", "000004")
    needs = waiting(2)

    batch = searched()
    before = batch.state_now, letters(), [states_of(need) for need in needs]
    send_batch(batch, seen=batch.version, **LATER)

    assert before == (BatchState.READY, [], [{}, {}])
    assert [sorted(states_of(need).values()) for need in needs] == [["shown"] * 3] * 2
    assert (letters(), batch.state_now, batch.sent) == ([("need_candidates", EMAIL)] * 2, BatchState.SENT, 2)


def test_the_page_says_what_it_would_change() -> None:
    able("000001", "000002")
    stood = needed(source="stood")
    (new,) = waiting()
    nobody = needed(source="nobody", prefecture="47")

    batch = searched()

    page, rows = batch_page(batch), batch_rows(batch)
    assert (page.needs, page.covered, page.nobody, page.new, page.stays, page.goes) == (3, 2, 1, 2, 2, 0)
    assert [(row.need, [one.is_new for one in row.candidates], row.why) for row in rows] == [
        (stood.pk, [False, False], ""), (new.pk, [True, True], ""), (nobody.pk, [], Lacking.NO_REGION.label),
    ]  # fmt: skip
    assert [row.need for row in batch_rows(batch, only_changes=True)] == [new.pk, nobody.pk]


def test_the_same_tables_give_the_same_plan() -> None:
    able(*(f"{n:06}" for n in range(1, 13)), monthly_cap=2)
    waiting(6)

    def lines() -> list[tuple]:
        batch = searched()
        found = list(BatchLine.objects.filter(batch=batch).values_list("need", "rank", "specialist", "points"))
        drop_batch(batch, seen=batch.version, **LATER)
        return found

    assert lines() == lines()


def test_who_stands_is_kept_and_hears_no_second_letter() -> None:
    able("000001", "000002", "000003")
    need = needed()
    waiting()
    stood = numbers_of(need)

    batch = searched()
    send_batch(batch, seen=batch.version, **LATER)

    assert (numbers_of(need), [name for name, _ in letters()].count("need_candidates")) == (stood, 2)


def test_needs_that_changed_meanwhile_are_left_as_they_are_with_the_reason() -> None:
    able("000001", "000002", "000003", "000004", monthly_cap=30)
    asked, closed = needed(source="asked"), needed(source="closed")
    (fresh,) = waiting()
    batch = searched()
    ask_candidate(proposal_of(asked, numbers_of(asked)[0]), by=COMPANY, at=AT + DAYS / 2)
    close_need(closed, NeedClosed.BY_COMPANY, by=COMPANY, at=AT + DAYS / 2)
    stood = states_of(asked), states_of(closed)

    send_batch(batch, seen=batch.version, **LATER)

    assert (states_of(asked), states_of(closed)) == stood
    assert batch_page(batch).skipped == ((asked.pk, "計算のあとに動きがありました"), (closed.pk, "終わりました"))
    assert (batch.sent, sorted(states_of(fresh).values())) == (1, ["shown"] * 3)
    assert {row.need: row.why for row in batch_rows(batch)}[closed.pk] == "終わりました"


def test_who_left_the_list_meanwhile_is_not_shown_and_others_are() -> None:
    able("000001", "000002", "000003", "000004")
    (need,) = waiting()
    batch = searched()
    gone = BatchLine.objects.get(rank=1).specialist
    PublishedSheet.objects.filter(pk=gone.pk).update(is_listed=False)

    send_batch(batch, seen=batch.version, **LATER)

    assert sorted(numbers_of(need)) == sorted({"000001", "000002", "000003", "000004"} - {gone.riss_no})


def test_accepted_and_asked_are_no_part_of_a_search() -> None:
    able("000001", "000002", "000003", "000004")
    need = needed()
    number = numbers_of(need)[0]
    ask_candidate(proposal_of(need, number), by=COMPANY, at=AT)
    season = current_season(on=TODAY)
    while_asked = needs_waiting(season, None)
    proposal = proposal_of(need, number)
    accept_proposal(proposal, person=proposal.specialist, by=EXPERT, at=AT)
    stood = states_of(need)
    waiting()

    batch = searched()
    send_batch(batch, seen=batch.version, **LATER)

    assert (while_asked, needs_waiting(season, None), states_of(need)) == (0, 1, stood)


def test_after_a_decline_a_search_keeps_everything_that_stands() -> None:
    able(*(f"{n:06}" for n in range(1, 9)), monthly_cap=2)
    needs = [needed(source=str(turn)) for turn in range(6)]
    number = numbers_of(needs[0])[0]
    ask_candidate(proposal_of(needs[0], number), by=COMPANY, at=AT)
    decline_proposal(
        proposal_of(needs[0], number), proposal_of(needs[0], number).specialist, Refusal.BUSY, by=EXPERT, at=AT
    )  # fmt: skip
    live = set(Proposal.objects.filter(state__in=("shown", "asked")).values_list("pk", flat=True))

    batch = searched()
    send_batch(batch, seen=batch.version, **LATER)

    still = set(Proposal.objects.filter(state__in=("shown", "asked")).values_list("pk", flat=True))
    assert len(live - still) <= 1


def test_at_most_one_live_proposal_moves_to_a_company_that_would_have_nobody() -> None:
    able("000001", monthly_cap=2, themes_able=("T1", "T2"))
    able("000002", "000003", monthly_cap=30, themes_able=("T1",))
    stood = [needed(source=f"s{turn}") for turn in range(3)]
    (poor,) = waiting(theme_code="T2")
    before = {need.pk: set(numbers_of(need)) for need in stood}

    batch = searched()
    send_batch(batch, seen=batch.version, **LATER)

    left = [number for need in stood for number, state in states_of(need).items() if state == "dropped"]
    assert all("000001" in names for names in before.values())
    assert (left, states_of(poor)) == (["000001"], {"000001": "shown"})


def test_who_brought_a_company_is_kept_in_a_search_and_replaced_once_off_the_list() -> None:
    first, second = able("000001", "000002")
    brought = [
        needed(source=one.riss_no, origin=NeedOrigin.SPECIALIST, brought_by=one, by=EXPERT) for one in (first, second)
    ]
    PublishedSheet.objects.filter(pk=second.pk).update(is_listed=False)

    batch = searched()
    send_batch(batch, seen=batch.version, **LATER)

    assert [states_of(one) for one in brought] == [{"000001": "shown"}, {"000002": "dropped", "000001": "shown"}]


def test_a_batch_is_one_per_scope_and_begins_only_when_somebody_waits() -> None:
    able("000001")
    partner = chamber()

    with pytest.raises(RuleBrokenError, match="候補を待っている依頼が"):
        made()
    waiting(partner=partner)
    mine = made(partner)

    assert (made(partner), mine.scope) == (mine, f"partner:{partner.pk}")
    with pytest.raises(RuleBrokenError, match="候補を待っている依頼が"):
        made()


def test_each_sees_their_own_batches() -> None:
    able("000001")
    partner, other = chamber(), chamber("ほか")
    waiting(partner=partner)
    needed(waits_for_batch=True, source="loose")
    theirs, office = made(partner), made()

    seen = [
        batches_kept_by({Right.NEED_KEEP}, [partner.pk]), batches_kept_by({Right.NEED_KEEP}, [other.pk]),
        batches_kept_by({Right.NEED_OVERSEE}, []), batches_kept_by({Right.OWN_SHEET}, [partner.pk]),
    ]  # fmt: skip

    assert [list(one) for one in seen] == [[theirs], [], [office], []]
    assert newest_batch(seen[0], theirs.season) == theirs


def test_who_was_overtaken_sends_nothing() -> None:
    able("000001")
    waiting()
    batch = searched()
    seen = batch.version
    ask_to_search(batch, seen=seen, by=CLERK, at=AT)

    for act in (send_batch, drop_batch):
        with pytest.raises(RuleBrokenError, match="先に進めました"):
            act(batch, seen=seen, **LATER)
    assert letters() == []


def test_dropped_nothing_was_told_and_another_may_begin() -> None:
    able("000001")
    waiting()
    batch = searched()

    drop_batch(batch, seen=batch.version, **LATER)

    assert (letters(), BatchLine.objects.count(), made() != batch) == ([], 0, True)


def test_a_long_search_is_a_job_one_may_come_back_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "LONG", 0)
    able("000001")
    waiting()

    batch = searched()
    while_running = batch.state_now, batch_page(batch).job.label
    with pytest.raises(RuleBrokenError, match="先に進めました"):
        ask_to_search(batch, seen=batch.version, by=CLERK, at=AT)
    told = search_in_background(running(batch))

    batch.refresh_from_db()
    assert while_running == (BatchState.SOLVING, "まとめての候補選びの計算")
    assert (told, batch.state_now, batch.job_id, BatchLine.objects.count()) == ({"needs": 1}, BatchState.READY, None, 1)


def test_a_stopped_search_may_be_begun_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "LONG", 0)
    able("000001")
    waiting()
    batch = searched()
    run = running(batch)

    stop_search(batch, by=CLERK, at=AT)
    with pytest.raises(JobCancelledError):
        search_in_background(run)
    with pytest.raises(RuleBrokenError, match="もう終わっています"):
        stop_search(Batch.objects.get(), by=CLERK, at=AT)

    batch.refresh_from_db()
    assert (batch.state_now, BatchLine.objects.count()) == (BatchState.DRAFT, 0)
    assert ask_to_search(batch, seen=batch.version, by=CLERK, at=AT).state_now is BatchState.SOLVING


def test_a_search_that_died_without_a_job_is_freed() -> None:
    able("000001")
    waiting()
    batch = made()
    Batch.objects.update(state=BatchState.SOLVING)
    batch.refresh_from_db()

    stop_search(batch, by=CLERK, at=AT)

    batch.refresh_from_db()
    assert batch.state_now is BatchState.DRAFT


def test_a_long_search_is_begun_without_reading_everybody(
    monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries
) -> None:
    monkeypatch.setattr(batches, "LONG", 0)
    monkeypatch.setattr(batches, "batch_of", lambda *_, **__: pytest.fail("everybody was read"))
    able("000001")
    waiting()
    batch = made()

    with django_assert_max_num_queries(15):
        ask_to_search(batch, seen=batch.version, by=CLERK, at=AT)

    batch.refresh_from_db()
    assert (batch.state_now, Job.objects.get(pk=batch.job_id).kind) == (BatchState.SOLVING, "season.solve")


def test_a_long_sending_that_died_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_sending, "LONG", 0)
    able("000001", monthly_cap=30)
    needs = waiting(3)
    batch = searched()
    send_batch(batch, seen=batch.version, **LATER)
    nothing_yet = letters()
    send_need(batch, needs[0].pk, **LATER)
    left = needs_to_send(batch)

    told = [send_in_background(running(batch)) for _ in range(2)]

    batch.refresh_from_db()
    assert (nothing_yet, left, told) == ([], [needs[1].pk, needs[2].pk], [{"needs": 2}, {"needs": 0}])
    assert (batch.sent, Letter.objects.count()) == (3, 3)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(count: int, django_assert_num_queries) -> None:
    able("000001", "000002")
    waiting(count)
    batch = searched()

    with django_assert_num_queries(3):
        page = batch_page(batch)
    with django_assert_num_queries(4):
        rows = batch_rows(batch)

    assert (page.needs, len(rows)) == (count, count)
