"""A case in words of the screen: what may be told of a client, and who pays."""

from __future__ import annotations

from collections.abc import Iterable

from tsunagu.consultations.models import CaseFile
from tsunagu.consultations.states import CaseKind, Payer, ShareItem
from tsunagu.reference.listing import industries, prefectures, themes
from tsunagu.reference.menus import need

STANDS_BY = "専門家の助言は、相談した企業のために行います。だれが費用を払っても、専門家は企業の側に立ちます。"


def need_words(case: CaseFile) -> str:
    """What the client wants help with, and the theme when one was chosen."""
    wanted = need(case.need).name
    return f"{wanted}（{themes()[case.theme].name}）" if case.theme else wanted


def told_words(case: CaseFile, items: Iterable[ShareItem], message: str = "") -> dict[str, str]:
    """The chosen items with their words as they stand now; items with nothing to say fall out."""
    reach = "、".join(part for part in (case.contact_name, case.email, case.telephone) if part)
    words = {
        ShareItem.ORGANISATION: case.organisation_name,
        ShareItem.PLACE: prefectures()[case.prefecture].name,
        ShareItem.INDUSTRY: industries()[case.industry].name,
        ShareItem.NEED: need_words(case),
        ShareItem.BUDGET: case.budget,
        ShareItem.WORRIES: case.worries,
        ShareItem.CONTACT: reach,
        ShareItem.MESSAGE: message.strip(),
    }
    chosen = set(items)
    return {item.value: words[item] for item in ShareItem if item in chosen and words[item]}


def payer_words(kind: CaseKind, payer: Payer) -> str:
    """Who pays the specialist, as all three sides read it."""
    if payer is Payer.PARTNER:
        return "ITベンダー" if kind is CaseKind.VENDOR else "支援機関"
    return payer.label
