"""What the open data say of themselves: title, version, licence, notes, what each column holds."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True)
class Licence:
    """On what terms the data may be used."""

    name: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class About:
    """What the open data say of themselves (data/open_data.yaml)."""

    title: str
    version: str
    licence: Licence
    attribution: str
    notes: tuple[str, ...]
    columns: dict[str, str]


@cache
def about() -> About:
    """The file, typed."""
    content = resources.files("tsunagu.directory").joinpath("data", "open_data.yaml").read_text(encoding="utf-8")
    found = yaml.safe_load(content)
    return About(**found | {"licence": Licence(**found["licence"]), "notes": tuple(found["notes"])})
