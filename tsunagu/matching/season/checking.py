"""Which hard rules a plan breaks: written apart from the search, pair by pair; for tests and before sending."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tsunagu.matching.season.fit import barred
from tsunagu.matching.season.support import needs_support
from tsunagu.matching.season.values import Batch, NeedPlan, Plan, SeasonNeed
from tsunagu.matching.season.words import Broken, Seat


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One broken rule, and the need and specialist it is seen at."""

    broken: Broken
    need: str = ""
    specialist: str = ""


def violations(batch: Batch, plan: Plan) -> list[Violation]:
    """Every hard rule the plan breaks; empty = it can be sent."""
    free = _free(batch, plan)
    found = [one for row in plan.needs for one in _of_need(batch, plan, row)]
    found += [one for row in plan.needs for one in _of_companion(batch, row)]
    found += _of_room(batch, plan, free)
    found += [one for row in plan.needs if not row.candidates for one in _left_out(batch, row, free)]
    return sorted(set(found))


def _of_need(batch: Batch, plan: Plan, row: NeedPlan) -> Iterator[Violation]:
    need, names = batch.need[row.need], [one.specialist for one in row.candidates]
    if need.settled:
        if names != [need.settled]:
            yield Violation(Broken.SETTLED, need.id, need.settled)
        return
    stands = _stands(batch, need)
    for name in names:
        if name not in batch.specialist or barred(need, batch.specialist[name]) is not None:
            yield Violation(Broken.BARRED, need.id, name)
    if len(set(names)) < len(names):
        yield Violation(Broken.TWICE, need.id)
    if len(names) > max(batch.options.candidates, len(stands)):
        yield Violation(Broken.TOO_MANY, need.id)
    for name in stands:
        if name not in names and not ((need.id, name) in plan.moved and len(plan.moved) <= batch.options.moves):
            yield Violation(Broken.MOVED, need.id, name)
    if (len(names) < batch.options.candidates) != (row.lacking is not None):
        yield Violation(Broken.NO_REASON, need.id)


def _stands(batch: Batch, need: SeasonNeed) -> set[str]:
    """Who is shown to the company now and may stay."""
    return {name for name in need.stands if name in batch.specialist and barred(need, batch.specialist[name]) is None}


def _of_companion(batch: Batch, row: NeedPlan) -> Iterator[Violation]:
    need, names = batch.need[row.need], {one.specialist for one in row.candidates}
    for name in {one.companion for one in row.candidates if one.companion}:
        if name in names or not _may_accompany(batch, need, name):
            yield Violation(Broken.COMPANION, need.id, name)


def _may_accompany(batch: Batch, need: SeasonNeed, name: str) -> bool:
    """Who comes along already need not be able to do it alone: that was agreed."""
    person = batch.specialist.get(name)
    if person is None or barred(need, person) is not None:
        return False
    return name == need.companion or not needs_support(need, person, today=batch.today)


def _seen(batch: Batch, plan: Plan) -> Counter[str]:
    """How many companies see each specialist, as candidate or beside one."""
    rows = [row for row in plan.needs if not batch.need[row.need].accepted]
    seen = Counter(one.specialist for row in rows for one in row.candidates)
    return seen + Counter(name for row in rows for name in {one.companion for one in row.candidates} - {""})


def _free(batch: Batch, plan: Plan) -> dict[str, int]:
    """How many more companies may see each: those they brought, and their other room with half as much again."""
    brought, seen = Counter(one.fixed for one in batch.needs if not one.accepted), _seen(batch, plan)
    left = {one.id: max(0, one.room - brought[one.id]) for one in batch.specialists}
    return {name: brought[name] - (-room * batch.options.overbook // 100) - seen[name] for name, room in left.items()}


def _of_room(batch: Batch, plan: Plan, free: Mapping[str, int]) -> Iterator[Violation]:
    """Over the limit nobody may come in anew; who stood before stays."""
    for row in plan.needs:
        need = batch.need[row.need]
        stood = set(need.stands) | {need.companion} | {one.specialist for one in row.candidates if one.seat != Seat.NEW}
        came = {name for one in row.candidates for name in (one.specialist, one.companion) if name} - stood
        moved = {name for _, name in plan.moved}
        for name in came - moved:
            if free.get(name, 0) < 0:
                yield Violation(Broken.OVER_ROOM, need.id, name)


def _left_out(batch: Batch, row: NeedPlan, free: Mapping[str, int]) -> Iterator[Violation]:
    need = batch.need[row.need]
    for person in batch.specialists:
        if barred(need, person) is None and free[person.id] > 0:
            yield Violation(Broken.LEFT_OUT, need.id, person.id)
