"""Unfinished applications are chased after a day and a week, each letter once."""

from datetime import timedelta

import pytest

from tests.specialists.applicants import EMAIL, applicant, sent
from tests.specialists.published import AT, CLERK
from tsunagu.accounts.models import User
from tsunagu.mail.models import Letter
from tsunagu.specialists.actions.chasing import chase_drafts
from tsunagu.specialists.actions.drafts import save_step, withdraw_application
from tsunagu.specialists.models import Draft

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def letters() -> list[str]:
    return list(Letter.objects.filter(template__startswith="draft_").order_by("pk").values_list("template", flat=True))


@pytest.mark.parametrize(
    ("after", "written"),
    [
        (DAY - HOUR, []),
        (DAY, ["draft_after_a_day"]),
        (7 * DAY - HOUR, ["draft_after_a_day"]),
        (7 * DAY, ["draft_after_a_week"]),
        (90 * DAY, ["draft_after_a_week"]),
    ],
)
def test_a_draft_is_chased_when_its_time_has_come_and_once(after: timedelta, written: list[str]) -> None:
    applicant()

    found = [chase_drafts(by=CLERK, at=AT + after) for _ in range(3)]

    assert (found, letters()) == ([len(written), 0, 0], written)


def test_both_letters_come_in_their_turn_and_no_third() -> None:
    applicant()

    for day in range(30):
        chase_drafts(by=CLERK, at=AT + day * DAY)

    assert letters() == ["draft_after_a_day", "draft_after_a_week"]
    assert Draft.objects.get().chased == 2


def test_the_letter_names_the_person_and_leads_to_the_application(settings) -> None:
    settings.SITE_URL = "https://list.example.jp/"
    applicant()

    chase_drafts(by=CLERK, at=AT + DAY)

    letter = Letter.objects.get()
    assert (letter.to, "見本 花子 様" in letter.body) == (EMAIL, True)
    assert "https://list.example.jp/specialist/apply/\n" in letter.body


def test_whoever_comes_back_in_time_is_left_alone() -> None:
    draft = Draft.objects.get(specialist=applicant())
    save_step(draft, "places", {"online": True}, seen=0, by=CLERK, at=AT + 20 * HOUR)

    assert chase_drafts(by=CLERK, at=AT + DAY) == 0


def test_what_was_sent_or_taken_back_is_not_chased() -> None:
    version = sent()
    first = chase_drafts(by=CLERK, at=AT + 9 * DAY)
    withdraw_application(version.specialist, by=CLERK, at=AT)

    assert (first, chase_drafts(by=CLERK, at=AT + 9 * DAY)) == (0, 0)


def test_who_has_no_account_any_more_gets_no_letter() -> None:
    applicant()
    User.objects.update(is_active=False)

    assert chase_drafts(by=CLERK, at=AT + DAY) == 0
