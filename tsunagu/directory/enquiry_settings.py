"""The numbers of enquiries as the settings say on a day."""

from datetime import date, timedelta

from tsunagu.directory.enquiry_rules import Clocks, Limits, SilenceTerms
from tsunagu.upkeep.queries import setting_number


def limits_on(day: date) -> Limits:
    """Three queries."""
    return Limits(
        sender_daily=setting_number("enquiry.sender_daily", on=day),
        target_daily=setting_number("enquiry.target_daily", on=day),
        overall_hourly=setting_number("enquiry.overall_hourly", on=day),
    )


def clocks_on(day: date) -> Clocks:
    """Four queries."""
    return Clocks(
        answer=timedelta(days=setting_number("enquiry.answer_days", on=day)),
        remind=timedelta(days=setting_number("enquiry.remind_days", on=day)),
        urgent_answer=timedelta(hours=setting_number("enquiry.urgent_answer_hours", on=day)),
        urgent_remind=timedelta(hours=setting_number("enquiry.urgent_remind_hours", on=day)),
    )


def silence_terms_on(day: date) -> SilenceTerms:
    """Four queries."""
    return SilenceTerms(
        days=setting_number("enquiry.silence_days", on=day),
        warn=setting_number("enquiry.silence_warn", on=day),
        pause=setting_number("enquiry.silence_pause", on=day),
        between=setting_number("enquiry.silence_between_days", on=day),
    )
