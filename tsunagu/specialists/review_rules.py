"""When what the office once checked of a listing must be looked at again. Plain functions."""

from datetime import date, timedelta

YEARS_VALID = 3  # 情報処理の促進に関する法律 第15条第2項: a registration holds three years


def renewed_on(valid_until: date) -> date:
    """The day the present span of a registration began: three years before the day after its end.

    Registrations and renewals begin on 1 April and 1 October, so the day exists in every year.
    """
    following = valid_until + timedelta(days=1)
    day = 28 if (following.month, following.day) == (2, 29) else following.day
    return following.replace(year=following.year - YEARS_VALID, day=day)


def still_counts(checked_on: date, *, valid_until: date | None) -> bool:
    """Whether a check stands: none is carried over a renewal of the registration (issue: re-checked at renewal)."""
    return valid_until is None or checked_on >= renewed_on(valid_until)
