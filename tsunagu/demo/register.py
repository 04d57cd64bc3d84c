"""What the made-up register says of somebody. Plain functions; dates follow `today`."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from tsunagu.demo.naming import Name
from tsunagu.specialists.states import RegisterStatus

MAY_SHOW_NAME_PCT, MAY_SHOW_SKILLS_PCT = 70, 55
VALID_YEARS = 3  # 登録の有効期間; registration happens on 1 April and 1 October
OLDEST_HALF_YEARS = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFacts:
    """Column values of a RegisterEntry, without its number and name."""

    registered_on: date
    valid_until: date
    status: RegisterStatus
    courses_done_on: date | None
    extract_on: date
    may_show_name: bool
    may_show_skills: bool


def standing(today: date, chance: Random, kind: str = "valid") -> RegisterFacts:
    """Facts of somebody who is valid, suspended, revoked or expired today."""
    registered_on = half_year_before(today, chance.randint(0, OLDEST_HALF_YEARS))
    valid_until = _end_after(registered_on, today)
    if kind == "expired":
        registered_on = half_year_before(today, chance.randint(8, OLDEST_HALF_YEARS))
        valid_until = today - timedelta(days=chance.randint(1, 700))
    done = today - timedelta(days=chance.randint(5, 400))
    return RegisterFacts(
        registered_on=registered_on,
        valid_until=valid_until,
        status=RegisterStatus.VALID if kind == "expired" else RegisterStatus(kind),
        courses_done_on=done if done > registered_on else None,
        extract_on=today.replace(day=1),
        may_show_name=chance.randrange(100) < MAY_SHOW_NAME_PCT,
        may_show_skills=chance.randrange(100) < MAY_SHOW_SKILLS_PCT,
    )


def half_year_before(today: date, steps: int) -> date:
    """The last 1 April or 1 October on or before today, so many half-years further back."""
    halves = today.year * 2 + (0 if today.month < 4 else 1 if today.month < 10 else 2) - steps - 1
    return date(halves // 2, 4 if halves % 2 == 0 else 10, 1)


def _end_after(registered_on: date, today: date) -> date:
    end = registered_on
    while end <= today:
        end = end.replace(year=end.year + VALID_YEARS)
    return end - timedelta(days=1)


def columns(riss_no: str, name: Name, facts: RegisterFacts) -> dict[str, Any]:
    """Values of a RegisterEntry row."""
    return {"riss_no": riss_no, "name": name[0], **{key: getattr(facts, key) for key in facts.__slots__}}
