"""Whether somebody on the list can be asked now, and why not, in words for the visitor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tsunagu.directory.rows import ABSENCES
from tsunagu.directory.search import absences
from tsunagu.specialists.models import PublishedSheet
from tsunagu.specialists.register_rules import is_riss_no


@dataclass(frozen=True, slots=True)
class Askable:
    """Somebody on the list. `why_not` "": an enquiry may be sent. `emergency_telephone` where published."""

    specialist_id: int
    riss_no: str
    name: str
    why_not: str
    emergency_telephone: str


def askable(riss_nos: Iterable[str], *, is_urgent: bool, today: date) -> list[Askable]:
    """Those of these numbers who are on the list, in the order asked: one query."""
    wanted = [number for number in dict.fromkeys(riss_nos) if is_riss_no(number)]
    sheets = PublishedSheet.objects.listed().filter(riss_no__in=wanted).select_related("text", "specialist")
    by_no = {sheet.riss_no: sheet for sheet in sheets}
    return [_askable(by_no[no], is_urgent=is_urgent, today=today) for no in wanted if no in by_no]


def _askable(sheet: PublishedSheet, *, is_urgent: bool, today: date) -> Askable:
    urgent = str(sheet.text.contact.get("emergency_telephone", "")) if sheet.is_emergency_capable else ""
    return Askable(
        sheet.specialist_id, sheet.riss_no, sheet.name, why_not(sheet, is_urgent=is_urgent, today=today), urgent
    )


def why_not(sheet: PublishedSheet, *, is_urgent: bool, today: date) -> str:
    """A sentence why nothing can be sent to somebody now, or ""."""
    if sheet.specialist.user_id is None:
        return f"{sheet.name}さんは、まだここから問い合わせを受けていません。"
    for code, question in absences(today).items():
        if question.holds(sheet):
            return f"{sheet.name}さんは、{ABSENCES[code]}。"
    if is_urgent and not sheet.is_emergency_capable:
        return f"{sheet.name}さんは、緊急の対応を受けていません。"
    return ""
