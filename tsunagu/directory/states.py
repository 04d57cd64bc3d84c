"""States of enquiries and of what follows from them, and the words for them. Source: issue 3 §5, promises §2."""

from tsunagu.base.labels import LabelledEnum


class EnquiryState(LabelledEnum):
    """Where an enquiry stands as a whole."""

    AWAITING_PROOF = "awaiting_proof", "メールの確認待ち"
    HELD = "held", "事務局が確認中"
    DELIVERED = "delivered", "届けました"
    CLOSED = "closed", "終わりました"


_E = EnquiryState
ENQUIRY_MOVES: dict[EnquiryState, frozenset[EnquiryState]] = {
    _E.AWAITING_PROOF: frozenset({_E.HELD, _E.DELIVERED, _E.CLOSED}),
    _E.HELD: frozenset({_E.DELIVERED, _E.CLOSED}),
    _E.DELIVERED: frozenset({_E.CLOSED}),
    _E.CLOSED: frozenset(),
}


class HoldReason(LabelledEnum):
    """Why an enquiry waits for the office before anybody is mailed."""

    SENDER = "sender", "同じ方からの問い合わせが続いています"
    DUPLICATE = "duplicate", "同じ文の問い合わせがあります"
    TARGET = "target", "同じ専門家への問い合わせが続いています"
    FLOOD = "flood", "全体の問い合わせが急に増えています"
    SPAM = "spam", "宣伝のような文があります"
    TRAP = "trap", "人には見えない欄に、書きこみがあります（自動の送信かもしれません）"


class ClosedReason(LabelledEnum):
    """How an enquiry ended."""

    UNPROVED = "unproved", "メールの確認がありませんでした"
    WITHDRAWN = "withdrawn", "取り下げました"
    REFUSED = "refused", "事務局が届けませんでした"
    NOBODY = "nobody", "対応できる専門家がいませんでした"
    FINISHED = "finished", "やりとりが終わりました"


class TargetState(LabelledEnum):
    """Where one specialist asked by an enquiry stands."""

    CHOSEN = "chosen", "まだ届けていません"
    WAITING = "waiting", "返事を待っています"
    ACCEPTED = "accepted", "対応します"
    DECLINED = "declined", "今回は難しい"
    EXPIRED = "expired", "期限までに返事がありませんでした"
    FULL = "full", "受付がいっぱいで届けられませんでした"
    ENDED = "ended", "問い合わせが終わりました"


_T = TargetState
TARGET_MOVES: dict[TargetState, frozenset[TargetState]] = {
    _T.CHOSEN: frozenset({_T.WAITING, _T.FULL, _T.ENDED}),
    _T.WAITING: frozenset({_T.ACCEPTED, _T.DECLINED, _T.EXPIRED, _T.ENDED}),
    _T.ACCEPTED: frozenset({_T.ENDED}),
    _T.DECLINED: frozenset(),
    _T.EXPIRED: frozenset(),
    _T.FULL: frozenset(),
    _T.ENDED: frozenset(),
}
# Answers a specialist gave; with EXPIRED they make the published response times.
ANSWERED = frozenset({_T.ACCEPTED, _T.DECLINED})
NEVER_ACCEPTED = frozenset({_T.DECLINED, _T.EXPIRED, _T.FULL, _T.ENDED})


class DeclineReason(LabelledEnum):
    """Why a specialist cannot take an enquiry on; the company reads it."""

    BUSY = "busy", "いま予定がいっぱいです"
    FIELD = "field", "専門とする分野ではありません"
    PLACE = "place", "場所が遠く、伺えません"
    TERMS = "terms", "条件が合いません"
    CONFLICT = "conflict", "利害の関係があり、引き受けられません"
    OTHER = "other", "そのほか"


class Side(LabelledEnum):
    """Who speaks in a conversation."""

    VISITOR = "visitor", "問い合わせた方"
    SPECIALIST = "specialist", "登録セキスペ"
    OFFICE = "office", "事務局"


class AppointmentState(LabelledEnum):
    """Where a meeting stands."""

    PROPOSED = "proposed", "返事を待っています"
    AGREED = "agreed", "決まりました"
    CANCELLED = "cancelled", "取りやめました"
    PASSED = "passed", "ほかの日時になりました"
    CHANGED = "changed", "日時を変えました"
    MET = "met", "終わりました"


_A = AppointmentState
APPOINTMENT_MOVES: dict[AppointmentState, frozenset[AppointmentState]] = {
    _A.PROPOSED: frozenset({_A.AGREED, _A.PASSED}),
    _A.AGREED: frozenset({_A.CANCELLED, _A.CHANGED, _A.MET}),
    _A.CANCELLED: frozenset(),
    _A.PASSED: frozenset(),
    _A.CHANGED: frozenset(),
    _A.MET: frozenset(),
}


class MeetingWay(LabelledEnum):
    """How the two meet."""

    ONLINE = "online", "オンライン"
    VISIT = "visit", "訪問"
    TELEPHONE = "telephone", "電話"


class AgreementState(LabelledEnum):
    """Where an agreement outside a programme stands."""

    PROPOSED = "proposed", "提案中"
    AGREED = "agreed", "合意しました"
    WITHDRAWN = "withdrawn", "取り下げました"


_G = AgreementState
AGREEMENT_MOVES: dict[AgreementState, frozenset[AgreementState]] = {
    _G.PROPOSED: frozenset({_G.AGREED, _G.WITHDRAWN}),
    _G.AGREED: frozenset(),
    _G.WITHDRAWN: frozenset(),
}


class PaperKind(LabelledEnum):
    """Papers made of an agreement."""

    QUOTE = "quote", "見積書"
    SECRECY = "secrecy", "秘密保持の約束"
    CONTRACT = "contract", "業務委託の契約書"
