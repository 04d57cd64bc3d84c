"""Where a need stands, in one sentence for its company."""

from __future__ import annotations

from dataclasses import dataclass

from tsunagu.base.calendar import day_of, month_day_words
from tsunagu.matching.need_queries import CandidateRow, NeedPage
from tsunagu.matching.states import NeedState


@dataclass(frozen=True, slots=True)
class Words:
    """What parts/notice.html takes."""

    kind: str
    title: str
    text: str


PLAIN = {
    NeedState.AWAITING_PROOF: Words(
        "warning", "まだ始まっていません", "届いたメールのリンクを開いて、ボタンを押してください。"
    ),
    NeedState.PREPARING: Words("info", "候補を準備しています", "できたら、メールで知らせます。"),
    NeedState.NOBODY: Words(
        "warning", "いま、引き受けられる専門家がいません", "申し訳ありません。次にできることを、下に書きました。"
    ),
    NeedState.CLOSED: Words("info", "この申込みは終わりました", "必要になったら、もう一度申し込めます。"),
}


def standing_words(page: NeedPage) -> Words:
    """One sentence, and what happens next."""
    if page.state in PLAIN:
        return PLAIN[page.state]
    if page.accepted is not None:
        return Words("success", f"{names_of(page.accepted)}に決まりました", "まず、日程を相談してください。")
    if page.asked is not None:
        until = month_day_words(day_of(page.asked.deadline_at)) if page.asked.deadline_at else ""
        return Words("info", f"{names_of(page.asked)}の返事を待っています", f"{until}までに返事が届きます。")
    if any(one.is_brought for one in page.shown):
        return Words("info", "専門家から、支援の申し出があります", "内容を読んで、頼むかどうかを選んでください。")
    count = len(page.shown)
    return Words("info", f"候補が{count}人います。頼みたい方を選んでください", "選ぶまで、だれにも伝わりません。")


def names_of(row: CandidateRow) -> str:
    """見本 一郎さん, or both of a pair."""
    return "と".join(f"{name}さん" for name in (row.name, row.companion) if name)


# How a need stands in the words of its company; the desk's words are `NeedState.label`.
OWN_LABELS = {
    NeedState.AWAITING_PROOF: "メールの確認を待っています",
    NeedState.CHOOSING: "候補を選んでください",
    NeedState.NOBODY: "引き受ける方をさがしています",
}


def own_label(state: NeedState) -> str:
    """For the list on the company's own page."""
    return OWN_LABELS.get(state, state.label)
