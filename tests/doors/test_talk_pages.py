"""The pages of a conversation: both sides read and write, nobody else finds them."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from tests.directory.asking import EMAIL
from tests.directory.talking import TERMS, THREE, accepted, agreed, answered, eager, met, offer, proposed
from tests.doors.entering import text_of
from tests.specialists.published import AT
from tsunagu.accounts.models import Membership, User
from tsunagu.accounts.states import Role
from tsunagu.base.actor import SYSTEM
from tsunagu.base.calendar import JST
from tsunagu.companies.actions import CompanyFacts, open_company
from tsunagu.directory.enquiry_links import visitor_token
from tsunagu.directory.models import Afterword, Appointment, EnquiryMessage, EnquiryTarget
from tsunagu.directory.states import Side
from tsunagu.directory.talk_links import talk_link
from tsunagu.doors.talk.acts import ACTS
from tsunagu.mail.models import Letter

pytestmark = pytest.mark.django_db
NOW = AT + timedelta(hours=3)
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def clock(time_machine_at):
    with time_machine_at(NOW):
        yield


def visitors(target: EnquiryTarget, more: str = "") -> str:
    return f"/enquiries/{visitor_token(target.enquiry)}/talk/{target.pk}{more}"


def specialists(target: EnquiryTarget, more: str = "") -> str:
    return f"/specialist/enquiries/{target.pk}/talk{more}"


def enter_as(client: Client, user: User) -> Client:
    from allauth.mfa.totp.internal import auth as totp

    Membership.objects.create(user=user, role=Role.SPECIALIST, since=AT - timedelta(days=9))
    totp.TOTP.activate(user, SEED)
    client.force_login(user)
    return client


def as_specialist(target: EnquiryTarget) -> Client:
    return enter_as(Client(), target.specialist.user)


def send(client: Client, address: str, do: str, **form) -> object:
    return client.post(address, {"do": do, "once_key": "0" * 32} | form)


def test_letters_lead_to_the_pages_of_the_doors(client: Client) -> None:
    target = accepted()

    assert talk_link(target, Side.VISITOR).endswith(visitors(target))
    assert talk_link(target, Side.SPECIALIST).endswith(specialists(target))
    assert client.get(visitors(target)).status_code == 200


def test_two_talk_the_newest_last_in_plain_text(client: Client) -> None:
    target = accepted()
    theirs = as_specialist(target)

    response = send(client, visitors(target), "write", words="<b>はじめまして</b>")
    send(theirs, specialists(target), "write", words="こちらこそ")

    assert (response.status_code, response["Location"]) == (302, f"{visitors(target)}#messages")
    page = client.get(visitors(target))
    words = re.findall(r'<p class="said">(.*?)</p>', page.content.decode())
    assert words == ["&lt;b&gt;はじめまして&lt;/b&gt;", "こちらこそ"]
    assert page["Cache-Control"] == "no-store, private"
    assert (EMAIL in page.content.decode(), "000001@people.example" in page.content.decode()) == (False, False)
    assert EMAIL not in theirs.get(specialists(target)).content.decode()


def test_a_message_sent_twice_is_one(client: Client) -> None:
    target = accepted()

    for _ in range(2):
        send(client, visitors(target), "write", words="一度だけ")

    assert EnquiryMessage.objects.count() == 1


def test_an_empty_message_is_told_beside_its_field(client: Client) -> None:
    target = accepted()

    response = send(client, visitors(target), "write", words="")

    assert (response.status_code, EnquiryMessage.objects.count()) == (200, 0)
    assert '<div class="field-error" id="write-words_error">' in response.content.decode()


def test_from_the_wish_to_the_calendar(client: Client) -> None:
    target = accepted()
    theirs = as_specialist(target)
    send(client, visitors(target), "meet")
    send(theirs, specialists(target), "meet")
    send(
        theirs, specialists(target), "times", once_key="1" * 32, first="2026-11-25T14:00", second="2026-11-26 09:30",
        minutes="90", way="online", place="https://meet.kakuu.example/a",
    )  # fmt: skip
    first, _ = Appointment.objects.order_by("starts_at")

    send(client, visitors(target), "take", once_key="2" * 32, row=str(first.pk))

    first.refresh_from_db()
    assert (first.state, first.starts_at) == ("agreed", datetime(2026, 11, 25, 14, tzinfo=JST))
    link = re.search(r'href="([^"]+\.ics)"', client.get(visitors(target)).content.decode())[1]
    file = client.get(link)
    (event,) = Calendar.from_ical(file.content).events
    assert (file["Content-Type"], file["Content-Disposition"]) == (
        "text/calendar; charset=utf-8", 'attachment; filename="meeting.ics"',
    )  # fmt: skip
    assert (event.start, str(event["summary"])) == (first.starts_at, "つなぐ：面談（見本 000001さん）")
    assert visitor_token(target.enquiry) not in file.content.decode()


def test_the_same_entry_is_taken_out_when_the_meeting_is_off(client: Client) -> None:
    target = eager()
    meeting = agreed(target)
    before = Calendar.from_ical(client.get(visitors(target, f"/meetings/{meeting.pk}.ics")).content)

    send(client, visitors(target), "cancel")

    after = Calendar.from_ical(client.get(visitors(target, f"/meetings/{meeting.pk}.ics")).content)
    assert (str(before["method"]), str(after["method"])) == ("PUBLISH", "CANCEL")
    assert str(before.events[0]["uid"]) == str(after.events[0]["uid"])
    assert "見本製作所" not in after.to_ical().decode()


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"first": ""}, "times-first_error"),
        ({"first": "0001-01-01T00:00"}, "times-first_error"),
        ({"first": "9999-12-31T23:59"}, "times-first_error"),
        ({"first": "2026-11-21T12:00"}, "times-first_error"),
        ({"first": "あした"}, "times-first_error"),
        ({"way": "x"}, "times-way_error"),
        ({"place": "http://x"}, "times-place_error"),
        ({"minutes": "7"}, "times-minutes_error"),
    ],
)
def test_times_that_cannot_be_are_told_beside_the_field(client: Client, form: dict[str, str], error: str) -> None:
    target = eager()
    filled = {"first": "2026-11-25T14:00", "minutes": "60", "way": "online", "place": ""}

    response = send(client, visitors(target), "times", **filled | form)

    assert (response.status_code, f'id="{error}"' in response.content.decode(), Appointment.objects.count()) == (
        200, True, 0,
    )  # fmt: skip


def test_how_it_went_is_asked_after_the_meeting_and_once(client: Client) -> None:
    target = met()
    page = client.get(visitors(target)).content.decode()

    send(client, visitors(target), "after", outcome="4", dealing="5")

    assert "面談のあとの声" in page
    assert list(Afterword.objects.values_list("side", "outcome", "dealing")) == [("visitor", 4, 5)]
    assert "ありがとうございました" in text_of(client.get(visitors(target)))


def test_rows_of_another_conversation_are_not_acted_on(client: Client) -> None:
    mine, other = eager(), eager("000002")
    foreign, terms = proposed(other)[0], offer(other)

    taken = send(client, visitors(mine), "take", row=str(foreign.pk))
    signed = send(client, visitors(mine), "agree", row=str(terms.pk), person="見本")

    foreign.refresh_from_db()
    terms.refresh_from_db()
    assert (taken.status_code, signed.status_code) == (200, 200)
    assert (foreign.state, terms.state) == ("proposed", "proposed")


def test_what_is_missing_or_not_accepted_is_not_found(client: Client) -> None:
    target = accepted()
    EnquiryTarget.objects.filter(pk=target.pk).update(state="declined", reason="busy")

    assert client.get(visitors(target)).status_code == 404
    assert send(client, visitors(accepted("000002")), "no-such").status_code == 404


def test_after_the_end_the_page_is_read_only(client: Client) -> None:
    target = accepted()
    send(client, visitors(target), "write", words="ありがとうございました")

    send(client, visitors(target), "finish", once_key="1" * 32)

    page = client.get(visitors(target)).content.decode()
    assert ("このやりとりは終わりました" in page, page.count('<form class="form"')) == (True, 0)
    refused = send(client, visitors(target), "write", once_key="2" * 32, words="まだ")
    assert (refused.status_code, EnquiryMessage.objects.count()) == (200, 1)
    assert "終わっています" in refused.content.decode()


def test_a_letter_holds_nothing_of_what_was_said(client: Client) -> None:
    target = eager()
    send(client, visitors(target), "write", words="秘密のことば")
    proposed(target, times=THREE[:1])
    offer(target, terms=TERMS)

    said = " ".join(Letter.objects.values_list("body", flat=True)[:9])

    assert [word for word in ("秘密のことば", "meet.kakuu", TERMS.work, "30,000") if word in said] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_row_and_for_many(
    client: Client, count: int, django_assert_num_queries
) -> None:
    target = eager()
    proposed(target, times=THREE[:count])
    for turn in range(count):
        send(client, visitors(target), "write", once_key=f"{turn:032}", words="文")

    with django_assert_num_queries(7):
        client.get(visitors(target))


def company_of(user: User) -> int:
    facts = CompanyFacts(name="見本製作所", name_kana="みほん", prefecture="13", industry="retail", employees=9)
    organisation = open_company(facts, by=SYSTEM, at=AT).organisation
    Membership.objects.create(user=user, role=Role.COMPANY_MEMBER, organisation=organisation, since=AT)
    return organisation.pk


def test_a_member_puts_the_enquiry_on_the_companys_page_and_a_colleague_goes_on() -> None:
    target = accepted()
    mine, colleague = Client(), Client()
    users = [User.objects.create_user(f"m{number}@kaisha.example", name="見本") for number in (1, 2)]
    organisation = company_of(users[0])
    Membership.objects.create(user=users[1], role=Role.COMPANY_MEMBER, organisation_id=organisation, since=AT)
    mine.force_login(users[0])
    colleague.force_login(users[1])
    send(mine, visitors(target), "write", words="前の文")

    send(mine, visitors(target), "claim", once_key="1" * 32)

    assert f"/company/talks/{target.pk}" in colleague.get("/company/").content.decode()
    said = send(colleague, f"/company/talks/{target.pk}", "write", words="同僚です")
    assert said["Location"] == f"/company/talks/{target.pk}#messages"
    assert sorted(EnquiryMessage.objects.values_list("scope", "side")) == [(f"company:{organisation}", "visitor")] * 2
    assert mine.get(visitors(target)).status_code == 200


def test_another_company_does_not_find_it_and_signed_out_nobody_claims(client: Client) -> None:
    target = accepted()
    stranger = Client()
    user = User.objects.create_user("x@kaisha.example", name="見本")
    company_of(user)
    stranger.force_login(user)

    refused = send(client, visitors(target), "claim")

    target.enquiry.refresh_from_db()
    assert (refused.status_code, target.enquiry.scope[:7]) == (200, "season:")
    assert stranger.get(f"/company/talks/{target.pk}").status_code == 404


def test_the_pages_of_the_enquiry_lead_to_the_conversation(client: Client) -> None:
    target = accepted()

    mine = client.get(f"/enquiries/{visitor_token(target.enquiry)}").content.decode()
    theirs = as_specialist(target).get(f"/specialist/enquiries/{target.pk}").content.decode()

    assert (f'href="{visitors(target)}"' in mine, f'href="{specialists(target)}"' in theirs) == (True, True)


@pytest.mark.parametrize(("count", "is_shown"), [(4, False), (5, True)])
def test_the_sheet_shows_averages_with_how_many_answered(client: Client, count: int, *, is_shown: bool) -> None:
    number = accepted().specialist.riss_no
    answered(EnquiryTarget.objects.get(), count)

    words = text_of(client.get(f"/specialists/{number}"))

    assert ("面談した会社の声（5人の平均、5点まで）：困りごとが進んだ 4.0、対応がよかった 4.6" in words) == is_shown


def test_every_form_of_the_page_carries_its_token(client: Client) -> None:
    """The test client asks for none; browsers are asked."""
    target = eager()
    proposed(target)
    offer(target)

    page = client.get(visitors(target)).content.decode()

    assert page.count('<form class="form"') + page.count('<form method="post" novalidate') == 9
    assert page.count('name="csrfmiddlewaretoken"') == page.count("<form")


HOSTILE = [
    "",
    "\x0b\x1f",
    "9" * 400,
    "-1",
    "<script>alert(1)</script>",
    "９",
    "2026-13-40T99:99",
    "{organisation}",
    "\u202e\ufffe",
]
ASKED_FOR = (
    "words", "row", "first", "second", "third", "minutes", "way", "place", "outcome", "dealing", "form", "sessions",
    "fee_yen", "work", "person", "once_key",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("do", sorted(ACTS))
def test_whatever_is_sent_is_answered_kindly(client: Client, do: str, monkeypatch) -> None:
    monkeypatch.setattr("tsunagu.doors.talk.page.is_within", lambda *_: True)
    target = met()
    key = {"row": str(proposed(target, times=[NOW + timedelta(days=20)])[0].pk)}
    good = {"way": "visit", "minutes": "60", "form": "long_term", "sessions": "1", "fee_yen": "0"}

    said = set()
    for number, value in enumerate(HOSTILE):
        for form in (dict.fromkeys(ASKED_FOR, value), dict.fromkeys(ASKED_FOR, value) | good | key):
            response = send(client, visitors(target), do, **form | {"once_key": f"{number:032}"})
            said.add(response.status_code)
            assert "<script>alert" not in client.get(visitors(target)).content.decode()

    assert said <= {200, 302}
