"""Japanese time: JST days, months and fiscal years (April to March)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

JST = ZoneInfo("Asia/Tokyo")


def day_of(at: datetime) -> date:
    """The JST date of a moment."""
    return at.astimezone(JST).date()


def day_words(day: date) -> str:
    """2026年11月21日."""
    return f"{day.year}年{month_day_words(day)}"


def month_day_words(day: date) -> str:
    """11月21日."""
    return f"{day.month}月{day.day}日"


def month_of(day: date) -> int:
    """A month as one number, 202611 for November 2026: monthly caps compare it (promises §1)."""
    return day.year * 100 + day.month


def fiscal_year(day: date) -> int:
    """The fiscal year a day falls in: 2026 for 2026-04-01 to 2027-03-31."""
    return day.year if day.month >= 4 else day.year - 1


def years_between(start: date, end: date) -> int:
    """Whole years from start to end, never below 0."""
    anniversary_ahead = (end.month, end.day) < (start.month, start.day)
    return max(0, end.year - start.year - anniversary_ahead)


def days_after(day: date, days: int) -> date:
    """The date so many days later."""
    return day + timedelta(days=days)
