"""The demo with people who are applying: two in the middle, one who has sent it."""

import json
from datetime import date
from pathlib import Path

import pytest

from tsunagu.demo import season
from tsunagu.questionnaires.models import AnswerSet
from tsunagu.specialists.application.progress import is_whole
from tsunagu.specialists.models import Draft, Listing, RegisterEntry, SheetVersion
from tsunagu.specialists.states import ListingState, VersionState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_file(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def test_three_of_the_register_apply_and_one_of_them_has_sent_it(settings) -> None:
    season.build(specialists=150, seed=7, as_of=date(2026, 11, 21), progress=False, is_at_work=True)

    drafts = list(Draft.objects.select_related("specialist__listing").order_by("specialist__riss_no"))
    mine = [one.specialist_id for one in drafts]
    assert [one.specialist.listing.state for one in drafts] == ["draft", "draft", "submitted"]
    assert [is_whole(one.content) for one in drafts] == [False, False, True]
    assert [row.state for row in SheetVersion.objects.filter(specialist__in=mine)] == [VersionState.SUBMITTED]
    assert AnswerSet.objects.filter(subject=f"specialist:{drafts[2].specialist_id}").count() == 1
    assert RegisterEntry.objects.filter(riss_no__in=[one.specialist.riss_no for one in drafts]).count() == 3
    rows = json.loads(Path(settings.VAR_DIR, "demo-sign-ins.json").read_text(encoding="utf-8"))
    assert [row["email"] for row in rows if row["role"] == "specialist_applying"] == [drafts[0].specialist.user.email]


def test_without_being_asked_nobody_applies() -> None:
    season.build(specialists=60, seed=7, as_of=date(2026, 11, 21), progress=False)

    assert (Draft.objects.count(), Listing.objects.filter(state=ListingState.SUBMITTED).count()) == (0, 0)


@pytest.mark.slow
def test_a_demo_too_small_for_it_is_made_all_the_same() -> None:
    season.build(specialists=1, seed=7, as_of=date(2026, 11, 21), progress=False, is_at_work=True)

    assert Draft.objects.count() <= 1
