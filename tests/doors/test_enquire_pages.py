"""The visitor's pages: writing an enquiry, the button in the mail, where it stands."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.directory.asking import DAYS, EMAIL, OFFICE, WORDS, asked, delivered, made, person, states_of, target_of
from tests.doors.entering import text_of
from tests.specialists.published import AT, listed
from tsunagu.base.actor import VISITOR
from tsunagu.directory.actions.answering import accept_enquiry, decline_enquiry
from tsunagu.directory.actions.ending import refuse_enquiry
from tsunagu.directory.actions.enquiries import confirm_enquiry
from tsunagu.directory.enquiry_links import CONFIRM, LIST, SHEET, SPECIALIST, visitor_token
from tsunagu.directory.enquiry_links import VISITOR as VISITOR_PATH
from tsunagu.directory.models import Enquiry
from tsunagu.directory.states import DeclineReason
from tsunagu.mail.letters import PROOF
from tsunagu.mail.models import AddressProof, Letter
from tsunagu.upkeep.models import Setting
from tsunagu.vault.links import sign

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(time_machine_at):
    with time_machine_at(AT):
        yield


def form(**more) -> dict:
    told = asked("000001")
    facts = {
        "riss": ["000001"],
        "organisation": told.organisation,
        "place": told.prefecture,
        "need": told.need,
        "words": told.words,
        "contact_name": told.contact_name,
        "email": told.email,
        "telephone": told.telephone,
    }
    return facts | more


def link_in(letter: Letter) -> str:
    return re.search(r"https?://[^/\s]+(/\S+)", letter.body)[1]


def test_from_the_sheet_to_the_specialist(client: Client) -> None:
    person("000001")
    sheet = client.get("/specialists/000001?place=13&need=A-1").content.decode()
    address = re.search(r'href="(/enquire\?[^"]+)"', sheet)[1].replace("&amp;", "&")

    page = client.get(address)
    sent = client.post(address, form())
    confirm = client.get(link_in(Letter.objects.get(template="confirm_address")))
    number = Enquiry.objects.get().pk
    token = re.search(r'name="token" value="([^"]+)"', confirm.content.decode())[1]
    before = Letter.objects.filter(template="enquiry_asked").count()
    pressed = client.post("/enquiries/confirm", {"token": token, "enquiry": number, "send": "1"})

    assert address == "/enquire?riss=000001&place=13&need=A-1"
    assert "事故の中身、パスワード、会社の弱いところは書かないでください。" in text_of(page)
    assert (sent.status_code, sent["Location"], before) == (302, "/enquire/sent", 0)
    assert WORDS in text_of(confirm)
    assert pressed["Location"] == f"/enquiries/{visitor_token(Enquiry.objects.get())}"
    assert "専門家に届けました" in text_of(client.get(pressed["Location"]))
    assert Letter.objects.filter(template="enquiry_asked").count() == 1


@pytest.mark.parametrize(("typed", "state"), [("https://x.example", "held"), ("", "delivered")])
def test_a_field_nobody_sees_holds_what_a_program_sent(client: Client, typed: str, state: str) -> None:
    person("000001")
    page = client.get("/enquire?riss=000001").content.decode()

    sent = client.post("/enquire?riss=000001", form(website=typed))

    enquiry = confirm_enquiry(Enquiry.objects.get(), by=VISITOR, at=AT)
    field = re.search(r'<input[^>]+name="website"[^>]*>', page)[0]
    assert [part in field for part in (" hidden", 'tabindex="-1"', 'autocomplete="off"')] == [True] * 3
    assert (sent["Location"], enquiry.state, typed in str(vars(enquiry))) == ("/enquire/sent", state, not typed)


def test_a_form_sent_twice_is_one_enquiry(client: Client) -> None:
    person("000001")
    key = re.search(r'name="once_key" value="(\w+)"', client.get("/enquire?riss=000001").content.decode())[1]

    first, second = (client.post("/enquire?riss=000001", form(once_key=key)) for _ in range(2))

    assert (first["Location"], second["Location"], Enquiry.objects.count()) == ("/enquire/sent", "/enquire/sent", 1)


def test_opening_the_link_in_the_mail_sends_nothing(client: Client) -> None:
    person("000001")
    enquiry = made("000001")

    for _ in range(2):
        client.get(link_in(Letter.objects.get(template="confirm_address")))
    client.head(link_in(Letter.objects.get(template="confirm_address")))

    assert (states_of(enquiry), AddressProof.objects.get().proved_at) == ({"000001": "chosen"}, None)


def test_the_owner_of_the_address_may_drop_it(client: Client) -> None:
    person("000001")
    enquiry = made("000001")
    token = sign(EMAIL, purpose=PROOF, until=AT + DAYS)

    response = client.post("/enquiries/confirm", {"token": token, "enquiry": enquiry.pk, "drop": "1"}, follow=True)

    enquiry.refresh_from_db()
    assert "問い合わせを消しました。" in response.content.decode()
    assert (enquiry.closed_reason, Letter.objects.exclude(template="confirm_address").count()) == ("withdrawn", 0)


@pytest.mark.parametrize("number", ["x", "", "9" * 40, "-1", "２"])
def test_the_link_sends_no_other_enquiry(client: Client, number: str) -> None:
    person("000001")
    foreign = made("000001", email="other@kaisha.example")
    token = sign(EMAIL, purpose=PROOF, until=AT + DAYS)

    for asked_for in (number, str(foreign.pk)):
        client.post("/enquiries/confirm", {"token": token, "enquiry": asked_for, "send": "1"})

    assert states_of(foreign) == {"000001": "chosen"}


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"organisation": ""}, "organisation", "入力してください。"),
        ({"words": "あ" * 1001}, "words", "1000"),
        ({"email": "x"}, "email", "メールアドレス"),
        ({"telephone": "でんわ"}, "telephone", "数字と「-」"),
        ({"place": ""}, "place", "選んでください。"),
        ({"need": "Z-9"}, "need", "選択"),
        ({"riss": []}, "riss", "選んでください。"),
        ({"riss": ["000009"]}, "riss", "選択"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(client: Client, more: dict, field: str, said: str) -> None:
    person("000001")

    response = client.post("/enquire?riss=000001", form(**more))

    assert list(response.context["form"].errors) == [field]
    assert said in response.context["form"].errors[field][0]
    assert Enquiry.objects.count() == 0


def test_four_are_too_many_and_five_are_right_when_it_is_urgent(client: Client) -> None:
    numbers = [f"00000{n}" for n in range(1, 6)]
    for number in numbers:
        person(number)
    query = "&".join(f"riss={number}" for number in numbers)

    refused = client.post(f"/enquire?{query}", form(riss=numbers[:4]))
    sent = client.post(f"/enquire?urgent=1&{query}", form(riss=numbers, need="E-1"))

    assert refused.context["form"].errors["riss"] == ["一度に問い合わせられるのは3人までです。"]
    assert (sent.status_code, Enquiry.objects.get().targets.count()) == (302, 5)


def test_an_urgent_one_shows_telephones_and_its_clock_first(client: Client) -> None:
    person("000001")

    page = text_of(client.get("/enquire?urgent=1&riss=000001"))

    assert ("090-0000-0000" in page, "#9110" in page, "返事の期限は24時間です。" in page) == (True, True, True)


def test_the_emergency_page_leads_to_an_urgent_enquiry(client: Client) -> None:
    person("000001")

    page = client.get("/emergency?place=13").content.decode()

    assert 'href="/enquire?urgent=1&amp;place=13&amp;riss=000001"' in page


def test_who_is_full_is_told_kindly_with_alternatives(client: Client) -> None:
    person("000001", monthly_cap=0)
    listed("000002")
    person("000003")

    page = text_of(client.get("/enquire?riss=000001&riss=000002"))
    sheet = text_of(client.get("/specialists/000001"))

    assert "見本 000001さんは、今月の受付はいっぱいです。" in page
    assert "見本 000002さんは、まだここから問い合わせを受けていません。" in page
    assert "いま受け付けている方 見本 000003" in page
    assert "いまは届けられません（今月の受付はいっぱいです）。" in sheet


def test_the_shortlist_is_offered(client: Client) -> None:
    person("000001")
    person("000002")
    client.post("/shortlist", {"add": "000002"})

    offered = client.get("/enquire?riss=000001").context["form"]

    assert [value for value, _ in offered.fields["riss"].choices] == ["000001", "000002"]
    assert offered.initial["riss"] == ["000001"]


def test_without_anybody_the_page_says_where_to_choose(client: Client) -> None:
    assert "問い合わせる専門家を選んでください" in text_of(client.get("/enquire"))


def test_too_many_forms_of_one_connection_are_told_to_wait(client: Client) -> None:
    person("000001")
    Setting.objects.create(
        code="enquiry.form_hourly", value=2, version=1, valid_from=AT.date(), set_at=AT, reason="見本"
    )

    found = [client.post("/enquire?riss=000001", form(words=f"文{n}")).status_code for n in range(3)]

    assert (found, Enquiry.objects.count()) == ([302, 302, 429], 2)


def test_the_page_shows_answers_and_reasons(client: Client) -> None:
    person("000001")
    person("000002")
    person("000003")
    enquiry = delivered("000001", "000002", "000003")
    accept_enquiry(target_of(enquiry, "000001"), "お手伝いします。", by=VISITOR, at=AT)
    decline_enquiry(target_of(enquiry, "000002"), DeclineReason.PLACE, by=VISITOR, at=AT)

    page = text_of(client.get(f"/enquiries/{visitor_token(enquiry)}"))

    assert "見本 000001 対応します お手伝いします。" in page
    assert "見本 000002 今回は難しい 理由：場所が遠く、伺えません" in page
    assert "見本 000003 返事を待っています 期限：11月28日 10時00分" in page
    assert "@people.example" not in page


def test_the_page_tells_why_the_office_refused(client: Client) -> None:
    person("000001")
    delivered("000001")
    held = delivered("000001")
    before = text_of(client.get(f"/enquiries/{visitor_token(held)}"))
    refuse_enquiry(held, "宣伝は届けません。", by=OFFICE, at=AT)

    after = text_of(client.get(f"/enquiries/{visitor_token(held)}"))

    assert ("事務局が確認しています" in before, "宣伝は届けません。" in after) == (True, True)


def test_the_visitor_takes_it_back(client: Client) -> None:
    person("000001")
    enquiry = delivered("000001")
    address = f"/enquiries/{visitor_token(enquiry)}"

    first, second = client.post(address), client.post(address)

    assert (first["Location"], second["Location"], states_of(enquiry)) == (address, address, {"000001": "ended"})
    assert "取り下げました" in text_of(client.get(address))


@pytest.mark.parametrize("token", ["x", "confirm-not", "a:b"])
def test_a_wrong_link_is_404(client: Client, token: str) -> None:
    assert client.get(f"/enquiries/{token}").status_code == 404


def test_no_cache_keeps_what_a_link_alone_opens(client: Client) -> None:
    person("000001")
    enquiry = delivered("000001")

    pages = [client.get(f"/enquiries/{visitor_token(enquiry)}"), client.get("/enquiries/confirm?token=x")]

    assert [page["Cache-Control"] for page in pages] == ["no-store, private"] * 2


def test_letters_lead_to_the_pages_there_are() -> None:
    assert (reverse("public:confirm_enquiry"), reverse("public:list")) == (CONFIRM, LIST)
    assert reverse("public:enquiry", args=["x"]) == f"{VISITOR_PATH}x"
    assert reverse("public:sheet", args=["000001"]) == f"{SHEET}000001"
    assert reverse("specialist:enquiry", args=[7]) == f"{SPECIALIST}7"
