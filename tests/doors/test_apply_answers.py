"""Answering the office, and papers for other qualifications."""

from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.base.hostile import HOSTILE, pdf
from tests.doors.entering import enter, text_of
from tests.specialists.applicants import WANTED, filled
from tests.specialists.published import AT, CLERK
from tsunagu.accounts.states import Role
from tsunagu.specialists.actions.drafts import submit_application
from tsunagu.specialists.actions.review import begin_review, return_with_questions
from tsunagu.specialists.models import QualificationProof, ReviewMessage, SheetVersion, Specialist
from tsunagu.specialists.states import ListingState, ReviewSide, VersionState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_store")]


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def specialist(client: Client) -> Specialist:
    user = enter(client, Role.SPECIALIST)
    return filled(user=user, content=replace(WANTED, contact=replace(WANTED.contact, email="")))


@pytest.fixture
def returned(specialist: Specialist) -> Specialist:
    submit_application(specialist, by=CLERK, at=AT)
    begin_review(specialist.listing, by=CLERK, at=AT)
    return_with_questions(specialist.listing, "写真を入れてください。", by=CLERK, at=AT)
    specialist.listing.refresh_from_db()
    return specialist


def test_a_returned_application_is_answered_mended_and_sent_again(client: Client, returned: Specialist) -> None:
    asked = text_of(client.get("/specialist/apply/messages/"))

    client.post("/specialist/apply/messages/", {"text": "直しました。"})
    client.post("/specialist/apply/introduction/", {"introduction": "直しました。", "seen": "1"})
    client.post("/specialist/apply/submit/", {"agrees": "on"})

    assert ("写真を入れてください。" in asked, ReviewMessage.objects.last().side) == (True, ReviewSide.SPECIALIST)
    assert Specialist.objects.get().listing.state_now is ListingState.SUBMITTED
    assert list(SheetVersion.objects.order_by("number").values_list("state", flat=True)) == [
        VersionState.RETURNED, VersionState.SUBMITTED,
    ]  # fmt: skip


def test_an_answer_sent_twice_is_one(client: Client, returned: Specialist) -> None:
    before = ReviewMessage.objects.count()

    for _ in range(2):
        client.post("/specialist/apply/messages/", {"text": "直しました。", "once_key": "c" * 32})

    assert ReviewMessage.objects.count() == before + 1


def test_an_empty_answer_is_said_beside_its_field(client: Client, returned: Specialist) -> None:
    answer = client.post("/specialist/apply/messages/", {"text": " "})

    assert answer.context["form"].errors == {"text": ["入力してください。"]}


def hand_in(client: Client, content: bytes, held: str = "itc/ITコーディネータ") -> Any:
    return client.post("/specialist/apply/proofs/", {"held": held, "file": SimpleUploadedFile("a.pdf", content)})


def test_a_paper_is_handed_in_for_a_qualification_declared(client: Client, specialist: Specialist) -> None:
    answer = hand_in(client, pdf())

    proof = QualificationProof.objects.get()
    assert (answer["Location"], proof.code, proof.name, proof.specialist) == (
        "/specialist/apply/proofs/", "itc", "ITコーディネータ", specialist,
    )  # fmt: skip
    assert "確認待ち" in text_of(client.get("/specialist/apply/proofs/"))


@pytest.mark.parametrize("held", ["", "cissp/CISSP", "x"])
def test_a_qualification_nobody_declared_is_refused(client: Client, specialist: Specialist, held: str) -> None:
    answer = hand_in(client, pdf(), held)

    assert (list(answer.context["form"].errors), QualificationProof.objects.count()) == (["held"], 0)


@pytest.mark.timeout(3)  # the promise itself, not a measure of this machine
@pytest.mark.parametrize("kind", [kind for kind in HOSTILE if kind != "nothing"])
def test_a_hostile_paper_is_refused_beside_its_field(client: Client, specialist: Specialist, kind: str) -> None:
    answer = hand_in(client, HOSTILE[kind])

    assert (list(answer.context["form"].errors), QualificationProof.objects.count()) == (["file"], 0)
