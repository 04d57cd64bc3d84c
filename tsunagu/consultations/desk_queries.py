"""Reads of the desk rota and the dispatch pool, for the partner and for the specialist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet

from tsunagu.base.calendar import JST
from tsunagu.consultations.desk_letters import place_words, shift_words
from tsunagu.consultations.models import DeskShift, PoolMember
from tsunagu.consultations.states import POOL_LIVE, PoolState, ShiftState
from tsunagu.directory.conditions import Conditions
from tsunagu.directory.queries.sheets import rows_of
from tsunagu.directory.rows import ListRow
from tsunagu.reference.listing import themes


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """One shift in words. `specialist` "" while nobody is asked; `is_ahead`: it has not begun."""

    key: int
    partner: str
    when: str
    where: str
    state: ShiftState
    specialist: str
    riss_no: str
    is_ahead: bool


def month_bounds(month: date) -> tuple[date, date]:
    """The first day of a month and of the next one."""
    first = month.replace(day=1)
    return first, date(first.year + first.month // 12, first.month % 12 + 1, 1)


def rota(shifts: QuerySet[DeskShift], month: date, *, at: datetime) -> list[ShiftRow]:
    """The shifts that begin in a month (JST), by time; cancelled ones left out: one query."""
    since, until = (datetime.combine(day, time(), JST) for day in month_bounds(month))
    found = shifts.filter(starts_at__gte=since, starts_at__lt=until).exclude(state=ShiftState.CANCELLED)
    return shift_rows(found, at=at)


def shift_rows(shifts: QuerySet[DeskShift], *, at: datetime) -> list[ShiftRow]:
    """Shifts by time: one query."""
    found = shifts.select_related("specialist", "partner__organisation").order_by("starts_at", "pk")
    return [_shift_row(shift, at) for shift in found]


def _shift_row(shift: DeskShift, at: datetime) -> ShiftRow:
    who = shift.specialist
    return ShiftRow(
        key=shift.pk,
        partner=str(shift.partner),
        when=shift_words(shift),
        where=place_words(shift),
        state=shift.state_now,
        specialist=who.name if who else "",
        riss_no=who.riss_no if who else "",
        is_ahead=shift.starts_at > at,
    )


def find_shift(shifts: QuerySet[DeskShift], key: int) -> DeskShift | None:
    """One of access's: one query."""
    return shifts.select_related("specialist__user", "partner__organisation").filter(pk=key).first()


@dataclass(frozen=True, slots=True)
class PoolRow:
    """A specialist of the pool. `sheet` None: not on the list now, so not to be sent out; `is_over`: past its day."""

    key: int
    partner: str
    name: str
    riss_no: str
    state: PoolState
    until_on: date
    is_over: bool
    sheet: ListRow | None

    @property
    def may_be_sent(self) -> bool:
        """A member until today or later, and on the list."""
        return self.state is PoolState.MEMBER and not self.is_over and self.sheet is not None


def pool_rows(members: QuerySet[PoolMember], *, today: date, theme: str = "") -> list[PoolRow]:
    """Who is in the pool or was asked, those to be sent first; `theme`: only who can guide it: three queries at most.

    Who left the Active List is no member any more, whatever was agreed: the list is asked, nothing is stored.
    """
    found = members.filter(state__in=POOL_LIVE).select_related("specialist", "partner__organisation")
    kept = list(found.order_by("specialist__name_kana", "pk"))
    numbers = [one.specialist.riss_no for one in kept]
    sheets = {row.riss_no: row for row in rows_of(numbers, today=today, conditions=Conditions())}
    rows = [_pool_row(one, sheets.get(one.specialist.riss_no), today) for one in kept]
    if theme in themes():
        wanted = themes()[theme].name
        rows = [row for row in rows if row.sheet and wanted in row.sheet.themes_able]
    return sorted(rows, key=lambda row: not row.may_be_sent)


def _pool_row(one: PoolMember, sheet: ListRow | None, today: date) -> PoolRow:
    return PoolRow(
        key=one.pk,
        partner=str(one.partner),
        name=one.specialist.name,
        riss_no=one.specialist.riss_no,
        state=one.state_now,
        until_on=one.until_on,
        is_over=one.until_on < today,
        sheet=sheet,
    )


def find_member(members: QuerySet[PoolMember], key: int) -> PoolMember | None:
    """One of access's: one query."""
    return members.select_related("specialist__user", "partner__organisation").filter(pk=key).first()
