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


class CaseKind(LabelledEnum):
    """Which of the two published scenarios a case follows (reference 10)."""

    SUPPORT = "support", "支援機関の案件"
    VENDOR = "vendor", "ITベンダーの案件"


class CaseState(LabelledEnum):
    """Whether somebody still works on a case."""

    OPEN = "open", "進行中"
    CLOSED = "closed", "終了"


class StepMove(LabelledEnum):
    """What one record at a step did to the case."""

    NOTE = "note", "記録"
    DONE = "done", "終えて次へ"
    SKIPPED = "skipped", "とばした"
    BACK = "back", "戻った"


class Payer(LabelledEnum):
    """Who pays the specialist of a case; always shown to client, specialist and partner (issue 5 §2)."""

    UNDECIDED = "undecided", "まだ決まっていません"
    CLIENT = "client", "企業（相談した会社）"
    PARTNER = "partner", "支援する側（支援機関・ITベンダー）"
    PROGRAMME = "programme", "国や自治体などの事業"


class CandidateState(LabelledEnum):
    """Where a specialist stands with a case."""

    SHORTLISTED = "shortlisted", "候補"
    ASKED = "asked", "返事を待っています"
    ACCEPTED = "accepted", "引き受けられます"
    MET = "met", "面談しました"
    DECIDED = "decided", "決定"
    DECLINED = "declined", "辞退"
    DROPPED = "dropped", "見送り"


_C = CandidateState
CANDIDATE_MOVES: dict[CandidateState, frozenset[CandidateState]] = {
    _C.SHORTLISTED: frozenset({_C.ASKED, _C.DROPPED}),
    _C.ASKED: frozenset({_C.ACCEPTED, _C.DECLINED, _C.DROPPED}),
    _C.ACCEPTED: frozenset({_C.MET, _C.DECIDED, _C.DECLINED, _C.DROPPED}),
    _C.MET: frozenset({_C.DECIDED, _C.DECLINED, _C.DROPPED}),
    _C.DECIDED: frozenset({_C.DROPPED}),
    _C.DECLINED: frozenset(),
    _C.DROPPED: frozenset(),
}
# Those a specialist hears of; before and after they know nothing of the case.
CANDIDATES_TOLD = (_C.ASKED, _C.ACCEPTED, _C.MET, _C.DECIDED)
CANDIDATES_LIVE = (_C.SHORTLISTED, *CANDIDATES_TOLD)


class ShareItem(LabelledEnum):
    """What of a client may be told to a specialist, item by item; the order is the page's."""

    ORGANISATION = "organisation", "会社の名前"
    PLACE = "place", "都道府県"
    INDUSTRY = "industry", "業種"
    NEED = "need", "相談したいこと"
    BUDGET = "budget", "予算"
    WORRIES = "worries", "心配していること"
    CONTACT = "contact", "担当者の名前と連絡先"
    MESSAGE = "message", "支援する側からの説明"


class ShiftState(LabelledEnum):
    """Where a shift of the desk (無料相談窓口) stands."""

    OPEN = "open", "担当を決めていません"
    ASKED = "asked", "返事を待っています"
    ACCEPTED = "accepted", "決まりました"
    CANCELLED = "cancelled", "取りやめ"


_D = ShiftState
SHIFT_MOVES: dict[ShiftState, frozenset[ShiftState]] = {
    _D.OPEN: frozenset({_D.ASKED, _D.CANCELLED}),
    _D.ASKED: frozenset({_D.ACCEPTED, _D.OPEN, _D.CANCELLED}),
    _D.ACCEPTED: frozenset({_D.OPEN, _D.CANCELLED}),
    _D.CANCELLED: frozenset(),
}
# These take the specialist's time.
SHIFTS_TAKEN = (_D.ASKED, _D.ACCEPTED)


class PoolState(LabelledEnum):
    """Where a specialist stands with a partner's dispatch pool (専門家派遣の登録)."""

    ASKED = "asked", "返事を待っています"
    MEMBER = "member", "登録中"
    DECLINED = "declined", "辞退"
    ENDED = "ended", "登録を終えました"


_P = PoolState
POOL_MOVES: dict[PoolState, frozenset[PoolState]] = {
    _P.ASKED: frozenset({_P.MEMBER, _P.DECLINED, _P.ENDED}),
    _P.MEMBER: frozenset({_P.ENDED}),
    _P.DECLINED: frozenset(),
    _P.ENDED: frozenset(),
}
POOL_LIVE = (_P.ASKED, _P.MEMBER)


class CaseParty(LabelledEnum):
    """The three sides of a case: who does a line of the roadmap, who signs a contract."""

    CLIENT = "client", "企業"
    SPECIALIST = "specialist", "専門家"
    PARTNER = "partner", "支援する側"


class RoadmapState(LabelledEnum):
    """How far a line of the roadmap is."""

    PLANNED = "planned", "これから"
    DOING = "doing", "進めています"
    DONE = "done", "できました"
    STOPPED = "stopped", "やめました"
