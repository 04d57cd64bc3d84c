"""States of a listing and the words for them. Source: reference file 10."""

from enum import IntEnum

from tsunagu.base.labels import LabelledEnum


class ListingState(LabelledEnum):
    """Where a listing stands (reference 10, listing_states_designed)."""

    DRAFT = "draft", "下書き"
    SUBMITTED = "submitted", "申請中"
    VERIFYING = "verifying", "資格確認中"
    RETURNED = "returned", "差戻し"
    APPROVED = "approved", "承認済み（公開待ち）"
    PUBLISHED = "published", "公開中"
    UPDATE_REQUESTED = "update_requested", "更新依頼中"
    STALE = "stale", "更新期限超過"
    HIDDEN = "hidden", "非公開"
    SUSPENDED = "suspended", "停止"
    EXPIRED = "expired", "資格失効による非公開"
    REJECTED = "rejected", "不承認"
    WITHDRAWN = "withdrawn", "取下げ・掲載終了"


_S = ListingState
_ENDS = frozenset({_S.SUSPENDED, _S.EXPIRED, _S.WITHDRAWN})
MOVES: dict[ListingState, frozenset[ListingState]] = {
    _S.DRAFT: frozenset({_S.SUBMITTED, _S.WITHDRAWN}),
    _S.SUBMITTED: frozenset({_S.VERIFYING, _S.WITHDRAWN}),
    _S.VERIFYING: frozenset({_S.RETURNED, _S.APPROVED, _S.REJECTED, _S.WITHDRAWN}),
    _S.RETURNED: frozenset({_S.SUBMITTED, _S.WITHDRAWN}),
    _S.APPROVED: frozenset({_S.PUBLISHED}) | _ENDS,
    _S.PUBLISHED: frozenset({_S.UPDATE_REQUESTED, _S.HIDDEN}) | _ENDS,
    _S.UPDATE_REQUESTED: frozenset({_S.PUBLISHED, _S.STALE, _S.HIDDEN}) | _ENDS,
    _S.STALE: frozenset({_S.PUBLISHED, _S.HIDDEN}) | _ENDS,
    _S.HIDDEN: frozenset({_S.PUBLISHED}) | _ENDS,
    _S.SUSPENDED: frozenset({_S.PUBLISHED, _S.EXPIRED, _S.WITHDRAWN}),
    _S.EXPIRED: frozenset({_S.SUBMITTED, _S.WITHDRAWN}),
    _S.REJECTED: frozenset({_S.SUBMITTED, _S.WITHDRAWN}),
    _S.WITHDRAWN: frozenset({_S.DRAFT}),
}

# On the list: fresh, asked, or past its date with a note. Never pushed down silently (reference 10, stale).
LISTED = frozenset({_S.PUBLISHED, _S.UPDATE_REQUESTED, _S.STALE})

# The person writes an application; the office reviews it and nobody writes.
BEFORE_REVIEW = frozenset({_S.DRAFT, _S.RETURNED, _S.REJECTED, _S.EXPIRED})
LOCKED = frozenset({_S.SUBMITTED, _S.VERIFYING, _S.APPROVED, _S.SUSPENDED})


def office_moves(state: ListingState) -> tuple[ListingState, ...]:
    """Where the office may send a listing outside a review: stopped, hidden, back on the list, ended."""
    back = {_S.PUBLISHED} if state in {_S.HIDDEN, _S.SUSPENDED} else set()
    return tuple(to for to in ListingState if to in MOVES[state] & (back | {_S.HIDDEN, _S.SUSPENDED, _S.WITHDRAWN}))


class HiddenReason(LabelledEnum):
    """Why somebody is not on the list. The first three are the published reasons of the 2024 survey (18 people)."""

    NO_SKILL_ANSWER = "no_skill_answer", "スキル調査が未回答"
    EMPLOYER = "employer", "勤務先の都合"
    DECLINED = "declined", "掲載を希望しない"
    OWN_WISH = "own_wish", "ご本人の希望"
    NOT_CONFIRMED = "not_confirmed", "内容の確認がない"
    SILENT = "silent", "問い合わせに返事がない"


# The owner's one button brings them back (promises §2: warn, then pause).
BACK_BY_ONE_BUTTON = frozenset({HiddenReason.NOT_CONFIRMED, HiddenReason.SILENT})


class Availability(IntEnum):
    """対応状況; the place in the vocabulary `availability_states`."""

    AVAILABLE = 0
    LIMITED = 1
    WAITLIST = 2
    UNAVAILABLE = 3


class RegisterStatus(LabelledEnum):
    """What the official register says of a number."""

    VALID = "valid", "有効"
    SUSPENDED = "suspended", "名称の使用停止"
    REVOKED = "revoked", "取消し・消除"
    EXPIRED = "expired", "失効"


class VersionState(LabelledEnum):
    """What has become of one edition of a sheet."""

    SUBMITTED = "submitted", "確認待ち"
    LIVE = "live", "公開中"
    REPLACED = "replaced", "前の版"
    RETURNED = "returned", "差戻し"


class ReviewSide(LabelledEnum):
    """Who wrote a message about a listing."""

    OFFICE = "office", "事務局"
    SPECIALIST = "specialist", "登録セキスペ"


class ProofState(LabelledEnum):
    """What has become of the paper for a qualification."""

    GIVEN = "given", "確認待ち"
    VERIFIED = "verified", "確認済み"
    REFUSED = "refused", "確認できませんでした"


class ReminderKind(LabelledEnum):
    """The steps of keeping a listing true; each is told before it happens (product J2)."""

    ASKED = "asked", "内容の確認のお願い"
    BEFORE_NOTE = "before_note", "もうすぐ注意書きが付きます"
    NOTED = "noted", "注意書きを付けました"
    BEFORE_HIDING = "before_hiding", "もうすぐ非公開になります"
    HIDDEN = "hidden", "非公開にしました"
    RENEWAL = "renewal", "登録の更新のときの確認"
    SILENCE_WARNED = "silence_warned", "問い合わせに返事がないことのお知らせ"
    SILENCE_PAUSED = "silence_paused", "返事がないため一覧から下ろしました"


class Standing(LabelledEnum):
    """What an item on the sheet rests on (reference 10, verification_classes)."""

    VERIFIED = "verified", "確認済み"
    SYSTEM = "system", "当システムの実績"
    SELF = "self", "本人申告"
    DERIVED = "derived", "申告からの計算"


class AreaMark(IntEnum):
    """◎ / ○ / blank. The number orders them: larger is better."""

    BLANK = 0
    CIRCLE = 1
    DOUBLE_CIRCLE = 2

    @property
    def sign(self) -> str:
        """The sign shown on the list."""
        return ("", "○", "◎")[self]
