"""Reads the YAML files of `reference/data/` once per process, and turns them into checked, typed entries.

A file with a mistake is refused at load with a sentence that names the file and the entry.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, TypeVar

import yaml

Shape = TypeVar("Shape")


class ReferenceDataError(ValueError):
    """A reference file breaks its shape. The message names the file and the entry."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe YAML in which only true and false are yes/no: `no` and `on` stay words, as YAML 1.2 has them."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not (tag.endswith(":bool") and first in "yYnNoO")]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceFile:
    """What stands at the top of every file: version, source in words, documents by code (`sources`).

    `designed` names the sections that are our own design; `meta` holds remarks about the sources.
    """

    version: str
    source: str
    documents: tuple[str, ...]
    designed: tuple[str, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """What any entry may say of itself: seed, public, designed or memory; where from; a remark."""

    tag: str = ""
    source: str = ""
    note: str = ""


@cache
def load(name: str) -> Any:
    """The content of `data/<name>.yaml`. Treat it as read-only."""
    text = resources.files("tsunagu.reference").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=_Loader)  # noqa: S506  (a safe loader)


def checked(name: str, shape: type[Shape], *, section: str = "") -> Shape:
    """The file `name` (or one top-level section of it) as `shape`, strictly: no unknown key, no wrong type.

    Raises ReferenceDataError naming the file and the entry.
    """
    content = load(name)
    return as_shape(content[section] if section else content, shape, where=f"{name}.yaml{section and f' {section}'}")


def as_shape(content: object, shape: type[Shape], *, where: str) -> Shape:
    """Plain YAML content → `shape` (dataclasses, tuples, mappings); raises ReferenceDataError."""
    from pydantic import ConfigDict, TypeAdapter, ValidationError

    wrapper: TypeAdapter[tuple[Shape]] = TypeAdapter(
        tuple[shape],  # type: ignore[valid-type,arg-type]
        config=ConfigDict(extra="forbid", strict=True),
    )
    try:
        return wrapper.validate_json(json.dumps([content], ensure_ascii=False, default=str))[0]
    except ValidationError as broken:
        first = broken.errors()[0]
        entry = _entry(content, first["loc"][1:])
        raise ReferenceDataError(f"{where}: {entry}: {first['msg']}") from None


def _entry(content: Any, path: Iterable[int | str]) -> str:
    """The path in words, with the code or number of each list entry beside its place."""
    words: list[str] = []
    for step in path:
        content = _inside(content, step)
        name = (
            next((content[key] for key in ("code", "key", "id", "no", "ja") if key in content), "")
            if isinstance(content, dict)
            else ""
        )
        words.append(f"{step}({name})" if name != "" else str(step))
    return " > ".join(words) or "the whole"


def _inside(content: Any, step: int | str) -> Any:
    try:
        return content[step]
    except (KeyError, IndexError, TypeError):
        return None


def known(name: str, codes: Iterable[str], wanted: Iterable[str]) -> None:
    """Raise ReferenceDataError when one of `wanted` is not among `codes`; `name` says where it is used."""
    if strangers := sorted(set(wanted) - set(codes)):
        raise ReferenceDataError(f"{name}: no such code: {', '.join(strangers)}")
