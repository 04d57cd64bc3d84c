"""The numbers of needs and proposals as the settings say on a day."""

from datetime import date, timedelta

from tsunagu.matching.need_rules import Deadlines
from tsunagu.upkeep.queries import setting_number


def deadlines_on(day: date) -> Deadlines:
    """Four queries."""
    return Deadlines(
        answer=timedelta(days=setting_number("proposal.answer_days", on=day)),
        remind=timedelta(days=setting_number("proposal.remind_days", on=day)),
        choose_remind=timedelta(days=setting_number("need.choose_remind_days", on=day)),
        choose=timedelta(days=setting_number("need.choose_days", on=day)),
    )
