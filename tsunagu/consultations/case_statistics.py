"""Statistics of one partner in a fiscal year: counts of its own cases, desk and pool. No names, no clients."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from statistics import median

from django.db.models import F, QuerySet

from tsunagu.base.calendar import JST, day_of
from tsunagu.base.tables import Column
from tsunagu.consultations.case_chains import chain
from tsunagu.consultations.case_queries import FINISHED
from tsunagu.consultations.desk_queries import PoolRow, pool_rows
from tsunagu.consultations.models import CaseCandidate, CaseFile, DeskShift, PoolMember
from tsunagu.consultations.states import CaseKind, CaseState, ShiftState
from tsunagu.reference.listing import themes
from tsunagu.reference.menus import menus

COLUMNS = (
    Column("group", "分類", width=24),
    Column("label", "項目", width=48),
    Column("number", "数"),
    Column("unit", "単位"),
)
NO_THEME = "まだ決めていない"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its words."""

    group: str
    label: str
    number: int
    unit: str


def statistics_of(organisation_ids: Collection[int], year: int, *, today: date) -> list[Figure]:
    """The figures of a fiscal year (April to March, JST), in the order they are shown: five queries at most.

    Cases count in the year they were opened in, shifts in the year they begin in; the pool is as it stands today.
    """
    since, until = (datetime.combine(date(one, 4, 1), time(), JST) for one in (year, year + 1))
    cases = CaseFile.objects.filter(partner_id__in=organisation_ids, opened_at__gte=since, opened_at__lt=until)
    shifts = DeskShift.objects.filter(partner_id__in=organisation_ids, starts_at__gte=since, starts_at__lt=until)
    pool = pool_rows(PoolMember.objects.filter(partner_id__in=organisation_ids), today=today)
    return [*_of_cases(list(cases)), *_of_decisions(cases), *_of_shifts(shifts), *_of_pool(pool)]


def _of_cases(cases: list[CaseFile]) -> Iterator[Figure]:
    yield Figure("案件", "この年度に作った案件", len(cases), "件")
    yield Figure("案件", "終わった案件", sum(case.state == CaseState.CLOSED for case in cases), "件")
    for kind in CaseKind:
        mine = [case for case in cases if case.kind == kind]
        if mine:
            yield Figure("種類", kind.label, len(mine), "件")
            yield from _of_steps(kind, [case for case in mine if case.is_open])
    needs = Counter(case.need.partition("-")[0] for case in cases)
    yield from (Figure("相談したいこと", menu.name, needs[menu.code], "件") for menu in menus())
    chosen = Counter(case.theme for case in cases)
    yield from (Figure("指導テーマ", term.name, chosen[term.code], "件") for term in themes() if not term.retired)
    yield Figure("指導テーマ", NO_THEME, chosen[""], "件")


def _of_steps(kind: CaseKind, cases: list[CaseFile]) -> Iterator[Figure]:
    found = Counter(case.step for case in cases)
    for step in chain(kind):
        yield Figure("進行中の案件の段階", step.label, found[step.code], "件")
    yield Figure("進行中の案件の段階", FINISHED, found[""], "件")


def _of_decisions(cases: QuerySet[CaseFile]) -> Iterator[Figure]:
    """From opening to the first decision, in days of the JST calendar."""
    decided = CaseCandidate.objects.filter(case__in=cases, decided_at__isnull=False).order_by("-decided_at")
    times = {key: (opened, at) for key, opened, at in decided.values_list("case", F("case__opened_at"), "decided_at")}
    days = [(day_of(at) - day_of(opened)).days for opened, at in times.values() if at is not None]
    yield Figure("専門家の決定", "専門家が決まった案件", len(days), "件")
    if days:
        yield Figure("専門家の決定", "決まるまでの日数（ちょうど真ん中の案件）", round(median(days)), "日")


def _of_shifts(shifts: QuerySet[DeskShift]) -> Iterator[Figure]:
    taken = list(shifts.filter(state=ShiftState.ACCEPTED).values_list("starts_at", "ends_at"))
    minutes = sum(int((ends - begins).total_seconds()) // 60 for begins, ends in taken)
    yield Figure("無料相談窓口", "専門家が引き受けた当番", len(taken), "回")
    yield Figure("無料相談窓口", "専門家が窓口にいる時間", round(minutes / 60), "時間")


def _of_pool(rows: list[PoolRow]) -> Iterator[Figure]:
    able = Counter(name for row in rows if row.may_be_sent and row.sheet for name in row.sheet.themes_able)
    yield Figure("専門家派遣の登録（今日）", "派遣できる人", sum(row.may_be_sent for row in rows), "人")
    for term in themes():
        if not term.retired:
            yield Figure("専門家派遣の登録（今日）", f"{term.name}に対応できる人", able[term.name], "人")
