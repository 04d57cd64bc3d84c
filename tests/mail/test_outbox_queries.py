"""The outbox in numbers and pages: what is late, what has been given up."""

from datetime import UTC, datetime, timedelta

import pytest

from tsunagu.mail.models import Letter
from tsunagu.mail.queries import OutboxCounts, find_letter, outbox_counts, outbox_rows
from tsunagu.mail.states import LetterState

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LATE = timedelta(hours=4)
pytestmark = pytest.mark.django_db


def letter(subject: str, *, hours: float = 0, state: LetterState = LetterState.WAITING) -> Letter:
    written = AT - timedelta(hours=hours)
    return Letter.objects.create(
        to="hanako@kakuu.example", subject=subject, body="秘密の本文", template="t", message_id="<1@x>", state=state,
        written_at=written, next_attempt_at=written, sent_at=written if state is LetterState.SENT else None,
    )  # fmt: skip


def season() -> None:
    letter("今", hours=0)
    letter("ちょうど4時間", hours=4)
    letter("送った", hours=9, state=LetterState.SENT)
    letter("やめた", hours=80, state=LetterState.FAILED)


@pytest.mark.parametrize("count", [1, 3])
def test_counts_cost_one_query(count: int, django_assert_num_queries) -> None:
    for _ in range(count):
        season()

    with django_assert_num_queries(1):
        counts = outbox_counts(at=AT, late_after=LATE)

    by_state = {LetterState.WAITING: 2 * count, LetterState.SENT: count, LetterState.FAILED: count}
    assert counts == OutboxCounts(by_state, late=2 * count)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["今", "ちょうど4時間", "送った", "やめた"]),
        ({"only_late": True}, ["ちょうど4時間", "やめた"]),
        ({"state": LetterState.FAILED}, ["やめた"]),
    ],
)
def test_one_state_or_those_that_are_late(asked: dict, found: list[str]) -> None:
    season()

    assert [row.subject for row in outbox_rows(at=AT, late_after=LATE, **asked)] == found


def test_paging_loses_and_repeats_nothing_where_letters_share_a_moment() -> None:
    for number in range(5):
        letter(str(number))

    seen: list[str] = []
    before = None
    while page := outbox_rows(at=AT, before=before, limit=2):
        seen += [row.subject for row in page]
        before = (page[-1].written_at, page[-1].id)

    assert seen == ["4", "3", "2", "1", "0"]


def test_a_letter_is_found_without_its_body_and_one_that_is_not_is_none() -> None:
    made = letter("今")

    found = find_letter(made.pk)

    assert (found, "body" in found.get_deferred_fields(), find_letter(made.pk + 1)) == (made, True, None)
