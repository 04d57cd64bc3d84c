"""Silence costs: enquiries that ran out unanswered bring a warning, then a pause that one button ends."""

from datetime import datetime, timedelta

import pytest

from tests.directory.asking import DAYS, SPECIALIST, delivered, letters, person, target_of
from tests.specialists.published import AT
from tsunagu.base.actor import SYSTEM, Actor
from tsunagu.directory.actions.answering import decline_enquiry
from tsunagu.directory.actions.rounds import move_enquiries
from tsunagu.directory.enquiry_rules import SilenceStep, SilenceTerms, silence_step
from tsunagu.directory.states import DeclineReason
from tsunagu.mail.models import Letter
from tsunagu.specialists.actions.freshness import confirm_by_link, hide_by_own_wish
from tsunagu.specialists.models import Listing, ListingReminder, PublishedSheet, Specialist
from tsunagu.upkeep.models import Setting

OWNER = Actor("user:9", "見本 次郎")
TERMS = SilenceTerms(days=90, warn=2, pause=3, between=7)
THEIRS = "000001@people.example"


@pytest.mark.parametrize(
    ("lapsed", "warned_days_ago", "step"),
    [
        (1, None, None), (2, None, SilenceStep.WARN), (9, None, SilenceStep.WARN),
        (2, 8, None), (3, 6, None), (3, 7, SilenceStep.PAUSE), (9, 30, SilenceStep.PAUSE),
    ],
)  # fmt: skip
def test_nobody_is_paused_who_was_not_warned_a_week_before(
    lapsed: int, warned_days_ago: int | None, step: SilenceStep | None
) -> None:
    warned_at = None if warned_days_ago is None else AT - warned_days_ago * DAYS

    assert silence_step(lapsed, warned_at, TERMS, at=AT) is step


def test_a_warning_comes_at_the_latest_with_the_number_that_pauses() -> None:
    odd = SilenceTerms(days=90, warn=9, pause=3, between=7)

    assert [silence_step(lapsed, None, odd, at=AT) for lapsed in (2, 3)] == [None, SilenceStep.WARN]


def lapse(turn: int, *, at: datetime) -> None:
    """An enquiry delivered a week before `at` runs out at `at`."""
    delivered("000001", at=at - 7 * DAYS, words=f"文{turn}", email=f"a{turn}@kaisha.example")
    move_enquiries(by=SYSTEM, at=at)


def told() -> list[str]:
    return [name for name, to in letters() if to == THEIRS and name.startswith("silence")]


def listing() -> tuple[str, str, bool]:
    found = Listing.objects.get()
    return found.state, found.hidden_reason, PublishedSheet.objects.get().is_listed


@pytest.mark.django_db
class TestSilence:
    @pytest.fixture(autouse=True)
    def _somebody(self) -> None:
        self.who: Specialist = person("000001", monthly_cap=30)

    def silent(self, *days: int) -> None:
        for turn, day in enumerate(days):
            lapse(turn + 100 * day, at=AT + day * DAYS)

    def test_warned_at_the_second_and_off_the_list_at_the_third_a_week_later(self) -> None:
        self.silent(10)
        assert (told(), listing()) == ([], ("published", "", True))

        self.silent(11)
        assert (told(), listing()) == (["silence_warned"], ("published", "", True))

        self.silent(18)
        assert (told(), listing()) == (["silence_warned", "silence_paused"], ("hidden", "silent", False))

    def test_a_third_within_the_week_of_the_warning_changes_nothing(self) -> None:
        self.silent(10, 11, 12)

        assert (told(), listing()) == (["silence_warned"], ("published", "", True))

    def test_declining_is_an_answer(self) -> None:
        self.silent(10)
        enquiry = delivered("000001", at=AT + 11 * DAYS, words="断る", email="b@kaisha.example")
        decline_enquiry(target_of(enquiry, "000001"), DeclineReason.BUSY, by=SPECIALIST, at=AT + 12 * DAYS)

        move_enquiries(by=SYSTEM, at=AT + 30 * DAYS)

        assert told() == []

    def test_what_ran_out_before_the_period_no_longer_counts(self) -> None:
        self.silent(10, 10 + 91)

        assert told() == []

    def test_one_button_brings_back_and_what_was_before_no_longer_counts(self) -> None:
        self.silent(10, 11, 18)
        link = Letter.objects.get(template="silence_paused").body
        token = link.split("token=")[1].split()[0]

        confirm_by_link(token, by=OWNER, at=AT + 19 * DAYS)

        assert listing() == ("published", "", True)
        self.silent(27)
        assert told() == ["silence_warned", "silence_paused"]
        self.silent(28)
        assert told() == ["silence_warned", "silence_paused", "silence_warned"]

    def test_who_left_the_list_by_their_own_wish_is_left_alone(self) -> None:
        for turn in range(2):
            delivered("000001", at=AT, words=f"文{turn}", email=f"a{turn}@kaisha.example")
        hide_by_own_wish(self.who, by=OWNER, at=AT + DAYS)

        move_enquiries(by=SYSTEM, at=AT + 8 * DAYS)

        assert (told(), listing(), ListingReminder.objects.count()) == ([], ("hidden", "own_wish", False), 0)

    def test_the_numbers_are_settings(self) -> None:
        Setting.objects.create(
            code="enquiry.silence_warn", version=1, value=1, valid_from=AT.date(), reason="見本", set_at=AT
        )

        self.silent(10)

        assert told() == ["silence_warned"]

    def test_the_warning_leads_to_what_waits_and_says_nothing_of_what_was_asked(self) -> None:
        self.silent(10, 11)

        body = Letter.objects.get(template="silence_warned").body
        assert ("/specialist/enquiries/" in body, "文" in body) == (True, False)

    def test_two_that_run_out_in_one_round_bring_one_letter(self) -> None:
        for turn in range(4):
            delivered("000001", at=AT, words=f"文{turn}", email=f"a{turn}@kaisha.example")

        move_enquiries(by=SYSTEM, at=AT + timedelta(days=8))

        assert (told(), listing()) == (["silence_warned"], ("published", "", True))
