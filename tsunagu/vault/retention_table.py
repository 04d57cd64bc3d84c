"""The retention table: how long each kind of data is kept. Data with its sources: data/retention.yaml."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, PositiveInt, TypeAdapter

from tsunagu.base.calendar import days_after

TABLE = Path(__file__).parent / "data" / "retention.yaml"


class Period(BaseModel):
    """One kind of data: kept so many days `since` something, `then` erased or pseudonymised."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    code: str
    label: str
    days: PositiveInt
    since: str
    then: Literal["erase", "pseudonymise"]
    source: str


@cache
def periods() -> dict[str, Period]:
    """All periods by code."""
    rows = TypeAdapter(list[Period]).validate_python(yaml.safe_load(TABLE.read_text(encoding="utf-8")))
    return {row.code: row for row in rows}


def keep_until(code: str, *, since: date) -> date:
    """The last day something of this kind is kept; KeyError for a kind the table does not name."""
    return days_after(since, periods()[code].days)


def kept_from(code: str, *, today: date) -> date:
    """What is older than this day has had its time."""
    return days_after(today, -periods()[code].days)
