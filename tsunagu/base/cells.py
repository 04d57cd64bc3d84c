"""One cell of a table: the text people type → a value, and back.

A refusal is a ValueError with a Japanese sentence.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

LIST_MARK = "、"
YES, NO = "はい", "いいえ"

_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}
_DAY = re.compile(
    r"(?:(?P<era>令和|平成|昭和|[RHS])\s*)?(?P<year>元|\d{1,4})\s*[-/.年]\s*"
    r"(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?",
    re.IGNORECASE,
)
# Controls (but tab and line breaks), surrogates, marks that turn the direction of writing, non-characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def exact_text(cell: str) -> str:
    """The text as it stands; control characters (other than tab and line breaks) are refused."""
    if _FORBIDDEN.search(cell):
        raise ValueError("目に見えない制御文字が入っています。消してから入れ直してください。")
    return cell


def text(cell: str) -> str:
    """The text without blanks around it, line breaks made one kind; control characters are refused."""
    return exact_text(cell).replace("\r\n", "\n").replace("\r", "\n").strip()


def fold_width(cell: str) -> str:
    """Full-width letters and digits made half width (NFKC), blanks around taken off."""
    return unicodedata.normalize("NFKC", exact_text(cell)).strip()


def whole_number(cell: str) -> int | None:
    """Read 12,000 (also in full width) as 12000; blank → None."""
    folded = fold_width(cell).replace(",", "")
    if not folded:
        return None
    if not re.fullmatch(r"[+-]?[0-9]{1,15}", folded):
        raise ValueError(f"「{cell}」は数として読めません。数字だけを入れてください。")
    return int(folded)


def digits(cell: str) -> str:
    """A number that is a name (登録番号): folded to half width, leading zeros kept; blank stays."""
    folded = fold_width(cell)
    if folded and not re.fullmatch(r"[0-9]+", folded):
        raise ValueError(f"「{cell}」に数字でない文字があります。数字だけを入れてください。")
    return folded


def day(cell: str) -> date | None:
    """2026-11-21, 2026/11/21, 2026年11月21日, 令和8年11月21日, R8.11.21 → a date; blank → None."""
    folded = fold_width(cell).removesuffix(" 00:00:00")
    if not folded:
        return None
    found = _DAY.fullmatch(folded)
    if not found or (not found["era"] and len(found["year"]) != 4):
        raise ValueError(f"「{cell}」は日付として読めません。2026-11-21 のように入れてください。")
    year = 1 if found["year"] == "元" else int(found["year"])
    try:
        return date(
            year + _ERAS[(found["era"] or "").upper()] if found["era"] else year,
            int(found["month"]),
            int(found["day"]),
        )
    except ValueError:
        raise ValueError(f"「{cell}」という日はありません。日付を確かめてください。") from None


def yes_or_no(cell: str) -> bool | None:
    """はい／いいえ (also ○, 有, 1 and 無, 0) → a yes or no; blank → None."""
    folded = fold_width(cell).lower()
    if not folded:
        return None
    if folded in {"はい", "○", "◯", "有", "1", "true", "yes", "する"}:
        return True
    if folded in {"いいえ", "×", "無", "0", "false", "no", "しない"}:
        return False
    raise ValueError(f"「{cell}」は「{YES}」か「{NO}」で入れてください。")


def one_of(labels: Mapping[str, str]) -> Callable[[str], str | None]:
    """A parser for one choice: its label or its code → the code; blank → None. `labels` maps code → label."""
    known = {fold_width(word): code for code, label in labels.items() for word in (code, label)}

    def parse(cell: str) -> str | None:
        folded = fold_width(cell)
        if not folded:
            return None
        if folded not in known:
            raise ValueError(
                f"「{cell}」は選べません。「{'」「'.join(list(labels.values())[:8])}」などから選んでください。"
            )
        return known[folded]

    return parse


def some_of(labels: Mapping[str, str]) -> Callable[[str], tuple[str, ...]]:
    """A parser for several choices with 、 or , between them → their codes in the order typed; blank → ()."""
    single = one_of(labels)

    def parse(cell: str) -> tuple[str, ...]:
        words = re.split(r"[、,;\n]", exact_text(cell).replace("，", ","))
        return tuple(dict.fromkeys(code for word in words if (code := single(word)) is not None))

    return parse


def label_of(labels: Mapping[str, str]) -> Callable[[Any], str]:
    """The other direction of `one_of` and `some_of`: a code or codes → the words for a cell."""

    def write(value: str | Iterable[str] | None) -> str:
        codes = [value] if isinstance(value, str) else list(value or ())
        return LIST_MARK.join(labels[code] for code in codes)

    return write


def as_cell(value: object) -> str | int | float | date:
    """A value → what a cell holds: numbers and dates stay, yes/no and lists become words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, (int, float, date, str)):
        return value
    if isinstance(value, Iterable):
        return LIST_MARK.join(str(part) for part in value)
    return str(value)
