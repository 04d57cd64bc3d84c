"""States of needs, candidates and batches, and the words for them. Source: issue 5 §1; promises §2."""

from tsunagu.base.labels import LabelledEnum


class NeedKind(LabelledEnum):
    """What a company asks for."""

    GUIDANCE = "guidance", "訪問指導"
    REVIEW = "review", "第三者としての確認（1回）"


class ReviewOf(LabelledEnum):
    """What a one-visit third-party review looks at."""

    REGULATIONS = "regulations", "社内の規程"
    SETUP = "setup", "機器やサービスの設定"
    QUOTATION = "quotation", "業者の見積もり"


class NeedOrigin(LabelledEnum):
    """How a need came. Half of the matches of 2019 were brought by the specialists themselves (issue 5 §1)."""

    CONSULTATION = "consultation", "個別相談のあと"
    DIAGNOSIS = "diagnosis", "自社診断のあと"
    APPLICATION = "application", "企業の申込み"
    PARTNER = "partner", "支援機関・ITベンダーから"
    SPECIALIST = "specialist", "専門家が連れてきた"


class NeedState(LabelledEnum):
    """Where a need stands for the company. Never stored: derived from its proposals (`need_rules.state_of`)."""

    AWAITING_PROOF = "awaiting_proof", "メールの確認待ち"
    PREPARING = "preparing", "候補を準備中"
    CHOOSING = "choosing", "企業が選ぶところ"
    ASKED = "asked", "専門家の返事待ち"
    MATCHED = "matched", "決まりました"
    NOBODY = "nobody", "引き受け手がいません"
    CLOSED = "closed", "終了"


class NeedClosed(LabelledEnum):
    """Why a need ended without an engagement."""

    BY_COMPANY = "by_company", "企業が取りやめた"
    BY_OFFICE = "by_office", "担当者が終わりにした"
    UNPROVED = "unproved", "メールの確認がなかった"
    SILENT = "silent", "企業から返事がなかった"


class ProposalState(LabelledEnum):
    """Where a candidate stands. Only who is ASKED knows of it; PASSED and DROPPED are told nobody.

    WITHDRAWN: the engagement ended before it began; the need may look for somebody else.
    """

    SHOWN = "shown", "候補として表示中"
    ASKED = "asked", "依頼中"
    ACCEPTED = "accepted", "引き受けた"
    DECLINED = "declined", "辞退"
    EXPIRED = "expired", "返事の期限切れ"
    PASSED = "passed", "ほかの方に決まった"
    DROPPED = "dropped", "候補から外れた"
    WITHDRAWN = "withdrawn", "決まったあとに取りやめ"


_P = ProposalState
# A candidate is asked once; only who is asked can accept, decline or let the time pass. An accepted pair never moves,
# but for its own engagement being withdrawn: then those passed over are candidates again.
PROPOSAL_MOVES: dict[ProposalState, frozenset[ProposalState]] = {
    _P.SHOWN: frozenset({_P.ASKED, _P.PASSED, _P.DROPPED}),
    _P.ASKED: frozenset({_P.ACCEPTED, _P.DECLINED, _P.EXPIRED, _P.DROPPED}),
    _P.ACCEPTED: frozenset({_P.WITHDRAWN}),
    _P.DECLINED: frozenset(),
    _P.EXPIRED: frozenset(),
    _P.PASSED: frozenset({_P.SHOWN}),
    _P.DROPPED: frozenset({_P.SHOWN}),
    _P.WITHDRAWN: frozenset(),
}
# These are still in the running.
LIVE = (_P.SHOWN, _P.ASKED)
ANSWERED = (_P.ACCEPTED, _P.DECLINED)


class Refusal(LabelledEnum):
    """Why a specialist declines."""

    BUSY = "busy", "日程が合わない"
    FAR = "far", "訪問するには遠い"
    NOT_MY_FIELD = "not_my_field", "得意な分野ではない"
    CONFLICT = "conflict", "利害関係がある"
    OTHER = "other", "そのほか"


class Dropped(LabelledEnum):
    """Why somebody is no candidate any more without having answered. Who was not asked MAY_COME_BACK."""

    NO_ROOM = "no_room", "いま受付が混み合っています"
    NEEDED = "needed", "候補のいない会社の候補になりました"
    COMPANION = "companion", "いっしょに支援する方の都合がつきません"
    LEFT = "left", "一覧から外れました"
    APART = "apart", "頼めない事情があります"
    TAKEN_OUT = "taken_out", "担当者が候補から外しました"
    CLOSED = "closed", "依頼が終わりました"
    CHANGED = "changed", "会社が別の方を選ぶことにしました"


MAY_COME_BACK = (Dropped.NO_ROOM, Dropped.COMPANION, Dropped.LEFT)


class Skipped(LabelledEnum):
    """Why a need of a batch was left as it is when the batch was sent."""

    CHANGED = "changed", "計算のあとに動きがありました"
    ENDED = "ended", "終わりました"
    GONE = "gone", "候補の方が、いまは受けられません"


class BatchState(LabelledEnum):
    """Where the search for everybody's candidates at once stands. Nothing is told before it is sent."""

    DRAFT = "draft", "これから計算"
    SOLVING = "solving", "計算しています"
    READY = "ready", "案ができました"
    SENT = "sent", "送りました"
    DROPPED = "dropped", "使わないことにしました"


_B = BatchState
BATCH_MOVES: dict[BatchState, frozenset[BatchState]] = {
    _B.DRAFT: frozenset({_B.SOLVING, _B.DROPPED}),
    _B.SOLVING: frozenset({_B.DRAFT, _B.READY}),
    _B.READY: frozenset({_B.SOLVING, _B.SENT, _B.DROPPED}),
    _B.SENT: frozenset(),
    _B.DROPPED: frozenset(),
}
