"""Many hands at the same moment, for tests of races: `said = at_once([act, act, …])`."""

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from tsunagu.base.errors import RuleBrokenError

HANDS = 24


def at_once(acts: Iterable[Callable[[], object]]) -> Counter[str]:
    """How often each thing was said: "done", or the words of a refusal; any other trouble fails the test.

    Up to 24 begin together, each with a connection of its own; the rest follow as hands are free. For tests marked
    `django_db(transaction=True)`.
    """
    waiting = list(acts)
    hands = min(HANDS, len(waiting))
    with ThreadPoolExecutor(hands, initializer=Barrier(hands).wait) as pool:
        return Counter(pool.map(said_by, waiting))


def said_by(act: Callable[[], object]) -> str:
    """What one hand was told."""
    try:
        act()
    except RuleBrokenError as refusal:
        return str(refusal)
    finally:
        connection.close()
    return "done"
