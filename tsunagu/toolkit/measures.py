"""What to do about each of the 25 items, as data: in our own words, one measure per item."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from tsunagu.reference.loading import as_shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """`what` to do first, `why`, `how`; `check`: how to find out when nobody knows.

    `weight` 1–5: how much it protects for the effort (5 first); designed, see the file's head.
    """

    item: int
    weight: int
    what: str
    check: str
    why: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureFile:
    """The file `data/measures.yaml`."""

    version: str
    source: str
    measures: tuple[Measure, ...]


@cache
def measure_file() -> MeasureFile:
    """The whole file, checked."""
    text = resources.files("tsunagu.toolkit").joinpath("data", "measures.yaml").read_text(encoding="utf-8")
    return as_shape(yaml.safe_load(text), MeasureFile, where="measures.yaml")


@cache
def _by_number() -> dict[int, Measure]:
    return {measure.item: measure for measure in measure_file().measures}


def measure_for(no: int) -> Measure:
    """The measure of an item (1–25)."""
    return _by_number()[no]
