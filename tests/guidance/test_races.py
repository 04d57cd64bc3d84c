"""Many answers at the same moment: one need, one engagement, on both databases (promises §3)."""

import pytest

from tests.at_once import at_once
from tests.directory.asking import load_of
from tests.matching.needing import COMPANY, DAYS, EXPERT, able, needed, numbers_of, proposal_of, states_of
from tests.specialists.published import AT
from tsunagu.base.actor import SYSTEM
from tsunagu.guidance.actions import accept_proposal, choose_candidate
from tsunagu.guidance.models import Engagement
from tsunagu.matching.actions.answering import decline_proposal, expire_proposal
from tsunagu.matching.actions.asking import ask_candidate
from tsunagu.matching.actions.needs import close_need
from tsunagu.matching.models import Need, Proposal
from tsunagu.matching.states import NeedClosed, ProposalState, Refusal
from tsunagu.specialists.models import Commitment, PublishedSheet

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.timeout(600)]
MANY = 200


def accepting(need: Need, number: str):
    def act() -> None:
        proposal = proposal_of(need, number)
        accept_proposal(proposal, person=proposal.specialist, by=EXPERT, at=AT)

    return act


def declining(need: Need, number: str):
    def act() -> None:
        proposal = proposal_of(need, number)
        decline_proposal(proposal, proposal.specialist, Refusal.BUSY, by=EXPERT, at=AT)

    return act


def chosen(count: int = 3) -> tuple[Need, list[str]]:
    """A need whose first candidate is asked."""
    able(*(f"00000{n}" for n in range(1, count + 1)), monthly_cap=30)
    need = needed()
    numbers = numbers_of(need)
    ask_candidate(proposal_of(need, numbers[0]), by=COMPANY, at=AT)
    return need, numbers


def open_places() -> list[str]:
    """Register numbers whose month counts something."""
    found = Commitment.objects.filter(released_at=None).order_by("pk")
    return list(found.values_list("specialist__riss_no", flat=True))


def test_two_hundred_acceptances_of_one_proposal_make_one_engagement() -> None:
    need, numbers = chosen()

    said = at_once([accepting(need, numbers[0])] * MANY)

    assert (said["done"], said.total(), Engagement.objects.count()) == (1, MANY, 1)
    assert states_of(need) == {numbers[0]: "accepted", numbers[1]: "passed", numbers[2]: "passed"}


def test_acceptances_of_several_proposals_of_one_need_make_one_engagement() -> None:
    need, numbers = chosen()

    said = at_once([accepting(need, numbers[turn % 3]) for turn in range(MANY)])

    assert (said["done"], Engagement.objects.get().specialist.riss_no) == (1, numbers[0])
    assert sorted(states_of(need).values()) == ["accepted", "passed", "passed"]


def test_yes_no_and_the_clock_at_once_leave_one_answer_and_the_months_in_order() -> None:
    need, numbers = chosen()

    def late() -> None:
        expire_proposal(proposal_of(need, numbers[0]), by=SYSTEM, at=AT + 7 * DAYS)

    at_once([accepting(need, numbers[0]), declining(need, numbers[0]), late] * 20)

    states = states_of(need)
    accepted = [number for number, state in states.items() if state == "accepted"]
    asked = [number for number, state in states.items() if state == "asked"]
    assert len(accepted) + len(asked) == 1
    assert (len(accepted), Engagement.objects.count()) in {(1, 1), (0, 0)}
    assert (open_places(), [load_of(one) for one in accepted + asked]) == (accepted + asked, [1])


def test_yes_while_the_company_takes_it_back_is_one_or_the_other() -> None:
    need, numbers = chosen()

    def take_back() -> None:
        close_need(need, NeedClosed.BY_COMPANY, by=COMPANY, at=AT)

    at_once([accepting(need, numbers[0]), take_back] * 20)

    need.refresh_from_db()
    is_closed, engagements = need.closed_at is not None, Engagement.objects.count()
    assert (is_closed, engagements) in {(True, 0), (False, 1)}
    assert states_of(need)[numbers[0]] == ("dropped" if is_closed else "accepted")


def test_two_of_a_company_choose_at_once_and_one_is_asked() -> None:
    able("000001", "000002", "000003", monthly_cap=30)
    need = needed()
    numbers = numbers_of(need)

    said = at_once(
        [
            lambda number=numbers[turn % 3]: choose_candidate(proposal_of(need, number), by=COMPANY, at=AT)
            for turn in range(60)
        ]
    )

    assert (said["done"], len(open_places())) == (1, 1)
    assert sorted(states_of(need).values()) == ["asked", "shown", "shown"]


def test_the_last_place_of_a_month_goes_to_one_of_many_needs_and_the_others_ask_somebody_else() -> None:
    able("000001", "000002", monthly_cap=30)
    needs = [needed(source=str(turn)) for turn in range(20)]
    PublishedSheet.objects.filter(riss_no="000001").update(monthly_cap=1)

    def choose(need: Need):
        others = [proposal_of(need, "000002").pk]
        return lambda: choose_candidate(proposal_of(need, "000001"), others, by=COMPANY, at=AT)

    said = at_once([choose(need) for need in needs])

    asked = Proposal.objects.filter(state=ProposalState.ASKED).values_list("specialist__riss_no", flat=True)
    assert (said["done"], sorted(asked)) == (20, ["000001", *["000002"] * 19])
    assert (load_of("000001"), load_of("000002")) == (1, 19)


def test_two_hundred_who_say_yes_for_two_of_a_pair_make_one_engagement() -> None:
    need, numbers = chosen()
    proposal = proposal_of(need, numbers[0])
    other = proposal_of(need, numbers[1]).specialist
    Proposal.objects.filter(pk=proposal.pk).update(companion=other)

    def both(person):
        return lambda: accept_proposal(proposal_of(need, numbers[0]), person=person, by=EXPERT, at=AT)

    said = at_once([both(proposal.specialist), both(other)] * (MANY // 2))

    assert (said["done"], Engagement.objects.count()) == (2, 1)


def test_many_needs_that_pass_on_the_same_two_people_at_once_all_move_on() -> None:
    able("000001", "000002", monthly_cap=99)
    needs = [needed(source=str(turn)) for turn in range(24)]
    for turn, need in enumerate(needs):
        choose_candidate(proposal_of(need, f"00000{1 + turn % 2}"), by=COMPANY, at=AT)

    said = at_once([declining(need, f"00000{1 + turn % 2}") for turn, need in enumerate(needs)])

    assert (said["done"], [sorted(states_of(need).values()) for need in needs]) == (24, [["asked", "declined"]] * 24)
    assert (load_of("000001"), load_of("000002")) == (12, 12)
