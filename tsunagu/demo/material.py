"""Reads the demo's own words and shares (`demo/data`) and the published figures (reference 10, 12)."""

from functools import cache
from importlib import resources
from typing import Any

import yaml

from tsunagu.reference.loading import load

AREAS = ("S1", "S2", "S3", "S4", "S5", "S6")


@cache
def material(name: str) -> Any:
    """The content of `demo/data/<name>.yaml`. Treat it as read-only."""
    text = resources.files("tsunagu.demo").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


def shares() -> Any:
    """Shares and ranges of our own (data/shares.yaml)."""
    return material("shares")


def survey() -> Any:
    """The published skill survey of 2024: 221 answers (reference 12, programme_2024.skill_survey)."""
    return load("figures")["programme_2024"]["skill_survey"]


def published_pct(vocabulary: str, key: str) -> dict[str, float]:
    """Code → published percentage of one vocabulary of reference 10, where one is given."""
    return {row["code"]: row[key] for row in load("listing")[vocabulary] if key in row}
