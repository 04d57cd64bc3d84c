"""What every page shows around its content: who is signed in, where they may go, whether this is a demo."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from tsunagu.accounts.access import NOBODY, Standing
from tsunagu.accounts.states import Right, Role
from tsunagu.doors.notice import site_notice

# route name → words of the link
MAIN = {
    "public:home": "専門家をさがす",
    "public:emergency": "緊急のとき",
    "public:events": "セミナー・相談会",
    "public:register": "登録番号をしらべる",
}
FOOT = {
    "public:about_order": "並び順の決め方",
    "public:open_data": "オープンデータ",
    "terms": "利用規約",
    "api:docs": "API",
    "parts": "画面の部品（開発者向け）",
}
# a route and the right it needs: shown to those who have the right, in this order
BY_RIGHT: tuple[tuple[str, Right, str], ...] = (
    ("company:home", Right.OWN_COMPANY, "自社のページ"),
    ("specialist:home", Right.OWN_SHEET, "自分の個票"),
    ("specialist:apply", Right.OWN_SHEET, "申請・内容の変更"),
    ("specialist:enquiries", Right.OWN_SHEET, "届いた問い合わせ"),
    ("specialist:proposals", Right.OWN_SHEET, "企業からの依頼"),
    ("specialist:consultations", Right.OWN_SHEET, "個別相談"),
    ("specialist:cases", Right.OWN_SHEET, "支援の依頼"),
    ("specialist:desk", Right.OWN_SHEET, "窓口・派遣"),
    ("specialist:events", Right.OWN_SHEET, "説明会と相談会"),
    ("partner:home", Right.CLIENT_SEARCH, "支援先のページ"),
    ("partner:cases", Right.CASE_KEEP, "案件"),
    ("partner:desk", Right.CASE_KEEP, "窓口の当番"),
    ("partner:pool", Right.CASE_KEEP, "派遣の登録"),
    ("partner:events", Right.EVENT_KEEP, "催し"),
    ("partner:needs", Right.NEED_KEEP, "専門家の申込み"),
    ("partner:consultations", Right.EVENT_KEEP, "個別相談"),
    ("account:organisation", Right.MEMBERS_KEEP, "組織と担当者"),
    ("office:home", Right.LISTING_SEE, "事務局のページ"),
    ("office:review", Right.LISTING_REVIEW, "申請の確認"),
    ("office:invitations", Right.LISTING_REVIEW, "登録者への案内"),
    ("office:listings", Right.LISTING_SEE, "掲載の管理"),
    ("office:enquiries", Right.ENQUIRY_SEE, "問い合わせ"),
    ("office:events", Right.EVENT_OVERSEE, "催し"),
    ("office:needs", Right.NEED_OVERSEE, "専門家の申込み"),
    ("office:consultations", Right.EVENT_OVERSEE, "個別相談"),
    ("office:jobs", Right.JOBS_SEE, "処理の状況"),
    ("office:outbox", Right.OUTBOX_SEE, "送信箱"),
    ("office:settings", Right.SETTINGS_SEE, "設定"),
    ("office:journal", Right.JOURNAL_SEE, "記録"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the frame; `is_here` when it leads to the page shown."""

    url: str
    label: str
    is_here: bool


def address(name: str, *arguments: str) -> str:
    """The address of a route, or "" while that door is not built."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def _links(names: dict[str, str], path: str) -> tuple[Link, ...]:
    found = ((address(name), label) for name, label in names.items())
    return tuple(Link(url, label, url == path) for url, label in found if url)


def _own(standing: Standing) -> dict[str, str]:
    return {name: label for name, right, label in BY_RIGHT if right in standing.rights}


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Template context `frame`. No query, but one a minute for the notice: the gate has read the person's standing."""
    standing: Standing = getattr(request, "standing", NOBODY)
    user = getattr(request, "user", None)
    is_member = user is not None and user.is_authenticated
    return {
        "frame": {
            "is_demo": settings.DEMO,
            "notice": site_notice(at=timezone.now()),
            "home_url": address("public:home"),
            "main_links": _links(MAIN, request.path),
            "role_links": _links(_own(standing), request.path),
            "foot_links": _links(FOOT, request.path),
            "person_name": str(user) if is_member else "",
            "role_name": "・".join(role.label for role in Role if role in standing.roles),
            "organisation_names": standing.organisation_names,
            "rights": sorted(standing.rights),
        }
    }
