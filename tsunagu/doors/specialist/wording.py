"""Where a listing stands, said to its owner: what it means and what comes next."""

from dataclasses import dataclass
from datetime import date

from tsunagu.base.calendar import day_words
from tsunagu.specialists.own_queries import OwnListing, OwnRegisterEntry
from tsunagu.specialists.states import HiddenReason, ListingState, RegisterStatus, Standing


@dataclass(frozen=True, slots=True)
class Told:
    """What parts/notice.html takes."""

    kind: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class RegisterFact:
    """What parts/facts.html takes."""

    label: str
    value: str
    standing: Standing | None
    basis: str = ""


_S = ListingState
SAID: dict[ListingState, tuple[str, str, str]] = {
    _S.DRAFT: ("info", "まだ申請していません", "申請のページで、少しずつ書いて送ってください。"),
    _S.SUBMITTED: ("info", "申請を受け付けました", "事務局が確かめます。しばらくお待ちください。"),
    _S.VERIFYING: ("info", "事務局が資格を確かめています", "登録簿と照らし合わせています。しばらくお待ちください。"),
    _S.RETURNED: ("warning", "直してほしい所があります", "申請のページで直して、もう一度送ってください。"),
    _S.APPROVED: ("success", "承認されました", "まもなくアクティブリストに載ります。"),
    _S.PUBLISHED: ("success", "アクティブリストに載っています", "だれでも、あなたの個票を見られます。"),
    _S.UPDATE_REQUESTED: (
        "warning", "内容が今も正しいか、確かめてください", "個票を読み、変わった所を直してください。",
    ),
    _S.STALE: (
        "warning", "確かめる期限が過ぎています",
        "個票に「内容が古いかもしれません」と出ています。並び順は変わりません。",
    ),
    _S.HIDDEN: ("warning", "いまは載っていません", "また載せたいときは、事務局にお知らせください。"),
    _S.SUSPENDED: ("error", "掲載を止めています", "くわしいことは、事務局におたずねください。"),
    _S.EXPIRED: ("error", "登録の期限が切れたため、載っていません", "登録を更新したら、申請のページから送り直せます。"),
    _S.REJECTED: ("error", "申請は承認されませんでした", "理由は、事務局からのメールをごらんください。"),
    _S.WITHDRAWN: ("info", "掲載を終えました", "また載せたいときは、申請のページから送れます。"),
}  # fmt: skip


BACK_BY_BUTTON = {
    HiddenReason.OWN_WISH: "下のボタンで、いつでも戻せます。",
    HiddenReason.NOT_CONFIRMED: "下のボタンを押すと、すぐに戻ります。",
    HiddenReason.SILENT: "下のボタンを押すと、すぐに戻ります。返事ができないときは、受付を休みにしてください。",
}


def state_words(own: OwnListing) -> Told:
    """The state in plain words; for a hidden listing with its reason."""
    kind, title, text = SAID[own.state]
    text = BACK_BY_BUTTON.get(own.reason, text) if own.reason else text
    return Told(kind, title, f"理由：{own.reason.label}。{text}" if own.reason else text)


def register_facts(entry: OwnRegisterEntry, *, today: date) -> list[RegisterFact]:
    """What the official register says of the own number."""
    basis = f"登録簿（{day_words(entry.extract_on)}の時点）"
    days_left = (entry.valid_until - today).days
    left = f"あと{days_left}日" if days_left >= 0 else "期限が過ぎています"
    courses = day_words(entry.courses_done_on) if entry.courses_done_on else "登録簿に記録がありません"
    return [
        RegisterFact("登録の状態", entry.status.label, _standing(entry), basis),
        RegisterFact("登録した日", day_words(entry.registered_on), Standing.VERIFIED),
        RegisterFact("登録の期限", f"{day_words(entry.valid_until)}（{left}）", Standing.VERIFIED),
        RegisterFact("義務講習を受けた日", courses, Standing.VERIFIED if entry.courses_done_on else None),
    ]


def _standing(entry: OwnRegisterEntry) -> Standing | None:
    return Standing.VERIFIED if entry.status is RegisterStatus.VALID else None
