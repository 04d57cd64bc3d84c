"""The office writes the application of somebody without a login; later the person takes it over."""

from typing import Any

import pytest
from django.test import Client

from tests.doors.applying import typed, without_contact
from tests.doors.entering import enter, text_of
from tests.specialists.applicants import whole
from tests.specialists.published import AT, registered
from tsunagu.accounts.models import User
from tsunagu.accounts.states import Role
from tsunagu.base.actor import SYSTEM, Actor
from tsunagu.journal.models import Entry
from tsunagu.mail.models import Letter
from tsunagu.specialists.actions.drafts import begin_application
from tsunagu.specialists.actions.invitations import claim, enter_without_login, invite
from tsunagu.specialists.application.steps import PHOTO, steps
from tsunagu.specialists.models import Draft, Listing, SheetVersion, Specialist

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_store")]
ENTRY = "/office/review/000001/entry/"
WRITTEN = [code for code in steps() if code != PHOTO]


@pytest.fixture
def clerk(client: Client, time_machine_at) -> Client:
    with time_machine_at(AT):
        enter(client, Role.OFFICE_CLERK)
        registered("000001", name="見本 花子")
        enter_without_login("000001", "みほん はなこ", by=SYSTEM, at=AT)
        yield client


def write(clerk: Client, code: str, **change: Any) -> Any:
    page = clerk.get(f"{ENTRY}{code}/")
    told = typed(code, **change) if code != "contact" else {}
    if code == "contact":
        values = whole(without_contact())["contact"]
        told = {key: value for key, value in typed(code, **values).items() if key != "email"}
    return clerk.post(f"{ENTRY}{code}/", {"seen": page.context["form"]["seen"].value()} | told)


def test_from_the_paper_to_the_review_and_later_into_the_persons_own_hands(clerk: Client) -> None:
    assert "本人に代わって申請を書く" in text_of(clerk.get("/office/review/000001/"))
    kept = [write(clerk, code) for code in WRITTEN]
    page = clerk.get(ENTRY)

    refused = clerk.post(ENTRY, {})
    sent = clerk.post(ENTRY, {"agreed": "on"})

    assert [(answer.status_code, answer["Location"]) for answer in kept] == [(302, ENTRY)] * len(WRITTEN)
    assert "足りない所があります" not in text_of(page)
    assert (list(refused.context["form"].errors), sent["Location"]) == (["agreed"], "/office/review/000001/")
    who = Specialist.objects.get()
    assert (who.listing.state, who.user, SheetVersion.objects.get().state) == ("submitted", None, "submitted")
    assert Entry.objects.filter(verb="application.submitted").get().actor_name == "見本 事務局 担当"

    invite("000001", "hanako@mihon.example", "見本", page="https://x.example/invited", by=SYSTEM, at=AT)
    token = Letter.objects.get(template="invite_specialist").body.split("token=")[1].split()[0]
    user = User.objects.create_user("hanako@mihon.example", name="見本 花子")
    claim(token, user, by=Actor("user:9", "見本 花子"), at=AT)

    who = Specialist.objects.get()
    assert (who.user, who.listing.state, Draft.objects.get().content["basics"]["name"]) == (
        user, "submitted", "見本 花子",
    )  # fmt: skip


def test_a_number_that_was_mended_is_followed(clerk: Client) -> None:
    answer = write(clerk, "basics", riss_no="000007")

    assert (answer["Location"], clerk.get(answer["Location"]).status_code) == ("/office/review/000007/entry/", 200)
    assert clerk.get(ENTRY).status_code == 404


def test_a_gap_is_kept_and_told_beside_its_field(clerk: Client) -> None:
    answer = write(clerk, "experience", practice_years=None)

    html = answer.content.decode()
    assert (answer.status_code, 'id="id_practice_years_error"' in html) == (200, True)
    assert Draft.objects.get().content["experience"]["cases_supported"] == whole()["experience"]["cases_supported"]
    assert "足りない所があります" in text_of(clerk.get(ENTRY))
    assert clerk.post(ENTRY, {"agreed": "on"}).status_code == 200
    assert Specialist.objects.get().listing.state == "draft"


def test_two_clerks_the_second_sees_the_difference(clerk: Client) -> None:
    write(clerk, "experience", practice_years=3)

    late = clerk.post(f"{ENTRY}experience/", {"seen": "0"} | typed("experience", practice_years=9))

    assert ("先に保存された内容とのちがい" in text_of(late), Draft.objects.get().content["experience"]["practice_years"]) == (
        True, 3,
    )  # fmt: skip


def test_who_signs_in_writes_alone_and_what_was_sent_waits(clerk: Client) -> None:
    registered("000002")
    begin_application(User.objects.create_user("a@mihon.example"), "000002", "見本", "みほん", by=SYSTEM, at=AT)
    Listing.objects.filter(specialist__riss_no="000001").update(state="submitted")

    answers = [
        clerk.get(f"/office/review/{number}/entry/{code}").status_code
        for number in ("000001", "000002", "000009")
        for code in ("", "basics/")
    ]

    assert answers == [404] * 6
    assert "代わって" not in text_of(clerk.get("/office/review/000002/"))


@pytest.mark.parametrize("code", [PHOTO, "nothing"])
def test_a_photo_and_what_is_no_step_are_not_written(clerk: Client, code: str) -> None:
    assert clerk.get(f"{ENTRY}{code}/").status_code == 404
