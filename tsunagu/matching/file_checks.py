"""What every file of matching is asked before it is read: ids once, names known, codes in their vocabulary."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

from tsunagu.reference.vocabulary import Vocabulary


def once(what: str, names: Iterable[Any]) -> None:
    """Raises ValueError for a name that stands twice."""
    twice = sorted(name for name, count in Counter(names).items() if count > 1)
    if twice:
        raise ValueError(f"{what} {twice[0]!r} stands twice")


def known(what: str, names: Iterable[Any], among: Collection[Any]) -> None:
    """Raises ValueError for a name that is not on the list."""
    unknown = sorted(set(names) - set(among))
    if unknown:
        raise ValueError(f"{what} {unknown[0]!r} is not on the list")


def coded(who: str, vocabulary: Vocabulary, codes: Iterable[str]) -> None:
    """Raises ValueError for a code that is in no vocabulary; "" says nothing and is fine."""
    for code in codes:
        if code and code not in vocabulary:
            raise ValueError(f"{who}: code {code!r} is in no vocabulary")
