"""A sheet's content ⇄ plain JSON values, as versions keep it. Strict: nothing unknown, nothing of another type."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from tsunagu.reference.listing import (
    affiliation_kinds,
    industries,
    periods,
    prefectures,
    qualifications,
    support_forms,
    themes,
)
from tsunagu.reference.skills import skill_subitems
from tsunagu.reference.vocabulary import Vocabulary
from tsunagu.specialists.content import SheetContent
from tsunagu.specialists.states import Availability


class WrongContentError(ValueError):
    """Values that are no content of a sheet; the message names the place."""


def content_to(content: SheetContent) -> dict[str, Any]:
    """Content → plain values: texts, numbers, yes/no, lists, objects, null. Days as 2026-11-21."""
    values: dict[str, Any] = _plain(content)
    return values


def content_from(values: Mapping[str, Any]) -> SheetContent:
    """The reverse of `content_to`; what an older version did not know has its default. Raises WrongContentError."""
    content: SheetContent = _made(SheetContent, values, "content")
    _check_codes(content)
    return content


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Availability):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(held) for key, held in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(held) for held in value]
    return value


@cache
def _hints(made: Any) -> dict[str, Any]:
    return get_type_hints(made)


def _made(made: Any, values: object, where: str) -> Any:
    if not isinstance(values, Mapping):
        raise WrongContentError(f"{where}: expected an object")
    known = {field.name: field for field in fields(made)}
    if strange := sorted(map(str, values.keys() - known.keys())):
        raise WrongContentError(f"{where}: unknown {', '.join(strange)}")
    if missing := [name for name, field in known.items() if name not in values and not _has_default(field)]:
        raise WrongContentError(f"{where}: {', '.join(missing)} missing")
    return made(**{name: _read(_hints(made)[name], value, f"{where}.{name}") for name, value in values.items()})


def _has_default(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


def _read(hint: Any, value: Any, where: str) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if isinstance(hint, UnionType):
        return None if value is None else _read(next(kind for kind in inner if kind is not NoneType), value, where)
    if origin is not None and issubclass(origin, Mapping):
        return {_read(str, key, where): _read(inner[1], held, f"{where}.{key}") for key, held in _items(value, where)}
    if origin is not None:
        return tuple(_read(inner[0], held, f"{where}[{place}]") for place, held in enumerate(_listed(value, where)))
    if is_dataclass(hint):
        return _made(hint, value, where)
    return _single(hint, value, where)


def _items(value: object, where: str) -> Iterable[tuple[Any, Any]]:
    if not isinstance(value, Mapping):
        raise WrongContentError(f"{where}: expected an object")
    return value.items()


def _listed(value: object, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise WrongContentError(f"{where}: expected a list")
    return value


def _single(kind: Any, value: Any, where: str) -> Any:
    plain: Any = {date: str, Availability: int}.get(kind, kind)
    if type(value) is not plain:
        raise WrongContentError(f"{where}: expected {kind.__name__}, found {type(value).__name__}")
    try:
        return date.fromisoformat(value) if kind is date else kind(value)
    except ValueError:
        raise WrongContentError(f"{where}: {value!r} is no {kind.__name__}") from None


def _check_codes(content: SheetContent) -> None:
    found: tuple[tuple[str, Iterable[str], Vocabulary | Mapping[str, Any]], ...] = (
        ("affiliation", [content.affiliation], affiliation_kinds()),
        ("residence", [content.residence], prefectures()),
        ("prefectures", content.prefectures, prefectures()),
        ("fees", [fee.form for fee in content.fees], support_forms()),
        ("themes_able", content.themes_able, themes()),
        ("themes_delivered", content.themes_delivered, themes()),
        ("industries", content.industries, industries()),
        ("industries_delivered", content.industries_delivered, industries()),
        ("periods", content.periods, periods()),
        ("qualifications", [item.code for item in content.qualifications], qualifications()),
        ("declared.grounds", content.declared.grounds, skill_subitems()),
    )
    for name, codes, vocabulary in found:
        for code in codes:
            if code not in vocabulary:
                raise WrongContentError(f"content.{name}: no code {code!r}")
