from datetime import UTC, datetime

import pytest

from tsunagu.base.errors import RuleBrokenError
from tsunagu.upkeep.actions.once import once
from tsunagu.upkeep.models import IdempotencyKey

AT = datetime(2026, 11, 21, tzinfo=UTC)


class Desk:
    """Counts what was done, and says where to go."""

    def __init__(self) -> None:
        self.done = 0

    def act(self) -> str:
        self.done += 1
        return f"/done/{self.done}"


@pytest.mark.django_db
def test_a_second_submit_does_nothing_and_gets_the_same_answer() -> None:
    desk = Desk()

    answers = [once("k1", scope="ask:user:1", at=AT, act=desk.act) for _ in range(2)]

    assert (answers, desk.done, IdempotencyKey.objects.count()) == (["/done/1", "/done/1"], 1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(("key", "scope"), [("k2", "ask:user:1"), ("k1", "ask:user:2"), ("k1", "tell:user:1")])
def test_another_key_form_or_person_is_another_matter(key, scope) -> None:
    desk = Desk()
    once("k1", scope="ask:user:1", at=AT, act=desk.act)

    assert (once(key, scope=scope, at=AT, act=desk.act), desk.done) == ("/done/2", 2)


@pytest.mark.django_db
def test_a_refused_form_may_be_corrected_and_sent_with_the_same_key() -> None:
    def refuse() -> str:
        raise RuleBrokenError("定員に達しました。")

    desk = Desk()
    with pytest.raises(RuleBrokenError):
        once("k1", scope="ask:user:1", at=AT, act=refuse)

    assert once("k1", scope="ask:user:1", at=AT, act=desk.act) == "/done/1"
