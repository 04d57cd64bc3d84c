"""Who else could be asked: the first of the list for the same need and place who take somebody just now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from tsunagu.directory.conditions import Conditions
from tsunagu.directory.search import Search
from tsunagu.specialists.models import PublishedSheet

FEW = 3
SPARE = 20


@dataclass(frozen=True, slots=True)
class Alternative:
    """Somebody else on the list: name, register number and the way to the sheet."""

    name: str
    riss_no: str

    @property
    def path(self) -> str:
        """The sheet's address without the site."""
        return f"/specialists/{self.riss_no}"


def alternatives(
    need: str, prefecture: str, *, without: Collection[int], seed: int, today: date, few: int = FEW
) -> list[Alternative]:
    """In the list's own order for `seed`, without these specialists; online too: at most two queries per widening.

    `seed`: the enquiry's number, so that different enquiries are told different people. "" leaves need or
    prefecture open.
    """
    place = (prefecture,) if prefecture else ()
    narrow = Conditions(need=need, place=place, online=bool(place), emergency=need == "E-1")
    for conditions in (narrow, replace(narrow, place=()), Conditions()):
        places = Search(conditions, today).order(seed, limit=few + len(without) + SPARE)
        wanted = [place.specialist_id for place in places if place.specialist_id not in without][:few]
        if wanted:
            return _in_order(wanted)
    return []


def _in_order(wanted: list[int]) -> list[Alternative]:
    sheets = PublishedSheet.objects.filter(specialist__user__isnull=False).in_bulk(wanted)
    return [Alternative(sheets[pk].name, sheets[pk].riss_no) for pk in wanted if pk in sheets]
