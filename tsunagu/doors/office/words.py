"""Values of the service in the words of the secretariat's pages."""

from functools import cache
from importlib import resources

import yaml

from tsunagu.upkeep.known_settings import KnownSetting, Value


def value_words(known: KnownSetting, value: Value) -> str:
    """A setting's value with its unit."""
    if known.kind == "yes_no":
        return "はい" if value else "いいえ"
    return f"{value}{known.unit}" if value != "" else "（なし）"


@cache
def journal_words() -> dict[str, dict[str, str]]:
    """Japanese for the journal's codes: "verbs" and "subjects" (data/journal_words.yaml)."""
    text = resources.files("tsunagu.doors.office").joinpath("data", "journal_words.yaml").read_text(encoding="utf-8")
    words: dict[str, dict[str, str]] = yaml.safe_load(text)
    return words


def verb_words(verb: str) -> str:
    """What was done; the code itself where nobody has put it in words yet."""
    return journal_words()["verbs"].get(verb, verb)


def subject_words(kind: str) -> str:
    """What it was done to; the code itself where nobody has put it in words yet."""
    return journal_words()["subjects"].get(kind, kind)
