"""The API's cursor: the list's own cursor, bound to the conditions it was made for.

An order is one of one search. The same seed with other conditions would begin somewhere in the middle and lose those
before it, so such a cursor is refused instead of answered.
"""

from django.core.signing import BadSignature, Signer

from tsunagu.directory.conditions import Conditions
from tsunagu.directory.cursors import Cursor, CursorError, read_cursor


def _signer(conditions: Conditions) -> Signer:
    return Signer(salt=f"api.cursor?{conditions.query}")


def written(cursor: Cursor, conditions: Conditions) -> str:
    """The cursor as the answer carries it."""
    return _signer(conditions).sign(str(cursor))


def taken(text: str, conditions: Conditions) -> Cursor:
    """The cursor of a request; CursorError when it is not ours, or was made for another search."""
    cursor = read_cursor(text.rpartition(":")[0])
    try:
        _signer(conditions).unsign(text)
    except BadSignature:
        raise CursorError("この続きは、別の条件のものです。同じ条件を付けるか、最初から見てください。") from None
    return cursor
