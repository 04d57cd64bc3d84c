"""Whatever happens in whatever order: nobody is asked twice, months count what is open, one engagement per need."""

import random
from datetime import datetime

import pytest

from tests.matching.needing import CLERK, COMPANY, DAYS, EXPERT, able, company, needed
from tests.specialists.published import AT, TODAY
from tsunagu.base.actor import SYSTEM
from tsunagu.base.calendar import day_of, month_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.companies.models import CareGrant
from tsunagu.guidance.actions import accept_proposal, choose_candidate, withdraw_engagement
from tsunagu.guidance.models import Engagement
from tsunagu.guidance.states import EngagementState, WithdrawnBy
from tsunagu.mail.models import Letter
from tsunagu.matching.actions.answering import decline_proposal
from tsunagu.matching.actions.asking import change_choice
from tsunagu.matching.actions.batch_sending import send_batch
from tsunagu.matching.actions.batches import ask_to_search, make_batch
from tsunagu.matching.actions.need_rounds import move_needs
from tsunagu.matching.actions.needs import close_need
from tsunagu.matching.actions.offering import drop_candidate, offer_candidates
from tsunagu.matching.models import Need, Proposal
from tsunagu.matching.need_queries import need_state
from tsunagu.matching.states import LIVE, NeedClosed, NeedOrigin, NeedState, ProposalState, Refusal
from tsunagu.seasons.queries import current_season
from tsunagu.specialists.models import Commitment, PublishedSheet, Specialist

pytestmark = pytest.mark.django_db
STEPS = 60
ONLY_TO_THEM = {
    "proposal_asked", "proposal_asked_pair", "proposal_reminder", "proposal_lapsed", "proposal_called_off",
    "engagement_opened", "engagement_withdrawn", "silence_warned", "silence_paused",
}  # fmt: skip


class History:
    """A few companies and specialists, and somebody who does things at random."""

    def __init__(self, seed: int) -> None:
        self.chance, self.at, self.made = random.Random(seed), AT, 0
        self.own = company()
        able(*(f"{number:06}" for number in range(1, 7)), monthly_cap=2)
        for _ in range(3):
            self.write()
        self.acts = (
            [self.choose] * 6 + [self.accept] * 3 + [self.decline] * 4 + [self.wait] * 3 + [self.write, self.pair] * 3
            + [self.offer, self.drop, self.change, self.close, self.withdraw, self.batch, self.rest]
        )  # fmt: skip

    def step(self) -> None:
        """One thing; a refusal is an answer, too."""
        try:
            self.chance.choice(self.acts)()
        except RuleBrokenError:
            return

    def one(self, rows):
        found = list(rows)
        if not found:
            raise RuleBrokenError("nobody")
        return self.chance.choice(found)

    def need(self) -> Need:
        return self.one(Need.objects.filter(closed_at=None).order_by("pk"))

    def proposal(self, *states: ProposalState) -> Proposal:
        people = ("need", "specialist__user", "companion__user", "commitment", "companion_commitment")
        return self.one(Proposal.objects.filter(state__in=states).select_related(*people).order_by("pk"))

    def person(self, proposal: Proposal) -> Specialist:
        return self.one(one for one in (proposal.specialist, proposal.companion) if one)

    def write(self) -> None:
        self.made += 1
        more = {"company": self.own} if self.chance.random() < 0.5 else {}
        if self.chance.random() < 0.2:
            brought_by = self.one(Specialist.objects.order_by("pk"))
            more |= {"origin": NeedOrigin.SPECIALIST, "brought_by": brought_by}
        waits = self.chance.random() < 0.3
        needed(source=str(self.made), waits_for_batch=waits, at=self.at, **more)

    def choose(self) -> None:
        chosen = self.proposal(ProposalState.SHOWN)
        others = list(chosen.need.proposals.exclude(pk=chosen.pk).order_by("pk").values_list("pk", flat=True))
        self.chance.shuffle(others)
        choose_candidate(chosen, others[: self.chance.randint(0, 2)], by=COMPANY, at=self.at)

    def change(self) -> None:
        change_choice(self.proposal(ProposalState.ASKED).need, by=COMPANY, at=self.at)

    def accept(self) -> None:
        proposal = self.proposal(ProposalState.ASKED)
        accept_proposal(proposal, person=self.person(proposal), by=EXPERT, at=self.at)

    def decline(self) -> None:
        proposal = self.proposal(ProposalState.ASKED)
        decline_proposal(proposal, self.person(proposal), Refusal.BUSY, by=EXPERT, at=self.at)

    def wait(self) -> None:
        self.at += self.chance.choice((1, 2, 4)) * DAYS
        move_needs(by=SYSTEM, at=self.at)

    def offer(self) -> None:
        offer_candidates(self.need(), by=CLERK, at=self.at)

    def drop(self) -> None:
        drop_candidate(self.proposal(*LIVE), by=CLERK, at=self.at)

    def close(self) -> None:
        close_need(self.need(), NeedClosed.BY_COMPANY, by=COMPANY, at=self.at)

    def withdraw(self) -> None:
        engagement = self.one(Engagement.objects.order_by("pk"))
        withdraw_engagement(engagement, WithdrawnBy.COMPANY, "都合", by=COMPANY, at=self.at)

    def batch(self) -> None:
        batch = make_batch(current_season(on=TODAY), None, by=CLERK, at=self.at)
        batch = ask_to_search(batch, seen=batch.version, by=CLERK, at=self.at)
        send_batch(batch, seen=batch.version, by=CLERK, at=self.at)

    def rest(self) -> None:
        sheet = self.one(PublishedSheet.objects.order_by("pk"))
        until = day_of(self.at) if self.chance.random() < 0.5 else None
        PublishedSheet.objects.filter(pk=sheet.pk).update(paused_until=until)

    def pair(self) -> None:
        """Somebody shown comes with somebody else."""
        shown = self.proposal(ProposalState.SHOWN)
        beside = self.one(Specialist.objects.exclude(pk=shown.specialist_id).order_by("pk"))
        if not shown.is_brought:
            Proposal.objects.filter(pk=shown.pk).update(companion=beside)


def wrong(at: datetime) -> list[str]:
    """What must never be."""
    found = []
    for need in Need.objects.prefetch_related("proposals", "engagements"):
        states = [one.state_now for one in need.proposals.all()]
        engaged = [one for one in need.engagements.all() if one.state_now is EngagementState.OPEN]
        accepted, asked = states.count(ProposalState.ACCEPTED), states.count(ProposalState.ASKED)
        found += [f"{need} {accepted} accepted, {asked} asked"] if accepted + asked > 1 else []
        found += [f"{need} engagement"] if len(engaged) != accepted else []
        found += [f"{need} shows {states}"] if sum(state in LIVE for state in states) > 4 else []
        found += [f"{need} closed and live"] if need.closed_at and any(state in LIVE for state in states) else []
        is_matched = need_state(need) is NeedState.MATCHED
        found += [f"{need} is not matched"] if is_matched != (accepted == 1 and need.closed_at is None) else []
    for sheet in PublishedSheet.objects.all():
        month = month_of(day_of(at))
        counted = Commitment.objects.filter(specialist=sheet.pk, month=sheet.load_month, released_at=None).count()
        found += [f"{sheet} load {sheet.load}, open {counted}"] if sheet.load != counted else []
        found += [f"{sheet} over"] if sheet.load_month == month and sheet.load > sheet.monthly_cap else []
    held = {
        number
        for one in Proposal.objects.filter(state__in=(ProposalState.ASKED, ProposalState.ACCEPTED))
        for number in (one.commitment_id, one.companion_commitment_id)
        if number
    }
    open_now = set(Commitment.objects.filter(released_at=None).values_list("pk", flat=True))
    found += [f"commitments {open_now ^ held}"] if open_now != held else []
    reading = set(CareGrant.objects.filter(ended_at=None).values_list("because", flat=True))
    engaged_now = Engagement.objects.filter(state=EngagementState.OPEN, company__isnull=False)
    found += ["care"] if reading != {f"engagement:{one.pk}" for one in engaged_now} else []
    told = set(Letter.objects.filter(to__endswith="@people.example").values_list("template", flat=True))
    found += [f"letters {told - ONLY_TO_THEM}"] if told - ONLY_TO_THEM else []
    return found


def lived(seed: int) -> None:
    """One history; after every step nothing is wrong."""
    history = History(seed)
    for number in range(STEPS):
        history.step()
        assert (number, wrong(history.at)) == (number, [])
    assert Proposal.objects.exists()


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_nothing_is_wrong(seed: int) -> None:
    lived(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3, 23))
def test_in_twenty_more_histories_nothing_is_wrong(seed: int) -> None:
    lived(seed)
