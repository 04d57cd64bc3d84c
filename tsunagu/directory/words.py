"""Free words of a visitor → what the word index is asked. Plain functions."""

from functools import cache
from importlib import resources

import yaml

from tsunagu.base.text import fold, query_grams


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    text = resources.files("tsunagu.directory").joinpath("data", "synonyms.yaml").read_text(encoding="utf-8")
    groups = yaml.safe_load(text)["groups"]
    return {fold(word): tuple(group) for group in groups for word in group}


def sought(words: str) -> list[list[list[str]]]:
    """Every word (parted by white space) as its spellings, every spelling as its grams.

    Words without a letter or digit ask nothing; an empty list asks for everybody.
    """
    found = []
    for word in fold(words).split():
        spellings = [query_grams(spelling) for spelling in _spellings().get(word, (word,))]
        if any(spellings):
            found.append([grams for grams in spellings if grams])
    return found
