"""Files of an application: the photo, hostile ones, the survey out and back."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.base.hostile import HOSTILE, jpeg, pdf, png
from tests.doors.applying import draft
from tests.doors.entering import enter, rows_of, text_of
from tests.specialists.applicants import LEVELS, SELF
from tests.specialists.published import AT, CLERK, listed, registered
from tsunagu.accounts.states import Role
from tsunagu.specialists.actions.drafts import submit_application
from tsunagu.specialists.actions.listing import move_listing
from tsunagu.specialists.actions.versions import go_live
from tsunagu.specialists.models import SheetText, Specialist
from tsunagu.specialists.skill_form import skill_form
from tsunagu.specialists.states import ListingState
from tsunagu.vault.models import StoredFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_store", "clock_stands")]


def upload(client: Client, content: bytes, name: str = "photo.png") -> Any:
    return client.post("/specialist/apply/photo/", {"photo": SimpleUploadedFile(name, content), "seen": draft().seen})


@pytest.mark.parametrize(("content", "kind"), [(png(), "image/png"), (jpeg(), "image/jpeg")])
def test_a_photo_is_kept_and_shown_to_its_owner(
    client: Client, whole_one: Specialist, content: bytes, kind: str
) -> None:
    upload(client, content)

    shown = client.get("/specialist/apply/photo/file/")
    assert (shown.content, shown["Content-Type"], shown["X-Content-Type-Options"]) == (content, kind, "nosniff")
    assert "default-src 'none'" in shown["Content-Security-Policy"]
    assert StoredFile.objects.get().scope == f"specialist:{whole_one.pk}"


def test_a_photo_is_taken_out_again(client: Client, whole_one: Specialist) -> None:
    upload(client, png())

    client.post("/specialist/apply/photo/", {"remove": "1"})

    assert (draft().content["photo"], client.get("/specialist/apply/photo/file/").status_code) == ({}, 404)
    again = client.post("/specialist/apply/photo/", {"remove": "1"})
    assert "写真は入っていません。" in text_of(again)


@pytest.mark.timeout(3)  # the promise itself, not a measure of this machine
@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_photo_is_refused_beside_its_field_and_nothing_is_kept(
    client: Client, whole_one: Specialist, kind: str
) -> None:
    answer = upload(client, HOSTILE[kind])

    assert (answer.status_code, list(answer.context["form"].errors), StoredFile.objects.count()) == (200, ["photo"], 0)


def test_a_published_photo_is_on_the_public_sheet(client: Client, whole_one: Specialist) -> None:
    registered("000001")
    upload(client, png())
    version = submit_application(whole_one, by=SELF, at=AT)
    assert Client().get("/specialists/000001/photo").status_code == 404
    for to in (ListingState.VERIFYING, ListingState.APPROVED):
        move_listing(whole_one.listing, to, by=CLERK, at=AT)

    go_live(version, by=CLERK, at=AT)

    found = Client().get("/specialists/000001/photo")
    assert (found.content, found["Content-Type"]) == (png(), "image/png")
    assert 'src="/specialists/000001/photo"' in Client().get("/specialists/000001").content.decode()


def test_a_photo_of_somebody_else_is_never_shown(client: Client, whole_one: Specialist) -> None:
    upload(client, png())
    listed("000002")
    SheetText.objects.update(photo=str(StoredFile.objects.get().pk))

    assert Client().get("/specialists/000002/photo").status_code == 404


def bring(client: Client, content: bytes) -> Any:
    return client.post("/specialist/apply/survey/", {"file": SimpleUploadedFile("skills.xlsx", content)})


def test_the_survey_goes_out_as_a_file_and_back_unchanged(client: Client, whole_one: Specialist) -> None:
    file = client.get("/specialist/apply/survey/skills.xlsx")

    answer = bring(client, file.content)

    assert (answer.context["brought"].changes, answer.context["brought"].messages) == ([], ())


def test_a_file_shows_its_difference_before_anything_is_kept(client: Client, whole_one: Specialist) -> None:
    file = skill_form(LEVELS | {"S1-c": [None, 0]}, {"S1-a": "支援20件"})

    shown = bring(client, file)

    assert [(row[1], row[2]) for row in rows_of(shown)] == [
        ("支援10件", "支援20件"), ("3 単独実行可能", "（なし）"), ("3 単独実行可能", "0 知識・経験なし"),
    ]  # fmt: skip
    assert draft().seen == 1
    kept = {key: str(shown.context["kept"][key].value()) for key in ("answers", "seen")}
    assert client.post("/specialist/apply/survey/", kept)["Location"] == "/specialist/apply/"
    assert (draft().content["skills-s1"]["S1-c-1"], draft().content["skills-s1"]["S1-c-2"]) == (None, 0)


@pytest.mark.parametrize(
    "answers",
    ["", "x", "[]", "{}", '{"levels": {}, "grounds": []}', '{"levels": {"S1-a": [9]}, "grounds": {}}', "[" * 5000],
)
def test_answers_this_page_did_not_write_are_refused_kindly(
    client: Client, whole_one: Specialist, answers: str
) -> None:
    answer = client.post("/specialist/apply/survey/", {"answers": answers, "seen": "1"})

    assert "もう一度ファイルを選んでください。" in text_of(answer)
    assert draft().seen == 1


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"x,y\n1,2\n"])
def test_a_file_that_is_no_survey_is_refused_beside_its_field(
    client: Client, whole_one: Specialist, content: bytes
) -> None:
    answer = bring(client, content)

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["file"])


def test_what_the_employer_signed_is_handed_in_and_read_by_the_office_alone(
    client: Client, whole_one: Specialist
) -> None:
    before = text_of(client.get("/specialist/apply/consent/"))
    sent = client.post("/specialist/apply/consent/", {"file": SimpleUploadedFile("同意書.pdf", pdf())})
    after = text_of(client.get("/specialist/apply/consent/"))
    address = f"/office/review/{whole_one.riss_no}/consent"
    by_owner = client.get(address).status_code
    clerk = Client()
    enter(clerk, Role.OFFICE_CLERK)

    before_sending = clerk.get(address).status_code
    submit_application(whole_one, by=SELF, at=AT)

    read = clerk.get(address)

    assert (sent["Location"], "書類を受け取りました" in before, "書類を受け取りました" in after) == (
        "/specialist/apply/consent/", False, True,
    )  # fmt: skip
    assert (by_owner, before_sending, read.status_code, read.content, read["Content-Disposition"][:10]) == (
        404, 404, 200, pdf(), "attachment",
    )  # fmt: skip
    assert "同意の書類を開く" in text_of(clerk.get(f"/office/review/{whole_one.riss_no}/"))


def test_a_hostile_paper_of_an_employer_is_refused_beside_its_field(client: Client, whole_one: Specialist) -> None:
    answer = client.post("/specialist/apply/consent/", {"file": SimpleUploadedFile("a.pdf", b"MZ")})

    assert (list(answer.context["form"].errors), StoredFile.objects.count()) == (["file"], 0)


def test_who_has_no_employers_word_yet_is_led_to_it(client: Client, user: object) -> None:
    client.post("/specialist/begin/", {"riss_no": "000001", "name": "見本", "name_kana": "みほん"})

    page = client.get("/specialist/apply/consent/")

    assert ('type="file"' in page.content.decode(), "支援できる立場か" in text_of(page)) == (False, True)
