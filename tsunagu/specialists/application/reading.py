"""Typed text → plain values and back, field by field. A refusal is a ValueError with a Japanese sentence."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from tsunagu.base.cells import fold_width, text, whole_number
from tsunagu.base.errors import RuleBrokenError
from tsunagu.specialists.application.fields import Field, Kind, Step

Raw = str | list[str]
RISS_NO = re.compile(r"[0-9]{6}")
PHONE = re.compile(r"\+?[0-9][0-9()-]{7,18}[0-9]")
EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}")
_UNIT = re.compile(r"(?<=[0-9０-９])\s*[円年件]$")
YES_NO = {"": None, "yes": True, "no": False}
CHECKED = "on"


def read(field: Field, raw: Raw) -> Any:
    """What was typed → the plain value; an empty field gives the kind's empty value."""
    return _READERS[field.kind](field, raw)


def write(field: Field, value: Any) -> Raw:
    """A plain value → what stands in the field."""
    if field.kind is Kind.CHOICES:
        return [str(code) for code in value] if isinstance(value, list) else []
    if field.kind is Kind.LINES:
        return "\n".join(map(str, value)) if isinstance(value, list) else str(value)
    if field.kind is Kind.YES_NO:
        return {True: "yes", False: "no"}.get(value, "")
    if field.kind is Kind.CHECK:
        return CHECKED if value is True else ""
    return "" if value is None else str(value)


def empty(field: Field) -> Any:
    """The value of a field nobody touched."""
    return read(field, [] if field.kind is Kind.CHOICES else "")


def empty_values(step: Step) -> dict[str, Any]:
    """A step nobody touched."""
    return {field.key: empty(field) for field in step.fields}


def checked(step: Step, values: Mapping[str, Any]) -> dict[str, Any]:
    """The step's values, whole and of the right kind; what is left out is empty. Raises RuleBrokenError."""
    if strange := sorted(values.keys() - {field.key for field in step.fields}):
        raise RuleBrokenError(f"「{'」「'.join(strange)}」という項目はありません。")
    found = {}
    for field in step.fields:
        given = values.get(field.key, empty(field))
        try:
            found[field.key] = read(field, write(field, given))
        except ValueError as wrong:
            raise RuleBrokenError(str(wrong), field=field.key) from wrong
        if type(found[field.key]) is not type(given) or found[field.key] != given:
            raise RuleBrokenError("この値は使えません。入れ直してください。", field=field.key)
    return found


def _short(field: Field, words: str) -> str:
    if len(words) > field.most:
        raise ValueError(f"{field.most}文字までにしてください（今 {len(words)}文字）。")
    return words


def _text(field: Field, raw: Any) -> str:
    return _short(field, " ".join(text(raw).split()))


def _long(field: Field, raw: Any) -> str:
    return _short(field, text(raw))


def _lines(field: Field, raw: Any) -> list[str]:
    found = [_text(field, line) for line in text(raw).split("\n") if line.strip()]
    if len(found) > field.lines:
        raise ValueError(f"{field.lines}行までにしてください（今 {len(found)}行）。")
    return found


def _number(field: Field, raw: Any) -> int | None:
    number = whole_number(_UNIT.sub("", raw.strip()))
    if number is not None and not field.least <= number <= field.most:
        raise ValueError(f"{field.least:,} から {field.most:,} までの数にしてください。")
    return number


def _level(_field: Field, raw: Any) -> int | None:
    if raw not in {"", "0", "1", "2", "3"}:
        raise ValueError("0〜3のどれかを選んでください。")
    return int(raw) if raw else None


def _yes_no(_field: Field, raw: Any) -> bool | None:
    if raw not in YES_NO:
        raise ValueError("「はい」か「いいえ」を選んでください。")
    return YES_NO[raw]


def _check(_field: Field, raw: Any) -> bool:
    return bool(raw == CHECKED)


def _choice(field: Field, raw: Any) -> str:
    if raw and raw not in dict(field.choices):
        raise ValueError("この中から選んでください。")
    return str(raw)


def _choices(field: Field, raw: Any) -> list[str]:
    chosen = set(raw)
    if chosen - dict(field.choices).keys():
        raise ValueError("この中から選んでください。")
    return [code for code, _ in field.choices if code in chosen]


def _day(_field: Field, raw: Any) -> str:
    folded = fold_width(raw).replace("/", "-")
    try:
        return date.fromisoformat(folded).isoformat() if folded else ""
    except ValueError:
        raise ValueError("日付を「2026-12-01」の形で入力してください。") from None


def _riss_no(_field: Field, raw: Any) -> str:
    folded = fold_width(raw).removeprefix("第").removesuffix("号")
    if folded and not RISS_NO.fullmatch(folded):
        raise ValueError("登録番号は、数字6桁です。例：017139")
    return folded


def _email(field: Field, raw: Any) -> str:
    folded = fold_width(raw)
    if folded and not EMAIL.fullmatch(folded):
        raise ValueError("メールアドレスの形が正しくありません。例：a@example.jp")
    return _short(field, folded)


def _phone(_field: Field, raw: Any) -> str:
    folded = re.sub("[‐−–ー]", "-", fold_width(raw)).replace(" ", "")
    if folded and not PHONE.fullmatch(folded):
        raise ValueError("電話番号を、数字と「-」で入力してください。例：03-0000-0000")
    return folded


_READERS: dict[Kind, Callable[[Field, Any], Any]] = {
    Kind.TEXT: _text,
    Kind.LONG: _long,
    Kind.LINES: _lines,
    Kind.NUMBER: _number,
    Kind.LEVEL: _level,
    Kind.YES_NO: _yes_no,
    Kind.CHECK: _check,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.DAY: _day,
    Kind.RISS_NO: _riss_no,
    Kind.EMAIL: _email,
    Kind.PHONE: _phone,
}
