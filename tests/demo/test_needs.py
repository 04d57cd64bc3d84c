"""The demo's matches: as many, and for the same themes and regions, as in the programme of 2024; others still stand."""

from collections import Counter
from datetime import datetime

import pytest

from tests.demo.fixtures import AS_OF
from tsunagu.base.calendar import JST, month_of
from tsunagu.demo.season import OPENS_AT
from tsunagu.guidance.models import Engagement
from tsunagu.guidance.regions import theme_region_table
from tsunagu.mail.models import Letter
from tsunagu.mail.states import LetterState
from tsunagu.matching.models import Need, Proposal
from tsunagu.matching.need_queries import need_rows
from tsunagu.reference.figures import figures
from tsunagu.seasons.queries import current_season
from tsunagu.specialists.actions.loads import differing

SPECIALISTS = 203
pytestmark = pytest.mark.django_db


def test_as_many_were_matched_withdrew_and_are_guided_as_in_the_programme_of_2024(season_at_work) -> None:
    programme = figures().programme_2024
    states = Counter(Engagement.objects.values_list("state", flat=True))

    assert states == {
        "open": programme.guided,
        "withdrawn": programme.withdrew_before_start,
    }
    assert states.total() == programme.matched


def test_themes_and_regions_are_those_of_the_programme_of_2024(season_at_work) -> None:
    programme = figures().programme_2024
    table = theme_region_table(current_season(on=AS_OF))

    assert tuple(code for code, _ in table.columns) == programme.theme_by_region["columns"][:-1]
    assert {row.region: (*row.counts, row.total) for row in (*table.rows, table.whole)} == {
        region: tuple(map(int, programme.theme_by_region[region])) for region in (*programme.chambers, "総計")
    }


def test_other_needs_stand_at_different_points(season_at_work) -> None:
    assert Counter(row.state.value for row in need_rows(Need.objects.all())) == {
        "matched": 34,
        "preparing": 3,
        "choosing": 3,
        "nobody": 1,
        "asked": 1,
        "closed": 1,
    }
    assert Counter(Need.objects.values_list("origin", flat=True)) == {
        "consultation": 30,
        "application": 5,
        "specialist": 3,
        "partner": 3,
        "diagnosis": 2,
    }


def test_of_some_companies_the_first_one_asked_declined(season_at_work) -> None:
    assert Counter(Proposal.objects.filter(state="declined").values_list("refusal", flat=True)) == {"busy": 5}


def test_who_signs_in_is_asked_and_has_brought_a_company(season_at_work) -> None:
    asked = Proposal.objects.get(state="asked")
    brought = Need.objects.get(proposals__is_brought=True, proposals__state="shown")
    own = Need.objects.exclude(company=None).get()

    assert asked.specialist == brought.brought_by
    assert Counter(own.proposals.values_list("state", flat=True)) == {"shown": 3}


def test_loads_are_counted_and_no_letter_of_the_past_waits(season_at_work) -> None:
    opened = datetime.combine(AS_OF, OPENS_AT, tzinfo=JST)

    assert not Letter.objects.filter(state=LetterState.WAITING, written_at__lt=opened).exists()
    assert not differing(month_of(AS_OF)).exists()
