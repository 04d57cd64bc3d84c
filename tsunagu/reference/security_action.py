"""SECURITY ACTION ★1・★2, お助け隊サービス, points of trading law. Source: reference file 14."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tsunagu.reference.loading import ReferenceFile, Sourced, checked


@dataclass(frozen=True, slots=True, kw_only=True)
class OneStar(Sourced):
    """★1: the condition before and after guideline version 4."""

    name: str
    condition_until_2026_03: str
    condition_after_v4: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoStars(Sourced):
    """★2: all conditions hold."""

    name: str
    condition: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityAction:
    """A declaration by the company itself, never called 認定 or 取得; `id_regex_designed` checks its id."""

    nature: str
    star1: OneStar
    star2: TwoStars
    five_articles: tuple[str, ...]
    six_articles_2026_add: str
    registration_2026: Mapping[str, str]
    id_regex_designed: str
    sme_figures: Mapping[str, int | str]
    revision_planned: str
    effect_fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Otasuketai:
    """サイバーセキュリティお助け隊サービス."""

    name: str
    contents: tuple[str, ...]
    price: Mapping[str, str]
    providers: int
    users_about: int
    new_type_2026: str
    subsidy_2025: Mapping[str, Any]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityActionFile(ReferenceFile):
    """The file `security_action.yaml`."""

    security_action: SecurityAction
    otasuketai: Otasuketai
    trading_law_points: tuple[str, ...]


@cache
def security_action_file() -> SecurityActionFile:
    """★1・★2, お助け隊, trading law."""
    return checked("security_action", SecurityActionFile)
