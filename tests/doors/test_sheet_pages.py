"""One sheet, several side by side, the shortlist, the emergency page, the page about the order."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.demo.fixtures import demo_season  # noqa: F401
from tests.doors.people import member
from tsunagu.accounts.states import Role
from tsunagu.directory.emergency import emergency_contacts
from tsunagu.specialists.models import PublishedSheet, Specialist

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_season")]
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def listed(count: int) -> list[str]:
    return list(PublishedSheet.objects.listed().order_by("pk").values_list("riss_no", flat=True)[:count])


def with_address() -> PublishedSheet:
    return PublishedSheet.objects.listed().filter(text__contact__has_key="email").order_by("pk").first()  # type: ignore[return-value]


def test_a_sheet_shows_each_item_with_its_standing(client: Client) -> None:
    sheet = PublishedSheet.objects.listed().select_related("text").order_by("pk").first()
    assert sheet is not None

    html = text(client.get(f"/specialists/{sheet.riss_no}"))

    assert sheet.name in html
    assert all(words in html for words in ("確認済み", "本人申告", "申告からの計算", "当システムの実績"))


@pytest.mark.parametrize("riss_no", ["999999", "abc", "１２３４５６", "0", "00%0000"])
def test_what_is_not_on_the_list_does_not_exist(client: Client, riss_no) -> None:
    assert client.get(f"/specialists/{riss_no}").status_code == 404


def test_somebody_taken_off_the_list_has_no_sheet(client: Client) -> None:
    (riss_no,) = listed(1)
    PublishedSheet.objects.filter(riss_no=riss_no).update(is_listed=False)

    assert client.get(f"/specialists/{riss_no}").status_code == 404


def seen_by(client: Client, sheet: PublishedSheet) -> bool:
    return sheet.text.contact["email"] in text(client.get(f"/specialists/{sheet.riss_no}"))


def test_a_contact_is_seen_by_themselves_and_coordinators_only(client: Client) -> None:
    sheet = with_address()
    seen = {"visitor": seen_by(client, sheet)}
    for role in (Role.COMPANY_MEMBER, Role.SPECIALIST, Role.COORDINATOR, Role.OFFICE_CLERK):
        visitor = Client()
        visitor.force_login(member(role, seed=SEED))
        seen[role.value] = seen_by(visitor, sheet)
    own = Client()
    own.force_login(Specialist.objects.get(pk=sheet.pk).user)
    seen["themselves"] = seen_by(own, sheet)

    assert seen == {
        "visitor": False,
        "company_member": False,
        "specialist": False,
        "coordinator": True,
        "office_clerk": True,
        "themselves": True,
    }


def test_four_stand_side_by_side_and_a_fifth_is_told(client: Client) -> None:
    chosen = listed(5)
    address = "&".join(f"riss={number}" for number in chosen)

    html = text(client.get(f"/compare?{address}"))

    assert re.findall(r'<th scope="col"><a href="/specialists/(\d{6})"', html) == chosen[:4]
    assert "はじめの4人をくらべています" in html


def test_comparing_nobody_says_what_to_do(client: Client) -> None:
    assert "一覧で「くらべる」に印を付けてください。" in text(client.get("/compare"))


def test_the_shortlist_is_kept_without_an_account_and_taken_off_again(client: Client) -> None:
    one, other = listed(2)
    for number in (one, other, one):
        client.post("/shortlist", {"add": number})
    kept = re.findall(r'id="no(\d{6})"', text(client.get("/shortlist")))
    client.post("/shortlist", {"remove": one})

    assert kept == [one, other]
    assert re.findall(r'id="no(\d{6})"', text(client.get("/shortlist"))) == [other]
    client.post("/shortlist", {"empty": "1"})
    assert "まだ候補がありません" in text(client.get("/shortlist"))


@pytest.mark.parametrize(
    ("back", "leads_to"),
    [
        ("/specialists?place=13#no900001", "/specialists?place=13#no900001"),
        ("https://evil.example/", "/shortlist"),
        ("//evil.example/", "/shortlist"),
        ("javascript:alert(1)", "/shortlist"),
        ("/\\evil.example", "/shortlist"),
    ],
)
def test_a_shortlist_button_leads_back_to_our_own_pages_only(client: Client, back, leads_to) -> None:
    response = client.post("/shortlist", {"add": listed(1)[0], "back": back})

    assert (response.status_code, response["Location"]) == (302, leads_to)


def test_a_shortlist_holds_twenty_and_says_so(client: Client) -> None:
    for number in listed(21):
        client.post("/shortlist", {"add": number})

    html = text(client.get("/shortlist"))
    assert len(re.findall(r'id="no\d{6}"', html)) == 20
    assert "候補は20人までです" in html


def test_an_emergency_shows_public_contacts_before_any_specialist(client: Client) -> None:
    html = text(client.get("/emergency?place=13"))

    people = re.findall(r'<a href="/specialists/(\d{6})"', html)
    assert max(html.index(contact.url) for contact in emergency_contacts()) < html.index(f"/specialists/{people[0]}")
    capable = set(PublishedSheet.objects.filter(is_emergency_capable=True).values_list("riss_no", flat=True))
    assert set(people) <= capable


def test_the_urgent_need_leads_to_the_emergency_page(client: Client) -> None:
    assert client.get("/conditions?need=E-1")["Location"] == reverse("public:emergency")


def test_the_order_is_explained_before_and_after_anybody_was_shown(client: Client) -> None:
    assert "まだ数字がありません" in text(client.get("/about-order"))
