"""The CSV's columns, out and in: codes as names, lists in one cell, fees in words that can be read back."""

from collections.abc import Sequence
from functools import cache

from tsunagu.base.cells import day, text, whole_number, yes_or_no
from tsunagu.base.tables import Column, choice_column, choices_column
from tsunagu.directory.open_data.rows import PublicFee
from tsunagu.reference.listing import (
    affiliation_kinds,
    availability_states,
    industries,
    periods,
    prefectures,
    support_forms,
    themes,
)
from tsunagu.reference.menus import display_columns
from tsunagu.reference.vocabulary import Vocabulary
from tsunagu.specialists.content import MARK_COLUMNS

SIGNS = frozenset({"", "○", "◎"})


def _names(vocabulary: Vocabulary) -> dict[str, str]:
    return {term.code: term.name for term in vocabulary}


@cache
def code_names() -> dict[str, dict[str, str]]:
    """Column key → code → name, for the columns of codes."""
    forms, trades, places = _names(support_forms()), _names(industries()), _names(prefectures())
    return {
        "affiliation": _names(affiliation_kinds()),
        "residence": places,
        "prefectures": places,
        "forms": forms,
        "first_free_forms": forms,
        "periods": _names(periods()),
        "themes_able": _names(themes()),
        "themes_delivered": _names(themes()),
        "industries": trades,
        "industries_delivered": trades,
        "availability": _names(availability_states()),
    }


def _lines(cell: str) -> tuple[str, ...]:
    return tuple(line for line in text(cell).split("\n") if line)


def _sign(cell: str) -> str:
    sign = text(cell)
    if sign not in SIGNS:
        raise ValueError(f"「{cell}」は印ではありません。◎ か ○ を入れるか、空欄にしてください。")
    return sign


def _yes(cell: str) -> bool:
    return yes_or_no(cell) is True


def _number(cell: str) -> int:
    return whole_number(cell) or 0


def _fee_words(fees: Sequence[PublicFee]) -> str:
    names = code_names()["forms"]
    return "\n".join(f"{names[fee.form]} {fee.min_yen}-{'' if fee.max_yen is None else fee.max_yen}" for fee in fees)


def _fees(cell: str) -> tuple[PublicFee, ...]:
    return tuple(_fee(line) for line in _lines(cell))


def _fee(line: str) -> PublicFee:
    codes = {name: code for code, name in code_names()["forms"].items()}
    name, _, span = line.rpartition(" ")
    least, dash, most = span.partition("-")
    if name not in codes or not dash or not least.isdecimal() or not (most == "" or most.isdecimal()):
        raise ValueError(
            f"「{line}」は料金として読めません。「訪問によるコンサルティング 30000-40000」のように入れてください。"
        )
    return PublicFee(codes[name], int(least), int(most) if most else None)


def _codes(key: str, heading: str) -> Column:
    return choices_column(key, heading, code_names()[key])


def _code(key: str, heading: str) -> Column:
    return choice_column(key, heading, code_names()[key], required=True)


def _text_lines(key: str, heading: str) -> Column:
    return Column(key, heading, _lines, write="\n".join)


def _yes_or_no(key: str, heading: str) -> Column:
    return Column(key, heading, _yes)


@cache
def columns() -> tuple[Column, ...]:
    """The CSV's columns, out and in, in the order of OpenDataRow."""
    shown = {column.area: f"{column.column} {column.name}" for column in display_columns()}
    marks = (Column(f"mark_{area.lower()}", shown[area], _sign) for area in MARK_COLUMNS)
    return (
        Column("riss_no", "登録番号", required=True),
        Column("name", "氏名", required=True),
        Column("name_kana", "よみ"),
        _code("affiliation", "働き方"),
        Column("organisation", "所属先"),
        _code("residence", "居住地"),
        _codes("prefectures", "訪問できる地域"),
        _yes_or_no("online", "オンライン"),
        _codes("forms", "支援の形"),
        Column("fees", "料金（1回2時間）", _fees, write=_fee_words),
        _codes("first_free_forms", "初回無料"),
        _codes("periods", "期間"),
        _codes("themes_able", "対応できる指導テーマ"),
        _codes("themes_delivered", "支援実績のある指導テーマ"),
        _codes("industries", "得意とする業種"),
        _codes("industries_delivered", "支援実績のある業種"),
        _text_lines("qualifications_verified", "ほかの資格（確認済み）"),
        _text_lines("qualifications_declared", "ほかの資格（本人申告）"),
        *marks,
        _yes_or_no("audit_is_reference", "7の印は参考"),
        Column("registered_on", "登録年月日", day, required=True),
        Column("register_valid_until", "登録の有効期限", day, required=True),
        Column("practice_years", "経験年数", _number),
        Column("cases_supported", "支援した会社の数", _number),
        _yes_or_no("has_chamber_ties", "商工会議所・商工会とのつながり"),
        _yes_or_no("is_emergency_capable", "緊急対応"),
        _code("availability", "対応状況"),
        Column("confirmed_on", "最終確認日", day, required=True),
        _yes_or_no("is_stale", "更新期限超過"),
        _text_lines("track_record", "支援の実績"),
        _text_lines("other_work", "ほかの業務の実績"),
        Column("introduction", "自己紹介"),
        Column("emergency_telephone", "緊急時の電話"),
    )
