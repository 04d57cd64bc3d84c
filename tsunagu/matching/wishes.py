"""Which guidance themes a company asks for, read from its questionnaire. The table is data (`data/wishes.yaml`)."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml

QUESTIONS = ("support", "worry")  # what one would like done says more than what worries one


@cache
def table() -> Any:
    """Question → answer → themes."""
    found = resources.files("tsunagu.matching").joinpath("data", "wishes.yaml")
    return yaml.safe_load(found.read_text(encoding="utf-8"))


def themes_wished(answers: Mapping[str, object]) -> tuple[str, ...]:
    """Codes of reference/03 in the order of the wish, each once; empty: nothing said that points to a theme."""
    told = ((question, code) for question in QUESTIONS for code in _codes(answers.get(question)))
    return tuple(dict.fromkeys(theme for question, code in told for theme in table()[question].get(code, ())))


def _codes(answer: object) -> Iterable[str]:
    if isinstance(answer, str):
        return (answer,)
    return [str(code) for code in answer] if isinstance(answer, list) else ()
