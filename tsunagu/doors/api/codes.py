"""Every code list that conditions and rows use, as the API shows them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tsunagu.directory.conditions import FACETS
from tsunagu.directory.rows import ABSENCES
from tsunagu.doors.api.answers import CodeList, Codes, Entry
from tsunagu.reference import listing
from tsunagu.reference.menus import all_needs, display_columns, menus
from tsunagu.reference.vocabulary import Vocabulary
from tsunagu.specialists.states import Standing


@dataclass(frozen=True, slots=True)
class Term:
    """One entry before it is known whether the list can be searched by it."""

    code: str
    name: str
    note: str = ""
    group: str | None = None
    is_retired: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A code list: its Japanese name, the conditions that take its codes, its entries."""

    name: str
    terms: Callable[[], Iterable[Term]]
    parameters: tuple[str, ...] = ()


def _of(vocabulary: Callable[[], Vocabulary]) -> Callable[[], list[Term]]:
    return lambda: [Term(term.code, term.name, is_retired=term.retired) for term in vocabulary()]


def _forms() -> list[Term]:
    return [
        Term(term.code, str(term.facts["list_label"]) or term.name, term.name, is_retired=term.retired)
        for term in listing.support_forms()
    ]


SHOWN: dict[str, Shown] = {
    "menus": Shown("支援メニュー", lambda: [Term(menu.code, menu.name, menu.kana) for menu in menus()]),
    "needs": Shown(
        "支援してほしいこと",
        lambda: [Term(need.code, need.name, need.example_worry, need.menu_code) for need in all_needs()],
        ("need",),
    ),
    "prefectures": Shown("都道府県", _of(listing.prefectures), ("place",)),
    "themes": Shown("指導テーマ", _of(listing.themes), ("theme", "record")),
    "industries": Shown("業種", _of(listing.industries), ("industry",)),
    "support-forms": Shown("支援の形", _forms, ("form",)),
    "fee-bands": Shown("料金（1回2時間）", lambda: [Term(b.code, b.name) for b in listing.fee_bands()], ("fee",)),
    "periods": Shown("期間", _of(listing.periods), ("period",)),
    "affiliations": Shown("働き方", _of(listing.affiliation_kinds), ("affiliation",)),
    "qualifications": Shown("ほかの資格", _of(listing.qualifications), ("qualification",)),
    "availability": Shown("対応状況", _of(listing.availability_states)),
    "areas": Shown("得意な領域", lambda: [Term(c.area, c.name, c.short) for c in display_columns()]),
    "absences": Shown("受け付けていない理由", lambda: [Term(code, words) for code, words in ABSENCES.items()]),
    "standings": Shown("項目のよりどころ", lambda: [Term(one.value, one.label) for one in Standing]),
}


def code_lists() -> list[CodeList]:
    """The code lists there are."""
    return [CodeList(code=code, name=one.name, parameters=list(one.parameters)) for code, one in SHOWN.items()]


def codes_of(code: str) -> Codes | None:
    """One code list with its entries; None when there is none of that name."""
    shown = SHOWN.get(code)
    if shown is None:
        return None
    searched = {value for name in shown.parameters for value, _ in FACETS[name].choices()}
    entries = [
        Entry(
            code=term.code, name=term.name, group=term.group, note=term.note,
            is_condition=term.code in searched, is_retired=term.is_retired,
        )
        for term in shown.terms()
    ]  # fmt: skip
    return Codes(code=code, name=shown.name, parameters=list(shown.parameters), entries=entries)
