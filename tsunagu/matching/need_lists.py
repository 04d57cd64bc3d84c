"""Needs of who is in charge, a page at a time: nobody takes it on first, then what waits longest."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from tsunagu.matching.models import Need, Proposal
from tsunagu.matching.need_queries import NeedRow, need_rows
from tsunagu.matching.states import NeedState, ProposalState

# What needs the desk's hand stands first.
ORDER = (
    NeedState.NOBODY,
    NeedState.PREPARING,
    NeedState.AWAITING_PROOF,
    NeedState.CHOOSING,
    NeedState.ASKED,
    NeedState.MATCHED,
    NeedState.CLOSED,
)
# On the way to a specialist.
RUNNING = (NeedState.AWAITING_PROOF, NeedState.PREPARING, NeedState.CHOOSING, NeedState.ASKED)
Mark = tuple[int, datetime, int]


def _has(state: ProposalState) -> Exists:
    return Exists(Proposal.objects.filter(need=OuterRef("pk"), state=state))


def with_place(needs: QuerySet[Need]) -> Any:
    """Each need with `place`: where its state stands in `ORDER`. The same rule as `need_rules.state_of`, as SQL."""
    rule: tuple[tuple[Q | Exists, NeedState], ...] = (
        (Q(closed_at__isnull=False), NeedState.CLOSED),
        (Q(proved_at=None), NeedState.AWAITING_PROOF),
        (_has(ProposalState.ACCEPTED), NeedState.MATCHED),
        (_has(ProposalState.ASKED), NeedState.ASKED),
        (_has(ProposalState.SHOWN), NeedState.CHOOSING),
        (Q(told_at__isnull=False), NeedState.NOBODY),
    )
    whens = [When(condition, then=Value(ORDER.index(state))) for condition, state in rule]
    rest = Value(ORDER.index(NeedState.PREPARING))
    return needs.annotate(place=Case(*whens, default=rest, output_field=IntegerField()))


def desk_counts(needs: QuerySet[Need]) -> dict[NeedState, int]:
    """How many stand where: one query."""
    found = with_place(needs).order_by().values("place").annotate(count=Count("pk")).values_list("place", "count")
    return dict.fromkeys(ORDER, 0) | {ORDER[place]: count for place, count in found}


def desk_rows(
    needs: QuerySet[Need], *, state: NeedState | None, theme: str, after: Mark | None, limit: int
) -> list[NeedRow]:
    """One page behind the row `after` (place in `ORDER`, made_at, key): three queries, however many there are."""
    found = with_place(needs)
    if state is not None:
        found = found.filter(place=ORDER.index(state))
    if theme:
        found = found.filter(theme_code=theme)
    if after is not None:
        place, made_at, key = after
        later = Q(made_at__gt=made_at) | Q(made_at=made_at, pk__gt=key)
        found = found.filter(Q(place__gt=place) | Q(later, place=place))
    keys = list(found.order_by("place", "made_at", "pk").values_list("pk", flat=True)[:limit])
    return need_rows(needs.filter(pk__in=keys))


def mark_of(row: NeedRow) -> Mark:
    """Where a row stands in the list."""
    return ORDER.index(row.state), row.made_at, row.key
