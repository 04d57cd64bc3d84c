"""The desk's rota and the dispatch pool on their pages: the partner asks, the specialist answers, others find nothing."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from icalendar import Calendar

from tests.consultations.casework import AT, BY, coordinator, partner, specialist
from tests.doors.entering import rows_of, text_of
from tsunagu.accounts.actions import grant_membership
from tsunagu.accounts.models import User
from tsunagu.accounts.states import Role
from tsunagu.consultations.actions.desks import answer_shift, ask_shift
from tsunagu.consultations.actions.pools import answer_membership, ask_for_membership
from tsunagu.consultations.models import DeskShift, PoolMember

pytestmark = pytest.mark.django_db
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
TIMES = {"starts_at": "2026-12-01T10:00", "ends_at": "2026-12-01T13:00", "place": "本館2階"}


@pytest.fixture(autouse=True)
def clock(time_machine_at):
    with time_machine_at(AT + timedelta(hours=1)):
        yield


def enter(user: User) -> Client:
    totp.TOTP.activate(user, SEED)
    client = Client()
    client.force_login(user)
    return client


def own_door(who) -> Client:
    grant_membership(who.user, Role.SPECIALIST, None, by=BY, at=AT)
    return enter(who.user)


def test_a_shift_from_the_rota_to_the_specialists_yes() -> None:
    of, who = partner(), specialist()
    client, theirs = enter(coordinator(of)), own_door(who)

    gone = client.post("/partner/desk/", {"do": "add", **TIMES})

    one = DeskShift.objects.get()
    assert (gone["Location"], "2026年12月1日（火）10時00分〜13時00分" in text_of(client.get(gone["Location"]))) == (
        "/partner/desk/?month=2026-12", True,
    )  # fmt: skip
    client.post("/partner/desk/?month=2026-12", {"do": "ask", "row": str(one.pk), "riss_no": "000011"})
    assert "返事を待っています" in text_of(theirs.get("/specialist/desk/"))
    theirs.post("/specialist/desk/", {"do": "shift_yes", "row": str(one.pk)})
    one.refresh_from_db()
    assert (one.state, "決まりました" in text_of(client.get("/partner/desk/?month=2026-12"))) == ("accepted", True)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"starts_at": "x"}, "starts_at"),
        ({"ends_at": "2026-12-01T09:00"}, "ends_at"),
        ({"place": ""}, "place"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(sent: dict, field: str) -> None:
    client = enter(coordinator(partner()))

    page = client.post("/partner/desk/", {"do": "add", **TIMES} | sent)

    form = page.context["add"]
    assert (list(form.errors), form["starts_at"].value(), DeskShift.objects.count()) == (
        [field], sent.get("starts_at", TIMES["starts_at"]), 0,
    )  # fmt: skip


@pytest.mark.parametrize("number", ["000099", "x", ""])
def test_a_number_that_is_nobodys_is_said_beside_its_field(number: str) -> None:
    client = enter(coordinator(partner()))
    client.post("/partner/desk/", {"do": "add", **TIMES})
    key = str(DeskShift.objects.get().pk)

    page = client.post("/partner/desk/?month=2026-12", {"do": "ask", "row": key, "riss_no": number})

    assert list(page.context["refused"].errors) == ["riss_no"]


def test_another_partners_shift_is_not_found() -> None:
    of, other = partner(), partner(name="よそ")
    client = enter(coordinator(of))
    enter(coordinator(other)).post("/partner/desk/", {"do": "add", **TIMES})
    one = DeskShift.objects.get()

    page = client.post("/partner/desk/?month=2026-12", {"do": "cancel", "row": str(one.pk)})

    one.refresh_from_db()
    assert (one.state, page.context["rows"]) == ("open", [])


def test_another_specialist_cannot_answer() -> None:
    of, who, other = partner(), specialist(), specialist("000012")
    client = enter(coordinator(of))
    client.post("/partner/desk/", {"do": "add", **TIMES})
    key = str(DeskShift.objects.get().pk)
    client.post("/partner/desk/", {"do": "ask", "row": key, "riss_no": who.riss_no})

    assert own_door(other).post("/specialist/desk/", {"do": "shift_yes", "row": key}).status_code == 404
    assert DeskShift.objects.get().state == "asked"


@pytest.mark.parametrize("month", ["", "x", "2026-13", "0001-01", "9999-12"])
def test_a_month_that_is_none_is_this_month(month: str) -> None:
    page = enter(coordinator(partner())).get("/partner/desk/", {"month": month})

    assert (page.status_code, "2026年11月" in text_of(page)) == (200, True)


def test_the_pool_from_the_sheet_to_the_table_and_out_again() -> None:
    of, who = partner(), specialist()
    client, theirs = enter(coordinator(of)), own_door(who)
    assert "/partner/pool/?riss=000011#ask" in client.get("/specialists/000011").content.decode()
    assert client.get("/partner/pool/?riss=000011").context["ask"]["riss_no"].value() == "000011"

    client.post("/partner/pool/", {"do": "ask", "riss_no": "000011", "until_on": "2027-03-31"})
    key = str(PoolMember.objects.get().pk)
    theirs.post("/specialist/desk/", {"do": "pool_yes", "row": key})

    (row,) = rows_of(client.get("/partner/pool/"))
    assert row[:3] == [who.name, "派遣できます", "2027年3月31日"]
    theirs.post("/specialist/desk/", {"do": "pool_leave", "row": key})
    assert rows_of(client.get("/partner/pool/")) == []


def test_a_member_of_the_pool_is_offered_for_a_shift() -> None:
    of, who = partner(), specialist()
    answer_membership(
        ask_for_membership(of, who, AT.date() + timedelta(days=9), by=BY, at=AT), is_accepted=True, by=BY, at=AT
    )
    client = enter(coordinator(of))
    client.post("/partner/desk/", {"do": "add", **TIMES})

    client.post(
        "/partner/desk/", {"do": "ask", "row": str(DeskShift.objects.get().pk), "member": who.riss_no, "riss_no": ""}
    )

    assert DeskShift.objects.get().specialist == who


@pytest.mark.parametrize("sent", [{"do": "x", "row": "1"}, {"do": "shift_yes", "row": "x"}, {"do": "pool_yes"}])
def test_a_button_that_is_none_does_not_exist(sent: dict[str, str]) -> None:
    assert own_door(specialist()).post("/specialist/desk/", sent).status_code == 404


def test_an_accepted_shift_goes_into_ones_own_calendar_and_nobody_elses() -> None:
    of, who, other = partner(), specialist(), specialist("000012")
    enter(coordinator(of)).post("/partner/desk/", {"do": "add", **TIMES})
    one = ask_shift(DeskShift.objects.get(), who, by=BY, at=AT)
    place, theirs = f"/specialist/desk/{one.pk}/shift.ics", own_door(who)
    assert theirs.get(place).status_code == 404

    answer_shift(one, is_accepted=True, by=BY, at=AT)

    (entry,) = Calendar.from_ical(theirs.get(place).content).walk("VEVENT")
    assert (entry["dtstart"].dt, entry["dtend"].dt, str(entry["location"])) == (one.starts_at, one.ends_at, "本館2階")
    assert own_door(other).get(place).status_code == 404
