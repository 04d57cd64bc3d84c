"""Asking for a specialist: after a consultation by link, as a member, once; the address is proved by one button."""

import re

import pytest
from django.test import Client

from tests.doors.entering import text_of
from tests.doors.need_steps import FORM, NUMBERS, heard, here, own_company
from tests.matching.needing import DAYS, EMAIL, able, needed, states_of
from tests.specialists.published import AT
from tsunagu.events.links import registration_token
from tsunagu.events.models import EventRegistration
from tsunagu.mail.letters import PROOF
from tsunagu.mail.models import Letter
from tsunagu.matching.models import Need
from tsunagu.matching.need_links import CONFIRM
from tsunagu.matching.states import NeedOrigin
from tsunagu.upkeep.models import Setting
from tsunagu.vault.links import sign

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(time_machine_at):
    with time_machine_at(AT):
        yield


def test_after_a_consultation_the_holder_of_the_link_asks_and_sees_three(client: Client) -> None:
    able(*NUMBERS)
    consultation = heard()
    base = f"/events/registrations/{registration_token(consultation.registration)}"

    summary = client.get(f"{base}/consultations/{consultation.pk}").content.decode()
    address = re.search(r'href="([^"]+/need\?from=[^"]+)"', summary)[1]
    form = client.get(address)
    sent = client.post(address, FORM | {"prefecture": "27", "is_online_ok": "on"})

    need = Need.objects.get()
    assert 'value="T1" id="id_what_0" checked' in re.sub(r"\s+", " ", form.content.decode())
    assert (sent.status_code, sent["Location"]) == (302, here(need))
    assert (need.origin, need.source, need.partner, need.email) == (
        NeedOrigin.CONSULTATION,
        f"consultation:{consultation.pk}",
        consultation.event.partner,
        consultation.registration.email,
    )
    page = text_of(client.get(here(need)))
    assert "候補が3人います" in page
    assert here(need) in client.get(f"{base}/consultations/{consultation.pk}").content.decode()


def test_a_member_asks_from_the_companys_own_page(client: Client) -> None:
    able(*NUMBERS)
    company = own_company(client)

    sent = client.post("/company/needs/new", FORM)

    need = Need.objects.get()
    assert sent["Location"] == f"/company/needs/{need.pk}"
    assert (need.company, need.email, need.origin) == (company, "company_member@people.example", "application")
    assert "頼みたい方を選んでください" in text_of(client.get(f"/company/needs/{need.pk}"))
    assert f"/company/needs/{need.pk}" in client.get("/company/").content.decode()
    assert "候補を選んでください" in text_of(client.get("/company/"))


def test_what_is_missing_is_said_and_what_was_typed_stays(client: Client) -> None:
    own_company(client)

    page = client.post("/company/needs/new", {"what": "review-quotation", "prefecture": "13", "words": "電話は午後"})

    words = text_of(page)
    assert page.status_code == 200
    assert ("見積もりを出した会社の名前を書いてください。" in words, "電話は午後" in words) == (True, True)
    assert Need.objects.count() == 0


def test_the_same_form_twice_is_one_need(client: Client) -> None:
    able(*NUMBERS)
    own_company(client)
    key = re.search(r'name="once_key" value="(\w+)"', client.get("/company/needs/new").content.decode())[1]

    first = client.post("/company/needs/new", FORM | {"once_key": key})
    second = client.post("/company/needs/new", FORM | {"once_key": key})

    assert (Need.objects.count(), first["Location"]) == (1, second["Location"])


@pytest.mark.parametrize("asked", ["consultation-999", "diagnosis-999", "x", "consultation-" + "9" * 30])
def test_asking_from_what_is_not_theirs_does_not_exist(client: Client, asked: str) -> None:
    own_company(client)

    assert client.get(f"/company/needs/new?from={asked}").status_code == 404


def test_the_address_is_proved_by_one_button(client: Client) -> None:
    able(*NUMBERS)
    need = needed(is_proved=False)
    token = sign(EMAIL, purpose=PROOF, until=AT + DAYS)

    looked = text_of(client.get(f"{CONFIRM}?token={token}"))
    before = states_of(need)
    pressed = client.post(CONFIRM, {"token": token})
    again = text_of(client.post(CONFIRM, {"token": token}))

    assert ("この内容で始める" in looked, "見本 000001" in looked, before) == (True, False, {})
    assert (pressed["Location"], states_of(need)) == (here(need), dict.fromkeys(NUMBERS, "shown"))
    assert "もう始まっています" in again
    assert "使えません" in text_of(client.get(f"{CONFIRM}?token=x"))


def test_a_registration_without_a_proved_address_asks_for_one(client: Client) -> None:
    able(*NUMBERS)
    consultation = heard()
    EventRegistration.objects.update(proved_at=None)
    address = f"/events/registrations/{registration_token(consultation.registration)}/need"

    client.post(address, FORM | {"email": "other@kaisha.example"})

    assert Need.objects.get().proved_at is None
    assert Letter.objects.filter(template="confirm_address", to="other@kaisha.example").count() == 1


def test_asking_by_link_again_and_again_is_slowed_down(client: Client) -> None:
    consultation = heard()
    Setting.objects.create(code="event.form_hourly", value=1, version=1, valid_from=AT.date(), set_at=AT, reason="見本")
    address = f"/events/registrations/{registration_token(consultation.registration)}/need"

    first, second = client.post(address, {}), client.post(address, {})

    assert (first.status_code, second.status_code) == (200, 429)
