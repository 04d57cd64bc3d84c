"""Records of consultations go after their time, for good; what still holds stays."""

from datetime import timedelta

import pytest

from tests.consultations.days import AT, BY, STARTS, adviser, chamber, coming, consultation_day
from tsunagu.companies.actions import CompanyFacts, open_company
from tsunagu.consultations.actions import declare_conflict, schedule
from tsunagu.consultations.models import Conflict, Consultation
from tsunagu.consultations.queries import conflicts_between
from tsunagu.consultations.states import ConflictReason
from tsunagu.vault import retention
from tsunagu.vault.retention_table import periods

pytestmark = pytest.mark.django_db
ENDS = STARTS + timedelta(hours=4)
YEARS, EVENT_YEARS = (periods()[code].days for code in ("consultation", "event.registration"))


@pytest.mark.parametrize(("more", "left"), [(0, 1), (2, 0)])
def test_a_record_goes_when_its_time_is_over(more: int, left: int) -> None:
    event = consultation_day()
    schedule(coming(event), adviser(event), event.slots.get(number=1), 1, by=BY, at=AT)

    gone = retention.run(at=ENDS + timedelta(days=YEARS + more))

    assert (gone["consultation"], Consultation.objects.count()) == (1 - left, left)


def test_a_word_about_a_known_company_outlives_the_event() -> None:
    facts = CompanyFacts(name="見本", name_kana="みほん", prefecture="27", industry="construction", employees=9)
    company = open_company(facts, by=BY, at=AT)
    event = consultation_day(chamber())
    specialist = adviser(event)
    for registration in (coming(event, company=company), coming(event, "乙社")):
        declare_conflict(registration, specialist, ConflictReason.CUSTOMER, "", by=BY, at=AT)

    gone = retention.run(at=ENDS + timedelta(days=EVENT_YEARS + 2))

    kept = [(one.company_id, one.registration_id) for one in Conflict.objects.all()]
    assert (gone["event.registration"], kept) == (2, [(company.pk, None)])
    later = consultation_day(event.partner)
    adviser(later)
    again = coming(later, company=company)
    assert conflicts_between(later) == {(again.pk, specialist.pk)}
