"""What a season's search would propose, read from the tables and from the command."""

import json

import pytest

from tests.matching.needing import COMPANY, able, needed, numbers_of
from tests.specialists.published import AT, TODAY
from tsunagu.doors.command.__main__ import main
from tsunagu.journal.models import Entry
from tsunagu.mail.models import Letter
from tsunagu.matching.actions.needs import close_need
from tsunagu.matching.models import Need, Proposal
from tsunagu.matching.season.words import Seat
from tsunagu.matching.season_plan import plan_of_season
from tsunagu.matching.states import NeedClosed
from tsunagu.seasons.queries import current_season
from tsunagu.specialists.models import Specialist

pytestmark = pytest.mark.django_db


def planned() -> dict[int, list[tuple[str, Seat]]]:
    """Register numbers and how each came, by need."""
    _, plan = plan_of_season(current_season(on=TODAY), today=TODAY)
    names = {str(pk): number for pk, number in Specialist.objects.values_list("pk", "riss_no")}
    return {int(row.need): [(names[one.specialist], one.seat) for one in row.candidates] for row in plan.needs}


def test_open_needs_get_candidates_and_what_stands_stays() -> None:
    able("000001", "000002")
    shown = needed()
    stood = numbers_of(shown)
    able("000003")
    waiting = needed(waits_for_batch=True)

    found = planned()

    assert found[shown.pk] == [*((number, Seat.STANDS) for number in stood), ("000003", Seat.NEW)]
    assert {number for number, _ in found[waiting.pk]} == {"000001", "000002", "000003"}


def test_closed_needs_and_unproved_ones_are_left_out() -> None:
    able("000001")
    closed, unproved = needed(waits_for_batch=True), needed(waits_for_batch=True)
    close_need(closed, NeedClosed.BY_COMPANY, by=COMPANY, at=AT)
    Need.objects.filter(pk=unproved.pk).update(proved_at=None)

    assert planned() == {}


def test_a_plan_of_a_season_writes_nothing_and_tells_nobody() -> None:
    able("000001", "000002")
    needed(waits_for_batch=True)
    before = Proposal.objects.count(), Letter.objects.count(), Entry.objects.count()

    planned()

    assert (Proposal.objects.count(), Letter.objects.count(), Entry.objects.count()) == before


@pytest.mark.parametrize("count", [1, 3])
def test_a_plan_costs_the_same_for_one_need_and_for_three(count: int, django_assert_num_queries) -> None:
    able("000001", "000002")
    for _ in range(count):
        needed(waits_for_batch=True)
    season = current_season(on=TODAY)

    with django_assert_num_queries(5):
        plan_of_season(season, today=TODAY)


def test_the_command_shows_the_plan_of_a_season(capsys: pytest.CaptureFixture[str]) -> None:
    specialist = able("000001")[0]
    need = needed(waits_for_batch=True)

    code = main(["match", "--season", current_season(on=TODAY).code, "--dry-run"])

    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert [(row["need"], [one["specialist"] for one in row["candidates"]]) for row in told["plan"]] == [
        (str(need.pk), [str(specialist.pk)])
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--season", "1999", "--dry-run"], "--season: there is no season '1999'."),
        (["--season", "2026"], "--season only shows a plan: add --dry-run."),
        (["--season", "2026", "--dry-run", "--needs", "x"], "--season reads the database: leave"),
        ([], "give --needs and --specialists, or --season with --dry-run."),
        (["--needs", "x"], "give --needs and --specialists, or --season with --dry-run."),
    ],
)
def test_what_does_not_go_together_is_refused(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["match", *words])

    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert said.err.startswith(f"tsunagu: {message}")
