"""Needs, sheets and what stands in the tables, as the plain batch the season's search works with."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property

from django.db.models import F, Q, QuerySet

from tsunagu.base.calendar import month_of
from tsunagu.consultations.models import Consultation
from tsunagu.consultations.queries import plain_name
from tsunagu.directory.predicates import Question
from tsunagu.directory.search import absences
from tsunagu.matching.conflicts import declared_conflicts
from tsunagu.matching.models import Need, Proposal
from tsunagu.matching.need_rules import REVIEW_MENU
from tsunagu.matching.season.values import Batch, Options, SeasonNeed, SeasonSpecialist
from tsunagu.matching.season.words import Lacking
from tsunagu.matching.states import LIVE, MAY_COME_BACK, NeedKind, ProposalState, ReviewOf
from tsunagu.reference import menus
from tsunagu.reference.listing import prefectures, themes
from tsunagu.specialists.models import PublishedSheet
from tsunagu.upkeep.queries import setting_number

FACTS = tuple(one.name for one in fields(SeasonSpecialist) if one.name not in {"id", "room"})
SOURCE = "consultation:"


def season_batch(
    needs: Sequence[Need], *, seed: int, candidates: int, moves: int, today: date, is_quick: bool = False
) -> Batch:  # fmt: skip
    """These needs with everybody who may be proposed: at most six queries, however many there are.

    Their room is what the month leaves, half as much again for showing (setting matching.overbook_percent), less where
    they are shown to companies outside of this batch. Conflicts, the same employer, a quotation's vendor and whoever
    declined are apart. `is_quick`: one need, and only those worth a look
    (`one_need`): three queries more, and a page need not wait.
    """
    offered, past = _offered(needs), _past(needs)
    showing = _Showing(setting_number("matching.overbook_percent", on=today), _shown_elsewhere(needs), today)
    if is_quick:
        sheets = list(_worth_a_look(needs[0], offered[needs[0].pk], past[needs[0].pk], showing, seed=seed))
    else:
        sheets = list(_proposable())
    asked = Counter(_people(one for rows in offered.values() for one in rows if one.state_now is ProposalState.ASKED))
    apart, known = _Apart(needs, sheets, offered), {sheet.pk for sheet in sheets}
    return Batch(
        tuple(_need(one, offered[one.pk], apart.of(one), past[one.pk], known=known) for one in needs),
        tuple(_specialist(sheet, showing.room(sheet, asked[sheet.pk])) for sheet in sheets),
        today,
        Options(candidates=candidates, overbook=100, seed=seed, moves=moves),
    )


@dataclass(frozen=True)
class _Showing:
    """To how many more companies somebody may be shown: places left, so many percent of it, less those elsewhere."""

    percent: int
    elsewhere: Mapping[int, int]
    today: date

    def room(self, sheet: PublishedSheet, asked_here: int) -> int:
        """Who is asked by a need of this batch holds a place of the month and one of the batch: it counts once."""
        if any(why.holds(sheet) for why in self._away):
            return 0
        taken = sheet.load if sheet.load_month == month_of(self.today) else 0
        left = max(0, sheet.monthly_cap - taken) + asked_here
        return max(0, -(-left * self.percent // 100) - self.elsewhere.get(sheet.pk, 0))

    @cached_property
    def _away(self) -> tuple[Question, ...]:
        return tuple(absences(self.today).values())


def _worth_a_look(
    need: Need, offered: Sequence[Proposal], past: Collection[str], showing: _Showing, *, seed: int
) -> QuerySet[PublishedSheet]:
    """Sheets for one need alone: the best for it, and whoever stands or has talked with the company."""
    from tsunagu.matching.one_need import worth_a_look

    asking = _need(need, [], frozenset(), frozenset(), known=())
    found = worth_a_look(
        asking, elsewhere=showing.elsewhere, percent=showing.percent, seed=seed, today=showing.today,
        extra=len(offered),
    )  # fmt: skip
    return _proposable().filter(pk__in={*found, *_people(offered), *map(int, past)})


def _specialist(sheet: PublishedSheet, room: int) -> SeasonSpecialist:
    return SeasonSpecialist(id=str(sheet.pk), room=room, **{name: getattr(sheet, name) for name in FACTS})


def _need(
    need: Need, offered: Sequence[Proposal], apart: frozenset[str], past: frozenset[str], *, known: Collection[int]
) -> SeasonNeed:
    """Who brought the company is fixed while they are on the list (`known`) and nobody else is shown."""
    live = [one for one in offered if one.state_now in LIVE]
    accepted = next((str(one.specialist_id) for one in offered if one.state_now is ProposalState.ACCEPTED), "")
    is_brought = len(live) == 1 and live[0].is_brought
    is_review = need.kind == NeedKind.REVIEW
    return SeasonNeed(
        id=str(need.pk),
        prefecture=need.prefecture,
        theme=need.theme_code,
        industry=need.industry,
        online_ok=need.is_online_ok,
        areas=menus.need(REVIEW_MENU[ReviewOf(need.review_of)]).areas if is_review else (),
        fixed=str(live[0].specialist_id) if is_brought and live[0].specialist_id in known else "",
        accepted=accepted,
        apart=apart,
        stands=tuple(str(one.specialist_id) for one in live),
        companion=next((str(one.companion_id) for one in live if one.companion_id), ""),
        past=past,
    )


def why_nobody(need: Need) -> Lacking:
    """Why not even one person could do it, room and conflicts aside: at most two queries."""
    if not _able(need).exists():
        return Lacking.NO_THEME
    return Lacking.NOBODY if _here(_able(need), need).exists() else Lacking.NO_REGION


def _proposable() -> QuerySet[PublishedSheet]:
    """Those on the list with an account: who may be proposed."""
    columns = (*FACTS, "specialist_id", "organisation", "monthly_cap", "load", "load_month", "availability")
    found = PublishedSheet.objects.listed().filter(specialist__user__isnull=False)
    return found.only(*columns, "paused_until").order_by("specialist_id")


def _able(need: Need) -> QuerySet[PublishedSheet]:
    found = _proposable()
    if not need.theme_code:
        return found
    return found.annotate(able=F("themes_able").bitand(themes().mask([need.theme_code]))).exclude(able=0)


def _here(found: QuerySet[PublishedSheet], need: Need) -> QuerySet[PublishedSheet]:
    near = found.annotate(here=F("prefectures").bitand(prefectures().mask([need.prefecture])))
    return near.exclude(here=0, online=False) if need.is_online_ok else near.exclude(here=0)


def _offered(needs: Iterable[Need]) -> Mapping[int, list[Proposal]]:
    found: dict[int, list[Proposal]] = defaultdict(list)
    for one in Proposal.objects.filter(need__in=[need.pk for need in needs]).defer("words").order_by("rank"):
        found[one.need_id].append(one)
    return found


def _people(proposals: Iterable[Proposal]) -> list[int]:
    return [number for one in proposals for number in (one.specialist_id, one.companion_id) if number]


def _shown_elsewhere(needs: Iterable[Need]) -> Counter[int]:
    """How many other companies see somebody without having asked them yet."""
    here = [one.pk for one in needs]
    shown = Proposal.objects.filter(state=ProposalState.SHOWN).exclude(need__in=here)
    return Counter(_people(shown.only("specialist_id", "companion_id")))


def _past(needs: Iterable[Need]) -> Mapping[int, frozenset[str]]:
    """Who has talked with the company at a consultation: the one the need came from, and those of its page."""
    by_source = {one.source.removeprefix(SOURCE): one.pk for one in needs if one.source.startswith(SOURCE)}
    by_company: dict[int, list[int]] = defaultdict(list)
    for one in needs:
        if one.company_id:
            by_company[one.company_id].append(one.pk)
    keys = [int(key) for key in by_source if key.isdigit()]
    found: dict[int, set[str]] = defaultdict(set)
    talks = Consultation.objects.filter(Q(pk__in=keys) | Q(registration__company__in=list(by_company)))
    for pk, specialist, company in talks.values_list("pk", "specialist_id", "registration__company_id"):
        for need in {by_source.get(str(pk)), *by_company.get(company, ())} - {None}:
            found[need].add(str(specialist))
    return defaultdict(frozenset, {need: frozenset(names) for need, names in found.items()})


@dataclass
class _Apart:
    """Who is no candidate for a need, whatever they can do."""

    needs: Sequence[Need]
    people: Iterable[PublishedSheet]
    offered: Mapping[int, list[Proposal]]

    def __post_init__(self) -> None:
        self._employed: dict[str, set[str]] = defaultdict(set)
        for sheet in self.people:
            if sheet.organisation:
                self._employed[plain_name(sheet.organisation)].add(str(sheet.pk))
        self._declared = declared_conflicts(self.needs)

    def of(self, need: Need) -> frozenset[str]:
        """A declared conflict, the company's own people, the vendor's, who was offered and is not any more."""
        names = {plain_name(name) for name in (need.organisation_name, need.vendor_name) if name}
        employed = {one for name in names for one in self._employed.get(name, ())}
        declared = {str(number) for number in self._declared[need.pk]}
        gone = {str(number) for number in gone_from(self.offered[need.pk])}
        return frozenset(employed | declared | gone)


def gone_from(offered: Collection[Proposal]) -> set[int]:
    """Who is no candidate again: passed, taken out, declined or silent, first or to come along."""
    ended = [one for one in offered if one.state_now not in LIVE and one.state_now is not ProposalState.ACCEPTED]
    for_good = [one for one in ended if one.asked_at is not None or one.dropped_because not in MAY_COME_BACK]
    return refused_by(ended) | {one.specialist_id for one in for_good}


def refused_by(offered: Iterable[Proposal]) -> set[int]:
    """Who declined or let the time pass, first or to come along; who had said yes, or was not waited for, has not."""
    found: set[int] = set()
    for one in offered:
        if one.state_now is ProposalState.DECLINED and one.declined_by_id:
            found.add(one.declined_by_id)
        elif one.state_now in (ProposalState.DECLINED, ProposalState.EXPIRED):
            found |= set() if one.lead_said_yes_at else {one.specialist_id}
            found |= set() if one.companion_said_yes_at or not one.companion_id else {one.companion_id}
    return found
