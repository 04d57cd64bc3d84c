"""States of events, registrations, advisers and requests, and the words for them. Source: issue 4 §1, reference 12."""

from tsunagu.base.labels import LabelledEnum


class EventKind(LabelledEnum):
    """What is held."""

    SEMINAR = "seminar", "セミナー"
    BRIEFING = "briefing", "専門家向けの説明会"
    CONSULTATION_DAY = "consultation_day", "相談会（講演と個別相談）"


class EventState(LabelledEnum):
    """Where an event stands. Cancelled is a state of its own (reference 12: 中止の回は別状態にする)."""

    DRAFT = "draft", "準備中"
    ANNOUNCED = "announced", "受付中"
    CLOSED = "closed", "受付終了"
    HELD = "held", "開催済み"
    CANCELLED = "cancelled", "中止"


_E = EventState
EVENT_MOVES: dict[EventState, frozenset[EventState]] = {
    _E.DRAFT: frozenset({_E.ANNOUNCED, _E.CANCELLED}),
    _E.ANNOUNCED: frozenset({_E.CLOSED, _E.CANCELLED}),
    _E.CLOSED: frozenset({_E.ANNOUNCED, _E.HELD, _E.CANCELLED}),
    _E.HELD: frozenset(),
    _E.CANCELLED: frozenset(),
}
# Everybody may see these; a draft only who prepares it.
PUBLIC_STATES = (_E.ANNOUNCED, _E.CLOSED, _E.HELD, _E.CANCELLED)


class RegistrationState(LabelledEnum):
    """Where a registration stands. A cancelled event is neither accepted nor declined."""

    AWAITING_PROOF = "awaiting_proof", "メールの確認待ち"
    ACCEPTED = "accepted", "受付済み"
    WAITING = "waiting", "キャンセル待ち"
    DECLINED = "declined", "お断り"
    CANCELLED = "cancelled", "申込者が取消"
    EVENT_CANCELLED = "event_cancelled", "開催中止"


_R = RegistrationState
REGISTRATION_MOVES: dict[RegistrationState, frozenset[RegistrationState]] = {
    _R.AWAITING_PROOF: frozenset({_R.ACCEPTED, _R.WAITING, _R.DECLINED, _R.CANCELLED, _R.EVENT_CANCELLED}),
    _R.WAITING: frozenset({_R.ACCEPTED, _R.DECLINED, _R.CANCELLED, _R.EVENT_CANCELLED}),
    _R.ACCEPTED: frozenset({_R.DECLINED, _R.CANCELLED, _R.EVENT_CANCELLED}),
    _R.DECLINED: frozenset(),
    _R.CANCELLED: frozenset(),
    _R.EVENT_CANCELLED: frozenset(),
}
LIVE = (_R.ACCEPTED, _R.WAITING)


class RegistrationWay(LabelledEnum):
    """How a registration came."""

    WEB = "web", "ウェブ"
    FAX = "fax", "ファクス"
    TELEPHONE = "telephone", "電話"
    STAFF = "staff", "窓口"


class AdviserState(LabelledEnum):
    """Whether a specialist advises at a consultation day."""

    ASKED = "asked", "返事を待っています"
    ACCEPTED = "accepted", "引き受けます"
    DECLINED = "declined", "今回は難しい"


class RequestState(LabelledEnum):
    """A request to the specialists' association for somebody who speaks (issue 4 §1)."""

    ASKED = "asked", "依頼中"
    ASSIGNED = "assigned", "担当が決まりました"
    REPORTED = "reported", "報告を受けました"


REQUEST_MOVES: dict[RequestState, frozenset[RequestState]] = {
    RequestState.ASKED: frozenset({RequestState.ASSIGNED}),
    RequestState.ASSIGNED: frozenset({RequestState.REPORTED}),
    RequestState.REPORTED: frozenset(),
}
