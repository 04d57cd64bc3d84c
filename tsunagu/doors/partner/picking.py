"""A specialist of the list by the number a coordinator typed."""

from tsunagu.base.errors import RuleBrokenError
from tsunagu.events.queries.keeping import find_listed
from tsunagu.specialists.models import Specialist
from tsunagu.specialists.register_rules import riss_no

NOT_LISTED = "この番号の方は、いま一覧にいません。番号を確かめてください。"


def listed(typed: str) -> Specialist:
    """Who is on the list with that number. RuleBrokenError beside the field `riss_no` for anything else."""
    try:
        found = find_listed(riss_no(typed))
    except ValueError as wrong:
        raise RuleBrokenError(str(wrong), field="riss_no") from None
    if found is None:
        raise RuleBrokenError(NOT_LISTED, field="riss_no")
    return found
