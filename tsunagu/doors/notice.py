"""The secretariat's notice under the header of every page (setting site.notice).

Each web process remembers it for a minute: a page costs no query for it, one page a minute costs one. The shared
cache would cost a query on every page; a minute's delay on a notice hurts nobody.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tsunagu.base.calendar import day_of
from tsunagu.upkeep.queries import setting_value

KEPT_FOR = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was read, and between which moments it is used."""

    text: str
    since: datetime
    until: datetime


_memory: list[Remembered] = []


def site_notice(*, at: datetime) -> str:
    """The notice that holds today; "" = none. One query when it is not remembered."""
    known = _memory[-1] if _memory else None
    if known and known.since <= at < known.until:
        return known.text
    text = str(setting_value("site.notice", on=day_of(at)))
    remember(text, since=at, until=at + KEPT_FOR)
    return text


def remember(text: str, *, since: datetime, until: datetime) -> None:
    """Use this text between these moments."""
    _memory[:] = [Remembered(text, since, until)]


def forget() -> None:
    """Read anew at the next page."""
    _memory.clear()
