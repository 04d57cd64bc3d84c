"""Japanese text made comparable, and cut into the grams the search index holds.

The index is one column made here (two-character pieces per run of letters, plus the last character of each run), so
that one- and two-character words are found exactly on both engines without a dictionary.
"""

import unicodedata
from collections.abc import Iterable, Iterator

import jaconv


def fold(text: str) -> str:
    """Full and half width, upper and lower case, hiragana and katakana made one."""
    return str(jaconv.kata2hira(unicodedata.normalize("NFKC", text).casefold()))


def runs(text: str) -> Iterator[str]:
    """Unbroken runs of letters and digits in the folded text."""
    run: list[str] = []
    for character in fold(text):
        if character.isalnum() or character == "ー":
            run.append(character)
        elif run:
            yield "".join(run)
            run.clear()
    if run:
        yield "".join(run)


def grams(texts: Iterable[str]) -> str:
    """The index column: distinct two-character pieces and last characters, one space between, sorted."""
    found: set[str] = set()
    for text in texts:
        for run in runs(text):
            found.update(run[at : at + 2] for at in range(len(run) - 1))
            found.add(run[-1])
    return " ".join(sorted(found))


def query_grams(word: str) -> list[str]:
    """What a sought word needs to find in the index; a single character is a prefix, marked with `*`."""
    needed: dict[str, None] = {}
    for run in runs(word):
        if len(run) == 1:
            needed[run + "*"] = None
        for at in range(len(run) - 1):
            needed[run[at : at + 2]] = None
    return list(needed)
