"""Individual sheets: one by its register number, several side by side, and the contact for those who may see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser

from tsunagu.accounts.models import User
from tsunagu.directory.conditions import Conditions
from tsunagu.directory.facts import Fact, facts_of
from tsunagu.directory.rows import ListRow, list_row
from tsunagu.directory.search import Search, absences
from tsunagu.specialists.models import PublishedSheet, Specialist
from tsunagu.specialists.register_rules import is_riss_no


@dataclass(frozen=True, slots=True)
class SheetPage:
    """個票: the row of the list, every item with its standing, the long texts, and the contact if it may be seen."""

    row: ListRow
    facts: dict[str, list[Fact]]
    introduction: str
    track_record: tuple[str, ...]
    other_work: tuple[str, ...]
    contact: dict[str, str]
    emergency_telephone: str
    has_photo: bool


def sheet_page(riss_no: str, *, today: date, conditions: Conditions, may_see_contact: bool) -> SheetPage | None:
    """The published sheet of a register number for one search; None when it is not on the list now: one query.

    `may_see_contact`: the person themselves or a coordinator. The emergency number is public where published.
    """
    if not is_riss_no(riss_no):
        return None
    sheet = PublishedSheet.objects.listed().filter(riss_no=riss_no).select_related("text").first()
    return (
        None if sheet is None else page_of(sheet, today=today, conditions=conditions, may_see_contact=may_see_contact)
    )


def page_of(sheet: PublishedSheet, *, today: date, conditions: Conditions, may_see_contact: bool) -> SheetPage:
    """The page of a sheet that was fetched already."""
    search = Search(conditions, today)
    contact = dict(sheet.text.contact)
    urgent = contact.pop("emergency_telephone", "")
    return SheetPage(
        row=list_row(sheet, search.rubric, absences(today), today=today),
        facts=facts_of(sheet, today=today),
        introduction=sheet.text.introduction,
        track_record=tuple(sheet.text.track_record),
        other_work=tuple(sheet.text.other_work),
        contact=contact if may_see_contact else {},
        emergency_telephone=urgent if sheet.is_emergency_capable else "",
        has_photo=bool(sheet.text.photo),
    )


def rows_of(riss_nos: Iterable[str], *, today: date, conditions: Conditions) -> list[ListRow]:
    """Rows of these numbers in the order asked; numbers no longer on the list are left out: one query."""
    wanted = [number for number in dict.fromkeys(riss_nos) if is_riss_no(number)]
    search, why = Search(conditions, today), absences(today)
    sheets = PublishedSheet.objects.listed().filter(riss_no__in=wanted).select_related("text")
    by_no = {sheet.riss_no: sheet for sheet in sheets}
    return [list_row(by_no[no], search.rubric, why, today=today) for no in wanted if no in by_no]


def is_own_sheet(riss_no: str, user: User | AnonymousUser) -> bool:
    """Whether the signed-in person is the specialist of that number; nobody signed in: no query."""
    if not (user.is_authenticated and is_riss_no(riss_no)):
        return False
    return Specialist.objects.filter(riss_no=riss_no, user_id=user.pk).exists()


def emergency_pages(conditions: Conditions, *, seed: int, today: date, limit: int = 10) -> list[SheetPage]:
    """The first people for an emergency in this visitor's order, with the number they published for it: two queries."""
    places = Search(conditions, today).order(seed, limit=limit)
    sheets = PublishedSheet.objects.listed().select_related("text").in_bulk([place.specialist_id for place in places])
    return [
        page_of(sheets[place.specialist_id], today=today, conditions=conditions, may_see_contact=False)
        for place in places
        if place.specialist_id in sheets
    ]
