"""How evenly people were shown in the last 90 days, from the daily counters: counts only (promises §1)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, Sum

from tsunagu.directory.exposure import gini, share_of_top
from tsunagu.specialists.models import PublishedSheet

DAYS = 90


@dataclass(frozen=True, slots=True)
class ExposureFigures:
    """Figures over the people on the list now, those never shown included. Shares are between 0 and 1."""

    people: int
    impressions: int
    enquiries: int
    gini: float
    top_1_percent: float
    top_10_percent: float
    since: date

    @property
    def shares(self) -> tuple[tuple[int, float], ...]:
        """(percent of people, percent of impressions they had) for the page."""
        return (1, self.top_1_percent * 100), (10, self.top_10_percent * 100)


def exposure_figures(*, today: date) -> ExposureFigures:
    """Gini and concentration of impressions since 90 days ago: one query."""
    since = today - timedelta(days=DAYS)
    lately = Q(specialist__exposures__day__gte=since)
    rows = (
        PublishedSheet.objects.listed()
        .annotate(
            shown=Sum("specialist__exposures__impressions", filter=lately, default=0),
            asked=Sum("specialist__exposures__enquiries", filter=lately, default=0),
        )
        .values_list("shown", "asked")
    )
    shown, asked = [row[0] for row in rows], [row[1] for row in rows]
    return ExposureFigures(
        people=len(shown),
        impressions=sum(shown),
        enquiries=sum(asked),
        gini=gini(shown),
        top_1_percent=share_of_top(shown, 0.01),
        top_10_percent=share_of_top(shown, 0.1),
        since=since,
    )
