"""What a visitor asked for, as it stands in the address of the page. Plain functions.

One table, `FACETS`, says which parameters there are, what they may hold and what the list asks for each. Page and API
read the same table, so both know the same conditions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from tsunagu.directory.predicates import AtLeast, Both, Either, Equals, Flag, HasAny, Question
from tsunagu.reference import menus
from tsunagu.reference.listing import (
    affiliation_kinds,
    fee_bands,
    industries,
    periods,
    prefectures,
    qualifications,
    support_forms,
    themes,
)
from tsunagu.specialists.content import BANDS
from tsunagu.specialists.states import AreaMark, Availability

WORDS_MOST = 60


@dataclass(frozen=True, slots=True)
class Conditions:
    """The conditions of one search. Codes of `tsunagu.reference`; empty = left open."""

    need: str = ""
    q: str = ""
    place: tuple[str, ...] = ()
    online: bool = False
    theme: tuple[str, ...] = ()
    record: tuple[str, ...] = ()
    industry: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    fee: tuple[str, ...] = ()
    period: tuple[str, ...] = ()
    first_free: bool = False
    affiliation: tuple[str, ...] = ()
    qualification: tuple[str, ...] = ()
    available: bool = False
    emergency: bool = False
    chamber: bool = False
    busy: bool = False

    def pairs(self) -> list[tuple[str, str]]:
        """(parameter, value) pairs in the order of the facets: the address, and what makes two searches the same."""
        found: list[tuple[str, str]] = []
        for name in FACETS:
            value = getattr(self, name)
            values = value if isinstance(value, tuple) else (("1",) if value is True else (value,) if value else ())
            found += [(name, one) for one in values]
        return found

    @property
    def query(self) -> str:
        """The conditions as a query string."""
        return urlencode(self.pairs())

    def without(self, name: str, value: str) -> Conditions:
        """The same search with one chip removed; a fee band left without a form stays a condition of its own."""
        held = getattr(self, name)
        left: Any = tuple(one for one in held if one != value) if isinstance(held, tuple) else type(held)()
        return replace(self, **{name: left})

    def only(self, names: Iterable[str]) -> Conditions:
        """The same search with nothing but these facets."""
        kept = {name: getattr(self, name) for name in names}
        return Conditions(**kept)


@dataclass(frozen=True, slots=True)
class Facet:
    """One parameter: its Japanese name, the values it takes (code, words) and whether several may be chosen."""

    name: str
    label: str
    choices: Callable[[], Sequence[tuple[str, str]]] = tuple
    many: bool = True
    free: bool = False

    @property
    def is_flag(self) -> bool:
        """A yes/no parameter."""
        return not self.many and not self.free and not self.choices()

    def words(self, value: str) -> str:
        """What the chip says."""
        if self.free:
            return f"「{value}」"
        return dict(self.choices()).get(value, self.label)


@dataclass(frozen=True, slots=True)
class Problem:
    """A parameter that cannot be used: which, and a Japanese sentence saying why and what to do."""

    field: str
    sentence: str


def _needs() -> list[tuple[str, str]]:
    return [(need.code, need.name) for need in menus.all_needs()]


def _bands() -> list[tuple[str, str]]:
    return [(band.code, band.name) for band in fee_bands()]


def _forms() -> list[tuple[str, str]]:
    return [(term.code, str(term.facts["list_label"])) for term in support_forms() if term.facts["list_label"]]


def _without_none(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(code, name) for code, name in choices if code not in {"none", "no_answer"}]


FACETS: dict[str, Facet] = {
    facet.name: facet
    for facet in (
        Facet("need", "支援してほしいこと", _needs, many=False),
        Facet("q", "ことば", many=False, free=True),
        Facet("place", "場所", lambda: prefectures().choices),
        Facet("online", "オンラインでもよい", many=False),
        Facet("theme", "対応できる指導テーマ", lambda: themes().choices),
        Facet("record", "支援実績のある指導テーマ", lambda: themes().choices),
        Facet("industry", "得意とする業種", lambda: _without_none(industries().choices)),
        Facet("form", "支援の形", _forms),
        Facet("fee", "料金（1回2時間）", _bands),
        Facet("period", "期間", lambda: periods().choices),
        Facet("first_free", "初回無料", many=False),
        Facet("affiliation", "働き方", lambda: _without_none(affiliation_kinds().choices)),
        Facet("qualification", "ほかの資格", lambda: qualifications().choices),
        Facet("available", "いま受付中の方だけ", many=False),
        Facet("emergency", "緊急対応ができる", many=False),
        Facet("chamber", "商工会議所・商工会とつながりがある", many=False),
        Facet("busy", "受付が混み合っている方を含める", many=False),
    )
}


def read(parameters: Mapping[str, Sequence[str]]) -> tuple[Conditions, list[Problem]]:
    """Parameters (name → values) → the conditions that can be used, and a sentence for each value that cannot.

    Names that are no facet are left alone: they belong to paging.
    """
    values: dict[str, object] = {}
    problems: list[Problem] = []
    for name, facet in FACETS.items():
        given = [value.strip() for value in parameters.get(name, ()) if value.strip()]
        try:
            value = _value(facet, given)
        except ValueError as wrong:
            problems.append(Problem(name, str(wrong)))
            continue
        if value:
            values[name] = value
    return Conditions(**values), problems  # type: ignore[arg-type]


def _value(facet: Facet, given: list[str]) -> object:
    if not given:
        return None
    if facet.free:
        return _free_words(facet, given[0])
    if facet.is_flag:
        if set(given) - {"1", "0", "true", "false", "on"}:
            raise ValueError(f"「{facet.label}」は 1 を指定してください。")
        return given[-1] not in {"0", "false"}
    known = dict(facet.choices())
    unknown = [value for value in given if value not in known]
    if unknown:
        raise ValueError(f"「{facet.label}」に「{unknown[0][:20]}」という選択肢はありません。選びなおしてください。")
    if not facet.many:
        return given[-1]
    return tuple(code for code in known if code in given)


def _free_words(facet: Facet, text: str) -> str:
    if len(text) > WORDS_MOST:
        raise ValueError(f"「{facet.label}」は{WORDS_MOST}文字までで入力してください（いま{len(text)}文字）。")
    if any(ord(character) < 32 or ord(character) == 127 for character in text):
        raise ValueError(f"「{facet.label}」に使えない文字があります。入力しなおしてください。")
    return text


def questions(conditions: Conditions) -> list[tuple[str, Question]]:
    """What a listed person must meet, by facet. Free words are asked of the word index, not here."""
    return [(name, make(conditions)) for name, make in _QUESTIONS.items() if getattr(conditions, name)]


def _place(conditions: Conditions) -> Question:
    """Visits the place — or works online, when that will do. Online alone asks nothing: nobody is left out by it."""
    here = HasAny("prefectures", prefectures().mask(conditions.place))
    return Either((here, Flag("online"))) if conditions.online else here


def _need(conditions: Conditions) -> Question:
    """Somebody who can help with the need: a theme of it, or ○ or better in an area of it, or its form."""
    need = menus.need(conditions.need)
    ways: list[Question] = [AtLeast(f"mark_{area.lower()}", AreaMark.CIRCLE) for area in need.areas if area != "A7"]
    if need.themes:
        ways.append(HasAny("themes_able", themes().mask(need.themes)))
    if need.support_form:
        ways.append(HasAny("forms", support_forms().mask([need.support_form])))
    return Either(tuple(ways))


def _form_and_fee(conditions: Conditions) -> Question:
    """Form and fee together: the fee must be that of a chosen form."""
    forms = conditions.form or tuple(code for code, _ in _forms())
    bands = [place for place, band in enumerate(fee_bands()) if not conditions.fee or band.code in conditions.fee]
    bits = (support_forms().place(form) * BANDS + band for form in forms for band in bands)
    return HasAny("form_bands", sum({1 << bit for bit in bits}))


def _first_free(conditions: Conditions) -> Question:
    forms = conditions.form or tuple(code for code, _ in _forms())
    return HasAny("first_free_forms", support_forms().mask(forms))


def _affiliation(conditions: Conditions) -> Question:
    return Either(tuple(Equals("affiliation", affiliation_kinds().place(code)) for code in conditions.affiliation))


_QUESTIONS: dict[str, Callable[[Conditions], Question]] = {
    "place": _place,
    "need": _need,
    "theme": lambda c: HasAny("themes_able", themes().mask(c.theme)),
    "record": lambda c: HasAny("themes_delivered", themes().mask(c.record)),
    "industry": lambda c: HasAny("industries", industries().mask(c.industry)),
    "form": _form_and_fee,
    "fee": _form_and_fee,
    "period": lambda c: HasAny("periods", periods().mask(c.period)),
    "first_free": _first_free,
    "affiliation": _affiliation,
    "qualification": lambda c: HasAny("qualifications", qualifications().mask(c.qualification)),
    "available": lambda _c: Equals("availability", Availability.AVAILABLE),
    "emergency": lambda _c: Flag("is_emergency_capable"),
    "chamber": lambda _c: Flag("has_chamber_ties"),
}


def everything(conditions: Conditions) -> Question:
    """All of it as one question (without free words)."""
    return Both(tuple(question for _, question in questions(conditions)))
