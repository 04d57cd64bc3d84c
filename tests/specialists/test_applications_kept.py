"""What was typed into the real steps of an application: unreadable in the database, under the new key, gone in time."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from tests.base.hostile import pdf, png
from tests.specialists.applicants import SELF, WANTED, filled, published, sent
from tests.specialists.published import AT, CLERK
from tsunagu.accounts.models import User
from tsunagu.base.actor import SYSTEM
from tsunagu.questionnaires.models import AnswerSet
from tsunagu.specialists.actions.consents import give_consent_paper
from tsunagu.specialists.actions.drafts import withdraw_application
from tsunagu.specialists.actions.photos import give_photo
from tsunagu.specialists.actions.proofs import give_proof, read_proof
from tsunagu.specialists.actions.review_messages import write_message
from tsunagu.specialists.content_values import content_from
from tsunagu.specialists.models import (
    Draft,
    EmployerConsent,
    Listing,
    QualificationProof,
    ReviewMessage,
    SheetVersion,
    Specialist,
)
from tsunagu.specialists.states import ReviewSide
from tsunagu.vault import retention
from tsunagu.vault.cipher import key_id_of
from tsunagu.vault.keys import add_key, make_keys
from tsunagu.vault.models import StoredFile
from tsunagu.vault.rotation import rotate_keys

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_store")]
TYPED = (
    ("specialists_draft", "content"),
    ("specialists_sheetversion", "content"),
    ("specialists_reviewmessage", "text"),
)
WORDS = "見本の質問です"


def stored() -> list[str]:
    """The confidential columns as the database has them."""
    found = []
    for table, column in TYPED:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {column} FROM {table}")  # names of TYPED only
            found.append(str(cursor.fetchone()[0]))
    return found


def applied() -> Specialist:
    """Sent with papers, and a message in the thread."""
    who = filled()
    draft = Draft.objects.get()
    give_photo(draft, png(), name="a.png", seen=draft.seen, by=SELF, at=AT)
    give_consent_paper(who, ContentFile(pdf(), name="同意書.pdf"), by=SELF, at=AT)
    give_proof(who, "cisa", "", ContentFile(pdf(), name="証明.pdf"), by=SELF, at=AT)
    return who


def test_nobody_reads_them_in_the_database_and_they_turn_under_a_new_key(tmp_path: Path, settings: Any) -> None:
    settings.TSUNAGU_KEYS = tmp_path / "keys"
    make_keys(settings.TSUNAGU_KEYS)
    version = sent()
    write_message(version.specialist.listing, ReviewSide.SPECIALIST, WORDS, by=SELF, at=AT)
    proof = give_proof(version.specialist, "cisa", "", ContentFile(pdf(), name="証明.pdf"), by=SELF, at=AT)
    before = stored()
    add_key(settings.TSUNAGU_KEYS)

    rotate_keys(by=SYSTEM, at=AT)

    assert [key_id_of(value) for value in (*before, *stored())] == ["k1"] * 3 + ["k2"] * 3
    assert [word for word in (WORDS, "見本 花子", WANTED.organisation) if word in str(before)] == []
    assert (ReviewMessage.objects.get().text, content_from(SheetVersion.objects.get().content).name) == (
        WORDS, "見本 花子",
    )  # fmt: skip
    proof = QualificationProof.objects.select_related("paper").get()
    assert (proof.paper.key_id, read_proof(proof, by=CLERK, at=AT)[1]) == ("k2", pdf())


@pytest.mark.parametrize(("days", "left"), [(365, 1), (367, 0)])
def test_an_application_nobody_goes_on_with_is_gone_after_a_year(days: int, left: int) -> None:
    applied()

    retention.run(at=AT + timedelta(days=days))

    assert [model.objects.count() for model in (Specialist, Draft, EmployerConsent, QualificationProof)] == [left] * 4
    assert StoredFile.objects.filter(erased_at=None).count() == 3 * left
    assert User.objects.count() == 1


def test_what_was_sent_waits_for_the_office_however_long_it_takes() -> None:
    sent()

    retention.run(at=AT + timedelta(days=800))

    assert (Specialist.objects.count(), SheetVersion.objects.count(), AnswerSet.objects.count()) == (1, 1, 1)


def test_whoever_was_published_stays() -> None:
    who = published().specialist
    who.listing.refresh_from_db()
    withdraw_application(who, by=SELF, at=AT)

    retention.run(at=AT + timedelta(days=800))

    assert Specialist.objects.count() == 1


def test_answers_go_with_a_rejected_application() -> None:
    sent()
    Listing.objects.update(state="rejected")

    retention.run(at=AT + timedelta(days=400))

    assert (Specialist.objects.count(), SheetVersion.objects.count(), AnswerSet.objects.count()) == (0, 0, 0)
