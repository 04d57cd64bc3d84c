"""Rows of a made-up list without a database: for simulations. The same shares as the demo season."""

from collections.abc import Iterator
from datetime import date
from random import Random

from tsunagu.base.calendar import month_of
from tsunagu.demo.people import Frame, person
from tsunagu.demo.population import draw
from tsunagu.specialists.content import search_facts
from tsunagu.upkeep.known_settings import known_settings

NOBODY = "000000"  # register numbers do not matter here


def sheet_rows(count: int, *, seed: int, as_of: date) -> Iterator[dict[str, object]]:
    """Columns of so many listed people's sheets, `specialist_id` from 1. Deterministic."""
    drawn = draw(count, 0, Random(seed))  # noqa: S311  (a demo, not a secret)
    settings = known_settings()
    frame = Frame(
        seed=seed,
        today=as_of,
        office="",
        fresh_days=int(settings["listing.fresh_days"].default),
        reply_days=int(settings["listing.update_reply_days"].default),
        hide_days=int(settings["listing.stale_hide_days"].default),
    )
    for place in range(count):
        one = person(drawn, place, NOBODY, frame)
        yield {
            **search_facts(one.content, one.marks),
            "specialist_id": place + 1,
            "registered_on": one.register.registered_on,
            "load_month": month_of(as_of),
            "load": one.content.monthly_cap if one.is_full else 0,
        }
