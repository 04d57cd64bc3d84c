"""States of an engagement (指導案件) and the words for them. Source: issue 5 §1; reference 12 (one withdrew)."""

from tsunagu.base.labels import LabelledEnum


class EngagementKind(LabelledEnum):
    """What was agreed on."""

    GUIDANCE = "guidance", "訪問指導"
    REVIEW = "review", "第三者としての確認（1回）"


class EngagementState(LabelledEnum):
    """Where an engagement stands."""

    OPEN = "open", "進行中"
    WITHDRAWN = "withdrawn", "始まる前に辞退"


class WithdrawnBy(LabelledEnum):
    """Who withdrew."""

    COMPANY = "company", "企業"
    SPECIALIST = "specialist", "専門家"
    OFFICE = "office", "担当者"


_S = EngagementState
MOVES: dict[EngagementState, frozenset[EngagementState]] = {
    _S.OPEN: frozenset({_S.WITHDRAWN}),
    _S.WITHDRAWN: frozenset(),
}
