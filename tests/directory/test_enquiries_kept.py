"""What was typed into the real form: under the new key after a rotation, gone after its time."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.directory.asking import DAYS, EMAIL, WORDS, accepted_by, asked, delivered, made, person
from tests.specialists.published import AT
from tsunagu.base.actor import SYSTEM
from tsunagu.directory.actions.rounds import move_enquiries
from tsunagu.directory.models import Enquiry, EnquiryTarget
from tsunagu.vault import retention
from tsunagu.vault.cipher import key_id_of
from tsunagu.vault.keys import add_key, make_keys
from tsunagu.vault.rotation import rotate_keys

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_store")]
TYPED = ("organisation", "words", "contact_name", "email", "telephone", "office_words")


def stored(column: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM directory_enquiry")  # columns of TYPED only
        return str(cursor.fetchone()[0])


def sent_by_the_form(client: Client) -> Enquiry:
    told = asked("000001")
    client.post(
        "/enquire?riss=000001",
        {
            "riss": "000001", "organisation": told.organisation, "place": "13", "need": "A-1", "words": WORDS,
            "contact_name": told.contact_name, "email": EMAIL, "telephone": told.telephone,
        },
    )  # fmt: skip
    return Enquiry.objects.get()


def test_after_a_rotation_everything_stands_under_the_new_key(client: Client, tmp_path: Path, settings: Any) -> None:
    settings.TSUNAGU_KEYS = tmp_path / "keys"
    make_keys(settings.TSUNAGU_KEYS)
    person("000001")
    sent_by_the_form(client)
    before = {column: stored(column) for column in TYPED}
    add_key(settings.TSUNAGU_KEYS)

    rotate_keys(by=SYSTEM, at=AT)

    after = {column: stored(column) for column in TYPED}
    assert {key_id_of(value) for value in before.values()} == {"k1"}
    assert {key_id_of(value) for value in after.values()} == {"k2"}
    kept = Enquiry.objects.get()
    assert (kept.words, kept.email, kept.telephone) == (WORDS, EMAIL, "03-0000-1111")


@pytest.mark.parametrize(("days", "left"), [(730, 2), (732, 0)])
def test_the_nightly_round_erases_two_years_after_the_end(days: int, left: int) -> None:
    person("000001")
    delivered("000001")
    accepted_by("000001", words="べつの文")

    retention.run(at=AT + days * DAYS)

    assert (Enquiry.objects.count(), EnquiryTarget.objects.count()) == (left, left)


@pytest.mark.parametrize(("days", "left"), [(30, 1), (32, 0)])
def test_and_what_nobody_confirmed_after_a_month(days: int, left: int) -> None:
    person("000001")
    made("000001")
    move_enquiries(by=SYSTEM, at=AT + 8 * DAYS)

    retention.run(at=AT + days * DAYS)

    assert Enquiry.objects.count() == left
