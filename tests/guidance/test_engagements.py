"""From a need to an engagement: three candidates, a choice, a no, the next, a yes."""

import pytest

from tests.directory.asking import load_of
from tests.matching.needing import (
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
from tests.specialists.published import AT
from tsunagu.base.errors import RuleBrokenError
from tsunagu.guidance.actions import accept_proposal, choose_candidate, withdraw_engagement
from tsunagu.guidance.models import Engagement
from tsunagu.guidance.states import EngagementState, WithdrawnBy
from tsunagu.matching.actions.answering import decline_proposal
from tsunagu.matching.need_queries import need_page
from tsunagu.matching.states import NeedState, Refusal

pytestmark = pytest.mark.django_db


def test_from_three_candidates_by_a_no_to_an_engagement() -> None:
    able("000001", "000002", "000003", "000004")
    need = needed()
    first, second, third = numbers_of(need)

    choose_candidate(proposal_of(need, second), [proposal_of(need, first).pk], by=COMPANY, at=AT)
    one = proposal_of(need, second)
    decline_proposal(one, one.specialist, Refusal.BUSY, by=EXPERT, at=AT + DAYS)
    next_one = proposal_of(need, first)
    engagement = accept_proposal(next_one, person=next_one.specialist, by=EXPERT, at=AT + 2 * DAYS)

    fourth = ({"000001", "000002", "000003", "000004"} - {first, second, third}).pop()
    assert states_of(need) == {first: "accepted", second: "declined", third: "passed", fourth: "passed"}
    assert (engagement.specialist.riss_no, engagement.visits_planned, engagement.state_now) == (
        first, 3, EngagementState.OPEN,
    )  # fmt: skip
    assert need_page(need, at=AT).state is NeedState.MATCHED
    assert letters() == [
        ("need_candidates", EMAIL),
        ("proposal_asked", f"{second}@people.example"),
        ("need_asked", EMAIL),
        ("proposal_asked", f"{first}@people.example"),
        ("need_next_asked", EMAIL),
        ("engagement_company_opened", EMAIL),
        ("engagement_opened", f"{first}@people.example"),
    ]
    assert (load_of(first), load_of(second), load_of(third)) == (1, 0, 0)


def test_a_withdrawn_engagement_lets_the_company_choose_again() -> None:
    able("000001", "000002")
    need = needed()
    first, second = numbers_of(need)
    choose_candidate(proposal_of(need, first), by=COMPANY, at=AT)
    one = proposal_of(need, first)
    engagement = accept_proposal(one, person=one.specialist, by=EXPERT, at=AT)

    withdraw_engagement(engagement, WithdrawnBy.SPECIALIST, "転勤", by=EXPERT, at=AT + DAYS)
    with pytest.raises(RuleBrokenError, match="もう取りやめ"):
        withdraw_engagement(engagement, WithdrawnBy.SPECIALIST, "転勤", by=EXPERT, at=AT + DAYS)
    choose_candidate(proposal_of(need, second), by=COMPANY, at=AT + DAYS)
    other = proposal_of(need, second)
    accept_proposal(other, person=other.specialist, by=EXPERT, at=AT + 2 * DAYS)

    assert states_of(need) == {first: "withdrawn", second: "accepted"}
    assert list(Engagement.objects.order_by("pk").values_list("state", flat=True)) == ["withdrawn", "open"]
