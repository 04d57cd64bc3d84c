from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from tsunagu.seasons.models import ListingCriterion, Season
from tsunagu.seasons.queries import current_season, listing_criteria

first_season = import_module("tsunagu.seasons.migrations.0002_first_season")
pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    """The season of the migration, put back should another test have emptied the tables."""
    if not Season.objects.filter(code="2026").exists():
        first_season.make_first_season(apps, SimpleNamespace(connection=connection))
    return Season.objects.get(code="2026")


def test_the_first_season_is_fiscal_year_2026(season: Season) -> None:
    found = current_season(on=date(2026, 11, 21))
    assert (found.name, found.fiscal_year, found.starts_on, found.ends_on) == (
        "令和8年度",
        2026,
        date(2026, 4, 1),
        date(2027, 3, 31),
    )


def test_its_criteria_are_published_with_sources(season: Season) -> None:
    criteria = listing_criteria(season)
    assert [(row.code, row.version) for row in criteria] == [
        ("registration_valid", 1),
        ("supports_small_companies", 1),
        ("not_bound_to_employer", 1),
        ("courses_done", 1),
        ("survey_complete", 1),
        ("briefing_attended", 1),
        ("agrees_to_listing", 1),
    ]
    assert all(row.source for row in criteria)


def test_a_new_wording_stands_for_the_old_one_in_its_place(season: Season) -> None:
    ListingCriterion.objects.create(season=season, code="courses_done", version=2, sentence="新しい文。", source="x")
    assert [row.sentence for row in listing_criteria(season)][3] == "新しい文。"


def test_a_wording_is_published_only_once(season: Season) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ListingCriterion.objects.create(season=season, code="courses_done", version=1, sentence="別の文。", source="x")


def test_a_season_ends_after_it_starts() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Season.objects.create(
            code="x",
            name="x",
            fiscal_year=2030,
            starts_on=date(2030, 4, 1),
            ends_on=date(2030, 4, 1),
            source="x",
        )


def test_without_any_season_it_is_said() -> None:
    Season.objects.all().delete()
    with pytest.raises(Season.DoesNotExist):
        current_season(on=date(2026, 4, 1))


def test_the_migration_can_be_taken_back(season: Season) -> None:
    first_season.take_it_back(apps, SimpleNamespace(connection=connection))
    assert Season.objects.filter(code="2026").count() == 0
    assert ListingCriterion.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_current_season_costs_one_query(count: int, season: Season, django_assert_num_queries: object) -> None:
    for year in range(2027, 2027 + count):
        Season.objects.create(
            code=str(year),
            name=str(year),
            fiscal_year=year,
            starts_on=date(year, 4, 1),
            ends_on=date(year + 1, 3, 31),
            source="x",
        )
    with django_assert_num_queries(1):
        found = current_season(on=date(2027, 4, 1))
    assert found.code == "2027"
