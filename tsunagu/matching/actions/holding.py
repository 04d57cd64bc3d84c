"""What concerns one need comes one after the other: its row is taken until the transaction ends."""

from __future__ import annotations

from tsunagu.base.errors import RuleBrokenError
from tsunagu.matching.models import Need

ENDED = "この依頼は、もう終わっています。"


def hold_need(need: Need) -> Need:
    """The need, read anew. Refuses one that is closed, and one whose address is not proved."""
    if not Need.objects.filter(pk=need.pk, closed_at=None, proved_at__isnull=False).update(closed_at=None):
        raise RuleBrokenError(ENDED)
    return Need.objects.select_related("company", "partner", "season").get(pk=need.pk)
