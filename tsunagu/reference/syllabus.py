"""試験シラバス: the thirty items of the specialist examination. Source: reference file 16."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tsunagu.reference.loading import ReferenceFile, Sourced, checked, known


@dataclass(frozen=True, slots=True, kw_only=True)
class SyllabusMajor:
    """大項目 1–4."""

    no: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SyllabusItem(Sourced):
    """小項目 "1-1"–"4-4" and the themes it belongs to; `weak_alone` None = not known."""

    code: str
    name: str
    themes: tuple[str, ...]
    weak_alone: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SyllabusDetail:
    """Gist of an item, where the report gives it (1-1 to 1-4)."""

    outline: str
    knowledge: tuple[str, ...]
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Syllabus(ReferenceFile):
    """The file `syllabus.yaml`."""

    majors: tuple[SyllabusMajor, ...]
    items: tuple[SyllabusItem, ...]
    details_seed: Mapping[str, SyllabusDetail]

    def __post_init__(self) -> None:
        """Every item belongs to a major, every detail to an item."""
        known("syllabus majors", [str(major.no) for major in self.majors], [item.code[0] for item in self.items])
        known("syllabus details", [item.code for item in self.items], self.details_seed)


@cache
def syllabus() -> Syllabus:
    """Four majors, thirty items."""
    return checked("syllabus", Syllabus)
