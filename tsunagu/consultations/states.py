"""States of an individual consultation (個別相談) and the words for them. Source: issue 4 §2–§3."""

from tsunagu.base.labels import LabelledEnum


class ConsultationState(LabelledEnum):
    """Where a consultation stands."""

    PLANNED = "planned", "予定"
    HELD = "held", "実施済み"
    NO_SHOW = "no_show", "来られなかった"
    CANCELLED = "cancelled", "取りやめ"


_S = ConsultationState
# Somebody who was late may still be heard; what was held stays.
MOVES: dict[ConsultationState, frozenset[ConsultationState]] = {
    _S.PLANNED: frozenset({_S.HELD, _S.NO_SHOW, _S.CANCELLED}),
    _S.NO_SHOW: frozenset({_S.HELD}),
    _S.HELD: frozenset(),
    _S.CANCELLED: frozenset(),
}
# These take a slot of company, specialist and room.
LIVE = (_S.PLANNED, _S.HELD, _S.NO_SHOW)


class GuidanceWish(LabelledEnum):
    """Whether the company wants to be guided after the consultation (訪問指導の希望)."""

    YES = "yes", "希望する"
    UNDECIDED = "undecided", "考えている"
    NO = "no", "希望しない"


class ConflictReason(LabelledEnum):
    """Why two should not meet (利益相反)."""

    SAME_EMPLOYER = "same_employer", "同じ会社に勤めている"
    CUSTOMER = "customer", "取引がある"
    DECLARED_BY_SPECIALIST = "declared_by_specialist", "専門家からの申し出"
    DECLARED_BY_COMPANY = "declared_by_company", "企業からの申し出"
