"""What a side takes away from a conversation: papers as Word and PDF, calendar files. Found by the two alone."""

import re
from io import BytesIO

import docx
import pytest
from django.test import Client
from icalendar import Calendar

from tests.base.pdf_words import words_of
from tests.directory.talking import accepted, agreed, eager, offer
from tests.doors.entering import text_of
from tests.doors.test_talk_pages import NOW, as_specialist, send, specialists, visitors
from tsunagu.base.actor import VISITOR
from tsunagu.directory.actions.agreements import agree
from tsunagu.directory.actions.ending import withdraw_enquiry
from tsunagu.directory.enquiry_links import visitor_token
from tsunagu.directory.models import Agreement
from tsunagu.directory.states import Side
from tsunagu.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(time_machine_at):
    with time_machine_at(NOW):
        yield


def test_from_the_terms_to_the_papers(client: Client) -> None:
    target = accepted()
    theirs = as_specialist(target)
    send(
        theirs, specialists(target), "terms", form="long_term", sessions="2", fee_yen="40000", work="月に一度の相談",
        person="見本 一郎",
    )  # fmt: skip
    key = str(Agreement.objects.get().pk)

    send(client, visitors(target), "agree", row=key, person="見本 花子")

    page = client.get(visitors(target)).content.decode()
    links = re.findall(r'href="([^"]+/papers/1/[^"]+\.docx)"', page)
    assert [link.rpartition("/")[2] for link in links] == ["quote.docx", "secrecy.docx", "contract.docx"]
    paper = client.get(links[2])
    assert paper["Content-Disposition"].startswith("attachment;")
    assert docx.Document(BytesIO(paper.content)).paragraphs[0].text == "業務委託の契約書"
    as_pdf = client.get(links[2].replace(".docx", ".pdf"))
    assert (as_pdf["Content-Type"], as_pdf["Content-Disposition"][:30]) == (
        "application/pdf", 'attachment; filename="file.pdf"'[:30],
    )  # fmt: skip
    assert ("業務委託の契約書" in words_of(as_pdf.content), "第11条" in words_of(as_pdf.content)) == (True, True)
    shown = text_of(theirs.get(specialists(target, "/papers/1/contract")))
    assert ("80,000円" in shown, "第11条" in shown, "弁護士" in shown) == (True, True, True)
    assert Entry.objects.filter(verb="file.opened").count() == 3


def test_the_file_that_takes_a_meeting_out_is_there_after_the_enquiry_was_taken_back(client: Client) -> None:
    target = eager()
    meeting = agreed(target)
    withdraw_enquiry(target.enquiry, by=VISITOR, at=NOW)

    files = [
        client.get(visitors(target, f"/meetings/{meeting.pk}.ics")),
        as_specialist(target).get(specialists(target, f"/meetings/{meeting.pk}.ics")),
    ]

    told = [Calendar.from_ical(file.content) for file in files]
    assert [(one["METHOD"], one.events[0]["STATUS"], one.events[0]["SEQUENCE"]) for one in told] == [
        ("CANCEL", "CANCELLED", 1)
    ] * 2


def test_papers_and_files_are_found_by_the_two_alone(client: Client) -> None:
    target = eager()
    meeting = agreed(target)
    agree(offer(target), Side.VISITOR, "見本", by=VISITOR, at=NOW)
    other = accepted("000002")
    stranger = as_specialist(other)
    parts = ["", f"/meetings/{meeting.pk}.ics", "/papers/1/quote.docx", "/papers/1/quote.pdf", "/papers/1/quote"]

    own = [client.get(visitors(target, part)).status_code for part in parts]
    by_specialist = [stranger.get(specialists(target, part)).status_code for part in parts]
    by_other_link = [
        client.get(f"/enquiries/{visitor_token(other.enquiry)}/talk/{target.pk}{part}").status_code for part in parts
    ]
    by_no_link = [client.get(f"/enquiries/x/talk/{target.pk}{part}").status_code for part in parts]
    signed_out = [client.get(specialists(target, part)).status_code for part in parts]

    assert (own, by_specialist, by_other_link, by_no_link, signed_out) == (
        [200] * 5, [404] * 5, [404] * 5, [404] * 5, [302] * 5,
    )  # fmt: skip
    assert send(stranger, specialists(target), "write", words="x").status_code == 404
