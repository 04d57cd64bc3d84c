"""Where a need stands follows from its candidates, and who is asked next from the company's order."""

import pytest

from tsunagu.matching.need_rules import Runner, asking_order, missing, state_of
from tsunagu.matching.states import NeedState, ProposalState

P = ProposalState


@pytest.mark.parametrize(
    ("proposals", "more", "state"),
    [
        ((), {"is_told": False}, NeedState.PREPARING),
        ((), {}, NeedState.NOBODY),
        ((P.SHOWN, P.SHOWN), {}, NeedState.CHOOSING),
        ((P.SHOWN, P.ASKED), {}, NeedState.ASKED),
        ((P.DECLINED, P.SHOWN), {}, NeedState.CHOOSING),
        ((P.PASSED, P.ACCEPTED), {}, NeedState.MATCHED),
        ((P.DECLINED, P.EXPIRED, P.DROPPED), {}, NeedState.NOBODY),
        ((P.WITHDRAWN, P.SHOWN), {}, NeedState.CHOOSING),
        ((P.SHOWN,), {"is_proved": False}, NeedState.AWAITING_PROOF),
        ((P.DROPPED,), {"is_closed": True}, NeedState.CLOSED),
    ],
)
def test_where_a_need_stands(proposals: tuple, more: dict, state: NeedState) -> None:
    facts = {"is_closed": False, "is_proved": True, "is_told": True} | more

    assert state_of(proposals=proposals, **facts) is state


def test_the_companys_order_holds_and_who_was_added_since_waits_for_its_choice() -> None:
    runners = [
        Runner(1, 1, None, P.SHOWN), Runner(2, 2, 2, P.SHOWN), Runner(3, 3, 1, P.DECLINED), Runner(4, 4, 3, P.SHOWN),
        Runner(5, 5, None, P.SHOWN),
    ]  # fmt: skip

    assert asking_order(runners) == [2, 4]


@pytest.mark.parametrize(("states", "lacks"), [((), 3), ((P.SHOWN, P.DECLINED, P.ASKED), 1), ((P.SHOWN,) * 4, 0)])
def test_three_are_in_the_running(states: tuple, lacks: int) -> None:
    assert missing(Runner(n, n, None, state) for n, state in enumerate(states, start=1)) == lacks
