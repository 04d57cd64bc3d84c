"""The settings the service knows: code, label, kind, default and source (data/settings.yaml)."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from tsunagu.base.errors import RuleBrokenError

Value = int | bool | str
YES_NO = {"yes": True, "no": False, "true": True, "false": False, "はい": True, "いいえ": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSetting:
    """One setting: `kind` number, yes_no or text; `min`/`max` bound a number, `max` the length of a text."""

    code: str
    label: str
    unit: str
    kind: str
    default: Value
    source: str
    min: int = 0
    max: int = 200


@cache
def known_settings() -> dict[str, KnownSetting]:
    """All known settings by code, in the order of the file."""
    text = resources.files("tsunagu.upkeep").joinpath("data", "settings.yaml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = yaml.safe_load(text)
    return {row["code"]: KnownSetting(**row) for row in rows}


def read_value(known: KnownSetting, text: str) -> Value:
    """What was typed → the value kept. Raises RuleBrokenError for the field `value`."""
    return _READERS[known.kind](known, text.strip())


def _number(known: KnownSetting, text: str) -> Value:
    digits = text.removeprefix("-")
    if not (digits.isdecimal() and len(digits) <= 12):
        raise RuleBrokenError("整数で入力してください。", field="value")
    if not known.min <= int(text) <= known.max:
        raise RuleBrokenError(f"{known.min} から {known.max} までの数にしてください。", field="value")
    return int(text)


def _yes_no(_known: KnownSetting, text: str) -> Value:
    if text.lower() not in YES_NO:
        raise RuleBrokenError("「はい」か「いいえ」を選んでください。", field="value")
    return YES_NO[text.lower()]


def _text(known: KnownSetting, text: str) -> Value:
    if len(text) > known.max:
        raise RuleBrokenError(f"{known.max} 文字までにしてください（今 {len(text)} 文字）。", field="value")
    return text


_READERS = {"number": _number, "yes_no": _yes_no, "text": _text}
