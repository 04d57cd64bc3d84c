"""The result of a self-diagnosis as a PDF paper. No query inside."""

from __future__ import annotations

from datetime import datetime

from tsunagu.base.calendar import day_of, day_words
from tsunagu.base.pdf import pdf
from tsunagu.toolkit.diagnosis import FirstStep
from tsunagu.toolkit.queries import DiagnosisResult

PAPER = """
= #data.title

#data.organisation #h(1fr) #data.day

#block(fill: luma(240), inset: 10pt, width: 100%)[
  #text(size: 20pt, weight: "bold")[#data.total 点] #text(size: 10pt)[（100点満点）]
  #linebreak()
  #data.state。#data.next。
  #if data.change != "" [#linebreak() #data.change]
]

#facts(data.parts)

#data.counts

== まず取り組むこと

#for step in data.first [
  === #step.title
  #step.what

  #text(size: 9.5pt)[なぜ：#step.why]

  #text(size: 9.5pt)[進め方：#step.how]
]

#if data.rest.len() > 0 [
  == つぎに取り組むこと
  #list(..data.rest.map(step => [#step.title：#step.what]))
]

== 答えの一覧

#table(
  columns: (auto, 1fr, auto),
  table.header[番号][項目][答え],
  ..data.items.flatten().map(cell => [#cell]),
)

#text(size: 8.5pt)[#data.note]
"""
NOTE = "この結果には自社の弱い所が書いてあります。見せる相手を選び、鍵のかかる場所に保管してください。"


def diagnosis_paper(result: DiagnosisResult, organisation: str, *, at: datetime) -> bytes:
    """A result → PDF bytes, for the company itself."""
    score = result.score
    facts: dict[str, object] = {
        "title": "自社診断の結果",
        "organisation": organisation,
        "day": day_words(day_of(result.finished_at)),
        "total": score.total,
        "state": score.band.state,
        "next": score.band.next,
        "change": change_words(result),
        "parts": [[line.name, f"{line.points}点／{line.most}点"] for line in result.parts],
        "counts": f"「わからない」{score.unknown}問（1問−1点）、「対象外」{score.not_applicable}問（1問4点）",
        "first": [_step(step) for step in result.first],
        "rest": [_step(step) for step in result.rest],
        "items": [[str(line.item.no), line.item.topic, line.words] for line in result.items],
        "note": f"{NOTE} 設問の版：{result.version}",
    }
    return pdf(PAPER, facts, at=at)


def _step(step: FirstStep) -> dict[str, str]:
    title = f"{step.item.topic}（まず確認）" if step.is_to_check else step.item.topic
    return {"title": title, "what": step.what, "why": step.why, "how": step.how}


def change_words(result: DiagnosisResult) -> str:
    """「前回より +7点（前回 61点）」; "" the first time."""
    if result.before is None or result.change is None:
        return ""
    if result.change == 0:
        return f"前回と同じ点数です（前回 {result.before.total}点）"
    return f"前回より {result.change:+d}点（前回 {result.before.total}点）"
