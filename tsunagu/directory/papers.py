"""The words of a paper from the facts of an agreement. Words: data/papers.yaml; bytes: documents.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from tsunagu.base.calendar import JST, day_of, day_words
from tsunagu.base.money import yen
from tsunagu.directory.states import PaperKind

WORDS = Path(__file__).parent / "data" / "papers.yaml"
LABELS = {
    "number": "番号", "made_on": "作成日", "specialist": "専門家", "form": "支援の形", "sessions": "回数",
    "fee": "料金（1回2時間）", "total": "料金の合計", "work": "内容", "company_signed": "会社側の合意",
    "specialist_signed": "専門家側の合意",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """Who agrees with whom on what. Moments are shown in Japanese time."""

    number: str
    made_at: datetime
    organisation: str
    company_person: str
    company_agreed_at: datetime | None
    specialist: str
    riss_no: str
    specialist_person: str
    specialist_agreed_at: datetime | None
    form: str
    sessions: int
    fee_yen: int
    work: str

    def said(self) -> dict[str, str]:
        """Every fact in words, by the keys the papers use."""
        return {
            "number": self.number,
            "made_on": day_words(day_of(self.made_at)),
            "organisation": self.organisation,
            "specialist": f"{self.specialist}（情報処理安全確保支援士 登録番号 第{self.riss_no}号）",
            "form": self.form,
            "sessions": f"{self.sessions}回",
            "fee": yen(self.fee_yen),
            "total": yen(self.fee_yen * self.sessions),
            "work": self.work,
            "company_signed": _signed(self.company_person, self.company_agreed_at),
            "specialist_signed": _signed(self.specialist_person, self.specialist_agreed_at),
        }


@dataclass(frozen=True, slots=True)
class PaperText:
    """A paper as it is read: title, one opening sentence, a table of facts, clauses, and the note at its end."""

    title: str
    opening: str
    rows: tuple[tuple[str, str], ...]
    clauses: tuple[tuple[str, str], ...]
    note: str


class _Clause(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    head: str
    text: str


class _Paper(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    title: str
    opening: str
    rows: tuple[str, ...]
    clauses: tuple[_Clause, ...]


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    note: str
    papers: dict[PaperKind, _Paper]


@cache
def _words() -> _Words:
    return _Words.model_validate(yaml.safe_load(WORDS.read_text(encoding="utf-8")))


def paper_text(kind: PaperKind, facts: PaperFacts) -> PaperText:
    """The words of one paper."""
    paper, said = _words().papers[kind], facts.said()
    return PaperText(
        title=paper.title,
        opening=paper.opening.format(organisation=said["organisation"], specialist=facts.specialist),
        rows=tuple((LABELS[key], said[key]) for key in paper.rows),
        clauses=tuple((clause.head, clause.text) for clause in paper.clauses),
        note=_words().note.replace(" ", ""),
    )


def moment_words(at: datetime) -> str:
    """2026年11月21日 14時05分."""
    return f"{day_words(day_of(at))} {at.astimezone(JST):%H時%M分}"


def _signed(person: str, at: datetime | None) -> str:
    return f"{person}（{moment_words(at)}に、つなぐの画面で合意）" if at else "まだです"
