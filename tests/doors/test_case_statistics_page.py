"""The partner's figures as page, CSV and Excel."""

from datetime import timedelta

import pytest

from tests.consultations.casework import AT, case
from tests.doors.entering import text_of
from tests.doors.test_case_pages import enter
from tsunagu.base.table_files import rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(time_machine_at):
    with time_machine_at(AT + timedelta(hours=1)):
        yield


def test_page_csv_and_excel_say_the_same() -> None:
    client = enter(case().keeper)

    page, csv, xlsx = (client.get(f"/partner/statistics/{kind}") for kind in ("", "csv", "xlsx"))

    told = [(row.group, row.label, str(row.number), row.unit) for row in page.context["rows"]]
    assert told[0] == ("案件", "この年度に作った案件", "1", "件")
    assert [rows_of(one.content)[1:] for one in (csv, xlsx)] == [told, told]
    assert (csv["Content-Disposition"], xlsx["Cache-Control"]) == (
        'attachment; filename="statistics-2026.csv"', "no-store, private",
    )  # fmt: skip


def test_nothing_of_a_client_stands_there() -> None:
    one = case()

    words = text_of(enter(one.keeper).get("/partner/statistics/"))

    assert [word for word in (one.organisation_name, one.contact_name, one.worries) if word in words] == []


@pytest.mark.parametrize(("typed", "year"), [("2025", 2025), ("", 2026), ("x", 2026), ("2027", 2026), ("1999", 2026)])
def test_a_year_that_is_none_is_this_one(typed: str, year: int) -> None:
    assert enter(case().keeper).get("/partner/statistics/", {"year": typed}).context["year"] == year
