"""When timetable entries are due. Plain functions; times of day are JST."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from tsunagu.base.calendar import JST

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a day at a JST time."""

    at: time

    def last_due(self, now: datetime) -> datetime:
        """The latest due moment not after `now`."""
        today = now.astimezone(JST).replace(
            hour=self.at.hour, minute=self.at.minute, second=self.at.second, microsecond=0
        )
        return today if today <= now else today - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Every:
    """At whole multiples of a period counted from one fixed moment, so that all workers agree."""

    period: timedelta

    def last_due(self, now: datetime) -> datetime:
        """The latest due moment not after `now`."""
        return EPOCH + (now - EPOCH) // self.period * self.period


Due = Daily | Every


def retry_after(attempts: int) -> timedelta:
    """How long a job rests after its n-th failed attempt: 30 s, 1 min, 2 min … at most an hour."""
    return min(timedelta(seconds=30 * 2 ** (attempts - 1)), timedelta(hours=1))
