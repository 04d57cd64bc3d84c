"""What decides about an enquiry. Plain functions: numbers come from the settings, times from the caller."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto
from statistics import median

from tsunagu.directory.states import HoldReason

MOST_ASKED = 3  # issue 3 §5: one to three specialists
MOST_ASKED_URGENT = 5
FEWEST_ANSWERS = 5  # below that an average says more about chance than about a person
LINKS_OF_AN_ADVERTISEMENT = 3
LINK = re.compile(r"https?://|www\.|\[url", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much goes through before the office looks first (settings enquiry.*)."""

    sender_daily: int
    target_daily: int
    overall_hourly: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was there before this enquiry: of its sender in a day, with its words, to its busiest target, of all."""

    of_sender: int
    same_words: int
    to_target: int
    overall: int


def most_asked(*, is_urgent: bool) -> int:
    """How many specialists one enquiry may go to."""
    return MOST_ASKED_URGENT if is_urgent else MOST_ASKED


def hold_reason(words: str, seen: Seen, limits: Limits) -> HoldReason | None:
    """Why the office looks at an enquiry before it is delivered; None: nothing speaks against it."""
    reasons = {
        HoldReason.SPAM: len(LINK.findall(words)) >= LINKS_OF_AN_ADVERTISEMENT,
        HoldReason.DUPLICATE: seen.same_words > 0,
        HoldReason.SENDER: seen.of_sender >= limits.sender_daily,
        HoldReason.TARGET: seen.to_target >= limits.target_daily,
        HoldReason.FLOOD: seen.overall >= limits.overall_hourly,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """How long a specialist has, and when they are reminded; urgent enquiries have a clock in hours."""

    answer: timedelta
    remind: timedelta
    urgent_answer: timedelta
    urgent_remind: timedelta

    def deadline(self, delivered_at: datetime, *, is_urgent: bool) -> datetime:
        """Until when an answer counts."""
        return delivered_at + (self.urgent_answer if is_urgent else self.answer)

    def reminded_before(self, at: datetime, *, is_urgent: bool) -> datetime:
        """What was delivered by then is reminded of at `at`."""
        return at - (self.urgent_remind if is_urgent else self.remind)


class SilenceStep(StrEnum):
    """What silence leads to."""

    WARN = auto()
    PAUSE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceTerms:
    """Days that count; how many unanswered enquiries bring the warning and the pause; days between the two."""

    days: int
    warn: int
    pause: int
    between: int


def silence_step(lapsed: int, warned_at: datetime | None, terms: SilenceTerms, *, at: datetime) -> SilenceStep | None:
    """After one more enquiry ran out: nobody is paused who was not warned some days before (promises §2)."""
    if warned_at is None:
        return SilenceStep.WARN if lapsed >= min(terms.warn, terms.pause) else None
    is_time = at - warned_at >= timedelta(days=terms.between)
    return SilenceStep.PAUSE if lapsed >= terms.pause and is_time else None


@dataclass(frozen=True, slots=True)
class ResponseFigures:
    """回答の早さ: how many were answered of those whose time was up or who were answered, in per cent, and how fast."""

    asked: int
    answered_percent: int
    median_days: int

    @property
    def speed_words(self) -> str:
        """「1日以内」 or 「およそ3日」."""
        return "1日以内" if self.median_days <= 1 else f"およそ{self.median_days}日"


def response_figures(answered: Sequence[timedelta], expired: int) -> ResponseFigures | None:
    """Figures for the sheet from how long each answer took; None with fewer than five answers (issue 3 §5)."""
    if len(answered) < FEWEST_ANSWERS:
        return None
    days = median(taken / timedelta(days=1) for taken in answered)
    asked = len(answered) + expired
    return ResponseFigures(asked, round(100 * len(answered) / asked), -int(-days // 1))
