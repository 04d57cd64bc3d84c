"""用語集: Japanese terms and the English names used in code. Source: reference file 18."""

from dataclasses import dataclass
from functools import cache

from tsunagu.reference.loading import ReferenceFile, checked


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryTerm:
    """One term."""

    ja: str
    en: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableName:
    """What a table of the house is called: in which room, in the code, in Japanese."""

    room: str
    name: str
    ja: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary(ReferenceFile):
    """The file `glossary.yaml`."""

    terms: tuple[GlossaryTerm, ...]
    models: tuple[TableName, ...]

    def __post_init__(self) -> None:
        """No Japanese term twice."""
        if len({term.ja for term in self.terms}) != len(self.terms):
            raise ValueError("glossary: a term stands twice")


@cache
def glossary() -> Glossary:
    """The terms in their order."""
    return checked("glossary", Glossary)


def glossary_page() -> str:
    """The text of docs/glossary.md; a test keeps page and data equal."""
    lines = [
        "# Glossary",
        "",
        "Made from `tsunagu/reference/data/glossary.yaml`; after a change run",
        "`python -m tsunagu.reference.glossary > docs/glossary.md`.",
        "",
        "| 用語 | in the code | note |",
        "|---|---|---|",
        *(f"| {term.ja} | `{term.en}` | {term.note} |" for term in glossary().terms),
        "",
        "## Tables",
        "",
        "| 用語 | model | room |",
        "|---|---|---|",
        *(f"| {table.ja} | `{table.name}` | {table.room} |" for table in glossary().models),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    import sys

    sys.stdout.write(glossary_page())
