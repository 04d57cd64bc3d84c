"""The load on a sheet is what its commitments say, whatever happened; where it is not, the nightly count mends it."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.specialists.published import AT, CLERK, listed
from tsunagu.base.calendar import day_of, month_of
from tsunagu.journal.models import Entry
from tsunagu.specialists.actions import open_commitment, release_commitment
from tsunagu.specialists.actions.loads import differing, recount_loads
from tsunagu.specialists.models import Commitment, PublishedSheet

pytestmark = pytest.mark.django_db
MONTHS = [datetime(2026, 11, 21, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 1, 5, tzinfo=UTC)]
# what happens: (months ahead, who, open a new one or release the n-th)
HAPPENING = st.tuples(st.booleans(), st.integers(0, 1), st.one_of(st.none(), st.integers(0, 9)))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(happenings=st.lists(HAPPENING, max_size=25), caps=st.tuples(st.integers(1, 4), st.integers(1, 4)))
def test_load_and_commitments_agree_after_whatever_is_opened_and_released(
    happenings: list[tuple[bool, int, int | None]], caps: tuple[int, int]
) -> None:
    PublishedSheet.objects.all().delete()
    Commitment.objects.all().delete()
    known = [_listed(f"{number + 1:06}", cap) for number, cap in enumerate(caps)]
    place = 0
    for number, (goes_on, who, which) in enumerate(happenings):
        place = min(place + goes_on, len(MONTHS) - 1)
        at = MONTHS[place]
        if which is None:
            open_commitment(known[who], "enquiry", str(number), by=CLERK, at=at)
        elif made := list(Commitment.objects.order_by("pk")):
            release_commitment(made[which % len(made)], by=CLERK, at=at)

        month = month_of(day_of(at))
        assert list(differing(month)) == []
        assert all(one.load <= one.monthly_cap for one in PublishedSheet.objects.all())

    assert recount_loads(by=CLERK, at=MONTHS[place]) == 0


def _listed(number: str, cap: int):
    from tsunagu.specialists.models import RegisterEntry, Specialist

    Specialist.objects.filter(riss_no=number).delete()
    RegisterEntry.objects.filter(riss_no=number).delete()
    return listed(number, monthly_cap=cap)


@pytest.mark.parametrize(
    ("wrong", "opened"),
    [
        ({"load": 0, "load_month": 202611}, 2),
        ({"load": 3, "load_month": 202611}, 2),
        ({"load": 2, "load_month": 202610}, 2),
        ({"load": 1, "load_month": 202611}, 0),
    ],
)
def test_what_differs_is_put_right_once_and_told(wrong: dict[str, int], opened: int) -> None:
    specialist = listed("000001", monthly_cap=3)
    for number in range(opened):
        open_commitment(specialist, "enquiry", str(number), by=CLERK, at=AT)
    PublishedSheet.objects.update(**wrong)

    seen = [recount_loads(by=CLERK, at=AT) for _ in range(2)]

    was = wrong["load"] if wrong["load_month"] == 202611 else 0
    assert (seen, PublishedSheet.objects.values_list("load", "load_month").get()) == ([1, 0], (opened, 202611))
    assert [entry.facts for entry in Entry.objects.filter(verb="load.recounted")] == [
        {"month": 202611, "was": was, "to": opened}
    ]


def test_released_and_former_ones_do_not_count() -> None:
    specialist = listed("000001", monthly_cap=3)
    open_commitment(specialist, "enquiry", "1", by=CLERK, at=datetime(2026, 10, 5, tzinfo=UTC))
    taken = open_commitment(specialist, "enquiry", "2", by=CLERK, at=AT)
    release_commitment(taken, by=CLERK, at=AT)

    assert (recount_loads(by=CLERK, at=AT), PublishedSheet.objects.get().load) == (0, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_a_night_without_difference_costs_one_query(count: int, django_assert_num_queries) -> None:
    for number in range(count):
        listed(f"{number + 1:06}")

    with django_assert_num_queries(1):
        assert recount_loads(by=CLERK, at=AT) == 0
