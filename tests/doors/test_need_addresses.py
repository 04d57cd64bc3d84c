"""An address of a need that nobody has proved, mended at the desk."""

import pytest
from django.test import Client

from tests.doors.need_steps import own_partner
from tests.matching.needing import able, needed, states_of
from tests.specialists.published import AT
from tsunagu.mail.models import Letter

pytestmark = pytest.mark.django_db
NUMBERS = ("000001", "000002", "000003")


@pytest.fixture(autouse=True)
def _clock(time_machine_at):
    with time_machine_at(AT):
        yield


def test_an_address_nobody_has_proved_is_mended_and_asked(client: Client) -> None:
    able(*NUMBERS)
    need = needed(is_proved=False, partner=own_partner(client))

    wrong = client.post(f"/partner/needs/{need.pk}", {"do": "address", "email": "no address"})
    mended = client.post(f"/partner/needs/{need.pk}", {"do": "address", "email": "tadashii@kaisha.example"})

    assert (wrong.status_code, "no address" in wrong.content.decode(), mended.status_code) == (200, True, 302)
    assert Letter.objects.filter(template="confirm_address").latest("pk").to == "tadashii@kaisha.example"
    assert states_of(need) == {}


def test_a_company_without_mail_goes_on_by_telephone_and_a_proved_address_stays(client: Client) -> None:
    able(*NUMBERS)
    need = needed(is_proved=False, partner=own_partner(client))

    told = client.post(f"/partner/needs/{need.pk}", {"do": "address", "email": ""})
    again = client.post(f"/partner/needs/{need.pk}", {"do": "address", "email": "other@kaisha.example"})

    need.refresh_from_db()
    assert (told.status_code, again.status_code, need.email) == (302, 200, "")
    assert set(states_of(need).values()) == {"shown"}
