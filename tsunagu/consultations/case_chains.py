"""The chains of scenario ① (support bodies) and ② (IT vendors). Data with its source: data/case_chains.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from tsunagu.consultations.states import CaseKind, StepMove

CHAINS = Path(__file__).parent / "data" / "case_chains.yaml"
Way = Literal["", "search", "candidates", "roadmap", "contract"]


class ChainStep(BaseModel):
    """One step: its published name, what to do there in plain words, and the page it needs ("" none)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    code: str
    label: str
    todo: str
    way: Way


@cache
def _chains() -> dict[CaseKind, tuple[ChainStep, ...]]:
    told = yaml.safe_load(CHAINS.read_text(encoding="utf-8"))
    return TypeAdapter(dict[CaseKind, tuple[ChainStep, ...]]).validate_python(told)


def chain(kind: CaseKind) -> tuple[ChainStep, ...]:
    """The steps of a kind in their order."""
    return _chains()[kind]


def find_step(kind: CaseKind, code: str) -> ChainStep | None:
    """The step of a code; None for "" (the end) and for a code of the other chain."""
    return next((step for step in chain(kind) if step.code == code), None)


def step_after(kind: CaseKind, code: str) -> str:
    """The code of the step that follows; "" after the last."""
    codes = [step.code for step in chain(kind)]
    return codes[codes.index(code) + 1] if code != codes[-1] else ""


def is_before(kind: CaseKind, code: str, other: str) -> bool:
    """Whether a step comes before another; `other` "" is the end."""
    codes = [step.code for step in chain(kind)]
    return other == "" or codes.index(code) < codes.index(other)


def step_signs(kind: CaseKind, now: str, moves: dict[str, StepMove]) -> list[tuple[ChainStep, str]]:
    """Each step with how it stands: "done", "skipped", "now" or "ahead". `moves`: the last move made at each step."""
    found = []
    for step in chain(kind):
        if step.code == now:
            sign = "now"
        elif is_before(kind, step.code, now):
            sign = "skipped" if moves.get(step.code) is StepMove.SKIPPED else "done"
        else:
            sign = "ahead"
        found.append((step, sign))
    return found
