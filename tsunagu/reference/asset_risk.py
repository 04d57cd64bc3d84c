"""情報資産管理台帳 and risk analysis. Source: reference file 07."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from tsunagu.reference.loading import ReferenceFile, Sourced, checked


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerColumn(Sourced):
    """A column of the ledger; `sub` are the columns below one heading."""

    key: str
    name: str
    choices: tuple[str, ...] = ()
    choices_tag: str = "seed"
    sub: tuple[str, ...] = ()
    value: str = ""
    range: tuple[int, ...] = ()
    computed: bool = False
    computed_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskScales:
    """Meaning of 1, 2, 3."""

    threat: Mapping[int, str]
    vulnerability: Mapping[int, str]
    likelihood_label: Mapping[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskFormula:
    """How importance, likelihood, risk value come about; `likelihood_table`: "threat-vulnerability" → 1–3."""

    importance: str
    likelihood_table: Mapping[str, int]
    likelihood_closed_form: str
    risk: str
    band: Mapping[str, str]
    display: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenAsset:
    """A published row with its results."""

    business: str
    name: str
    note: str
    users: str
    owner: str
    media: str
    pii: str
    c: int
    i: int
    a: int
    importance: int
    retention: str
    registered: date
    threat: int
    vulnerability: int
    likelihood: int
    risk_value: int
    band: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetRisk(ReferenceFile):
    """The file `asset_risk.yaml`."""

    meta: Mapping[str, Any] = field(default_factory=dict)
    columns: tuple[LedgerColumn, ...]
    scales: RiskScales
    formula: RiskFormula
    golden_rows: tuple[GoldenAsset, ...]
    golden_rows_caveat: str
    vulnerability_rollup: str
    treatments: tuple[dict[str, str], ...]
    treatment_hint_public: str


@cache
def asset_risk() -> AssetRisk:
    """Columns, scales and the likelihood table."""
    return checked("asset_risk", AssetRisk)
