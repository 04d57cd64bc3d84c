"""Who reaches the secretariat's pages, and that a page costs the same for one row and for three."""

import pytest
from django.test import Client

from tests.doors.entering import enter
from tests.specialists.listed import listing
from tsunagu.accounts.states import Role
from tsunagu.base.actor import SYSTEM
from tsunagu.specialists.states import HiddenReason, ListingState
from tsunagu.upkeep.actions.settings import change_setting
from tsunagu.upkeep.models import Job
from tsunagu.upkeep.states import JobState

pytestmark = pytest.mark.django_db
CLERK_PAGES = ["/office/", "/office/listings/", "/office/jobs/", "/office/outbox/", "/office/settings/"]
LEAD_PAGES = [*CLERK_PAGES, "/office/journal/"]
BUTTONS = ["/office/jobs/1/cancel", "/office/jobs/1/retry", "/office/outbox/1/send-again"]
FORM = "/office/settings/listing.fresh_days/"


@pytest.mark.parametrize("page", [*LEAD_PAGES, FORM, *BUTTONS, "/office/no-such-page"])
def test_signed_out_everything_leads_to_signing_in(client: Client, page: str) -> None:
    response = client.get(page)

    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize("role", [Role.COMPANY_MEMBER, Role.SPECIALIST, Role.COORDINATOR])
@pytest.mark.parametrize("page", [*LEAD_PAGES, FORM, *BUTTONS])
def test_for_other_roles_the_pages_do_not_exist(client: Client, role: Role, page: str) -> None:
    enter(client, role)

    assert [client.get(page).status_code, client.post(page).status_code] == [404, 404]


@pytest.mark.parametrize("page", CLERK_PAGES)
def test_a_clerk_reads(client: Client, page: str) -> None:
    enter(client, Role.OFFICE_CLERK)

    assert client.get(page).status_code == 200


@pytest.mark.parametrize("page", ["/office/journal/", FORM])
def test_the_journal_and_changing_settings_are_the_leads(client: Client, page: str) -> None:
    enter(client, Role.OFFICE_CLERK, proved=True)
    lead = Client()
    enter(lead, Role.OFFICE_LEAD, proved=True)

    assert [client.get(page).status_code, lead.get(page).status_code] == [404, 200]


@pytest.mark.parametrize("page", LEAD_PAGES)
def test_a_page_that_only_shows_takes_no_form(client: Client, page: str) -> None:
    enter(client, Role.OFFICE_LEAD)

    assert client.post(page).status_code == 405


@pytest.mark.parametrize("button", BUTTONS)
def test_a_button_has_no_page_of_its_own(client: Client, button: str) -> None:
    enter(client, Role.OFFICE_CLERK)

    assert client.get(button).status_code == 405


# 4 of the gate: session, person, membership, second factor.
COSTS = {
    "/office/": 4
    + 2
    + 4
    + 3
    + 1
    + 1,  # who asks; listings counted; health; setting, letters, jobs; held enquiries; needs
    "/office/listings/": 4 + 2,  # rows, how many
    "/office/jobs/": 4 + 4,  # jobs, counts, timetable, workers
    "/office/outbox/": 4 + 3,  # setting, letters, counts
    "/office/settings/": 4 + 1,
    "/office/journal/": 4 + 1 + 2,  # lines; newest link, unsealed lines
}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("page", COSTS)
def test_a_page_costs_the_same_for_one_row_and_for_three(
    client: Client, page: str, count: int, file_store, django_assert_num_queries
) -> None:
    enter(client, Role.OFFICE_LEAD)
    for number in range(count):
        rows_for(number)
    client.get("/office/")  # what a process looks up once

    with django_assert_num_queries(COSTS[page]):
        response = client.get(page)

    assert response.status_code == 200


def rows_for(number: int) -> None:
    """One row more on every page."""
    from datetime import UTC, date, datetime

    from tsunagu.mail.actions import write_letter

    at = datetime(2026, 11, 21, tzinfo=UTC)
    listing(number, ListingState.HIDDEN, reason=HiddenReason.EMPLOYER)
    Job.objects.create(kind="x", state=JobState.FAILED, run_after=at, asked_at=at, ended_at=at, last_error="x")
    write_letter("confirm_address", to="a@kakuu.example", at=at, by=SYSTEM, link="x")
    change_setting(
        "listing.fresh_days", "100", valid_from=date(2026, 12, 1), reason="会議", seen=number, by=SYSTEM, at=at
    )
