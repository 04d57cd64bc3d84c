"""A season at work: what lies on the office's desk."""

from datetime import date

import pytest

from tsunagu.demo import season
from tsunagu.directory.models import Enquiry
from tsunagu.specialists.models import Listing, PublishedSheet, QualificationProof, ReviewMessage
from tsunagu.specialists.review_queue import Waiting, queue_counts, queue_rows, review_queue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_store")]
DAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def _own_file(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def test_every_kind_of_waiting_is_on_the_desk() -> None:
    season.build(specialists=80, as_of=DAY, progress=False, is_at_work=True)

    queue = review_queue(Listing.objects.all(), today=DAY)
    assert queue_counts(queue).by_reason == {
        Waiting.NEW: 2, Waiting.IN_REVIEW: 1, Waiting.CHANGE: 1, Waiting.PROOF: 1, Waiting.RECHECK: 2,
        Waiting.RETURNED: 1,
    }  # fmt: skip
    assert {row.met for row in queue_rows(queue, reasons=(Waiting.IN_REVIEW,))} == {3}
    assert (QualificationProof.objects.get().name, ReviewMessage.objects.count()) == ("ITコーディネータ", 1)


@pytest.mark.slow
def test_a_season_too_small_for_applicants_is_built_all_the_same() -> None:
    season.build(specialists=1, as_of=DAY, progress=False, is_at_work=True)

    assert (PublishedSheet.objects.count(), Enquiry.objects.count() <= 13) == (1, True)


def test_without_work_the_desk_is_empty_but_for_unchecked_listings() -> None:
    season.build(specialists=5, as_of=DAY, progress=False)

    counts = queue_counts(review_queue(Listing.objects.all(), today=DAY)).by_reason
    assert {one for one, number in counts.items() if number} == {Waiting.RECHECK}
