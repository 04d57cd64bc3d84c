"""What decides about an engagement. Plain functions."""

from tsunagu.guidance.states import EngagementKind

VISITS = 3  # 実証事業: 原則として全3回 (reference 03, meta.common.visits)
REVIEW_VISITS = 1  # a third-party review is one visit (issue 5 §1)


def visits_planned(kind: EngagementKind) -> int:
    """How many visits are planned."""
    return REVIEW_VISITS if kind is EngagementKind.REVIEW else VISITS
