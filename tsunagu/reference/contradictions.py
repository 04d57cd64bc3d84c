"""食い違い: where the documents disagree, and what holds. Source: reference file 19."""

from dataclasses import dataclass
from functools import cache

from tsunagu.reference.loading import ReferenceFile, Sourced, checked


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction(Sourced):
    """Two statements and the one that holds (`resolve`)."""

    no: int
    topic: str
    a: str
    b: str
    resolve: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionsFile(ReferenceFile):
    """The file `contradictions.yaml`."""

    items: tuple[Contradiction, ...]


@cache
def contradictions() -> tuple[Contradiction, ...]:
    """Every known contradiction, by number."""
    return checked("contradictions", ContradictionsFile).items
