"""Vocabularies of the Active List: forms, fees, periods, industries, qualifications, places, themes.

Source: reference files 10 (掲載項目), 11 (都道府県), 03 (指導テーマ).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from tsunagu.reference.loading import load
from tsunagu.reference.vocabulary import Term, Vocabulary


def _vocabulary(code: str, rows: Iterable[dict[str, Any]], source: str) -> Vocabulary:
    terms = tuple(Term(str(row["code"]), row["name"], bool(row.get("retired")), row) for row in rows)
    return Vocabulary(code, terms, source)


@cache
def support_forms() -> Vocabulary:
    """支援形態. `facts["list_label"]` is the short name on the list."""
    return _vocabulary("support_forms", load("listing")["support_forms"], load("listing")["source"])


@cache
def periods() -> Vocabulary:
    """支援可能期間, `facts["months"]` = [from, to or None]."""
    return _vocabulary("periods", load("listing")["periods"], load("listing")["source"])


@cache
def industries() -> Vocabulary:
    """得意とする業種: the survey's fifteen choices."""
    return _vocabulary("industries", load("listing")["industries"], load("listing")["source"])


@cache
def qualifications() -> Vocabulary:
    """登録セキスペ以外の保有資格."""
    return _vocabulary("qualifications", load("listing")["other_qualifications"], load("listing")["source"])


@cache
def affiliation_kinds() -> Vocabulary:
    """所属状態."""
    return _vocabulary("affiliation_kinds", load("listing")["affiliation_kinds"], load("listing")["source"])


@cache
def availability_states() -> Vocabulary:
    """対応状況 (designed)."""
    return _vocabulary("availability_states", load("listing")["availability_states"], load("listing")["source"])


@cache
def prefectures() -> Vocabulary:
    """都道府県 (JIS X 0401, two digits), `facts["bureau"]` = METI bureau code."""
    return _vocabulary("prefectures", load("prefectures")["prefectures"], load("prefectures")["source"])


@cache
def themes() -> Vocabulary:
    """指導テーマ T1–T6; T6 is planned (`facts["planned"]`)."""
    return _vocabulary("themes", load("themes")["themes"], load("themes")["source"])


@dataclass(frozen=True, slots=True)
class FeeBand:
    """A band of the fee for one session of two hours, in yen; `most` None = no upper end."""

    code: str
    name: str
    least: int
    most: int | None

    def meets(self, least: int, most: int | None) -> bool:
        """Whether a fee from `least` to `most` yen reaches into this band."""
        return (self.most is None or least <= self.most) and (most is None or most >= self.least)


@cache
def fee_bands() -> tuple[FeeBand, ...]:
    """料金帯, seven bands (reference 10, price.bands_designed)."""
    return tuple(
        FeeBand(row["code"], row["name"], row["min"], row["max"]) for row in load("listing")["price"]["bands_designed"]
    )
