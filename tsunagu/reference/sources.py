"""出典: the documents every reference file rests on, and the version of each file."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

from tsunagu.reference.loading import ReferenceFile, Sourced, checked, load


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Sourced):
    """One report. `dated` is a year or year and month; blank when the document bears no date."""

    code: str
    title: str
    dated: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """How sure an entry is: seed, public, designed, memory."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources(ReferenceFile):
    """The file `sources.yaml`."""

    citation: str
    precedence: str
    tags: tuple[Tag, ...]
    reports: tuple[Document, ...]


@cache
def sources() -> Sources:
    """The documents 000–004, the tags, and which document stands over which."""
    return checked("sources", Sources)


@cache
def versions() -> dict[str, str]:
    """The version of every reference file, by its name."""
    folder = resources.files("tsunagu.reference").joinpath("data")
    names = sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return {name: load(name)["version"] for name in names}
