"""What the link of a registration opens without an account: questionnaire, self-diagnosis, summary. Nothing else does."""

import pytest
from django.test import Client

from tests.consultations.days import BY, LATER, coming, consultation_day
from tests.doors.entering import text_of
from tests.doors.test_consulting_pages import companys, planned
from tests.doors.test_diagnosis_pages import part
from tsunagu.consultations.actions import Record, record_consultation
from tsunagu.consultations.models import Consultation
from tsunagu.events.links import registration_token
from tsunagu.events.models import EventRegistration
from tsunagu.events.states import RegistrationState
from tsunagu.questionnaires.models import PrivateAnswers

pytestmark = pytest.mark.django_db
ANSWERS = {"motive": ["talk", "news"], "experience": "never", "worry_words": "控えが<b>心配</b>"}


@pytest.fixture(autouse=True)
def clock(time_machine_at):
    with time_machine_at(LATER):
        yield


def own(registration: EventRegistration, more: str = "") -> str:
    return f"/events/registrations/{registration_token(registration)}/{more}"


def test_the_questionnaire_is_kept_then_sent_and_read_in_words(client: Client) -> None:
    registration = coming(consultation_day())
    place = own(registration, "questionnaire")

    client.post(place, {"experience": "never", "then": "later"})
    begun = client.get(place).context["form"]
    client.post(place, ANSWERS | {"seen": begun["seen"].value()})

    kept = PrivateAnswers.objects.get()
    assert (begun["experience"].value(), kept.answers, kept.scope, kept.frozen_at) == (
        "never", ANSWERS, registration.scope, LATER,
    )  # fmt: skip
    page = client.get(place)
    assert [
        "講演の内容に興味があった、ニュースを見て気になった" in text_of(page),
        "<b>心配" in page.content.decode(),
    ] == [True, False]


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"choosing": ["emergency", "concrete", "cost", "industry"]}, "choosing"), ({"worry_words": "あ" * 1001}, "worry_words"),
     ({"motive": ["x"]}, "motive")],
)  # fmt: skip
def test_bad_input_is_told_beside_its_question_and_nothing_typed_is_lost(
    client: Client, sent: dict, field: str
) -> None:
    found = client.post(own(coming(consultation_day()), "questionnaire"), ANSWERS | sent)

    form = found.context["form"]
    assert (found.status_code, list(form.errors), form["experience"].value()) == (200, [field], "never")
    assert PrivateAnswers.objects.count() == 0


def test_what_was_sent_is_not_sent_again(client: Client) -> None:
    place = own(coming(consultation_day()), "questionnaire")
    client.post(place, ANSWERS)

    client.post(place, ANSWERS | {"experience": "asked"})

    assert [kept.answers["experience"] for kept in PrivateAnswers.objects.all()] == ["never"]


def test_the_diagnosis_needs_no_account_and_is_the_registrations(client: Client) -> None:
    registration = coming(consultation_day())
    for number in (1, 2, 3):
        place = own(registration, f"diagnosis/{number}")
        seen = client.get(place).context["form"]["seen"].value()
        gone = client.post(place, part(number, "partial") | {"seen": seen})

    result = client.get(gone["Location"])

    kept = PrivateAnswers.objects.get()
    assert (kept.subject, kept.scope) == (f"registration:{registration.pk}", registration.scope)
    assert (result.context["result"].score.total, "見本製作所" in text_of(result)) == (50, True)
    assert result["Cache-Control"] == "no-store, private"


def test_a_company_that_took_the_registration_in_sees_its_result_too() -> None:
    one = planned()
    for number in (1, 2, 3):
        gone = Client().post(own(one.registration, f"diagnosis/{number}"), part(number) | {"seen": str(number - 1)})
    member, _ = companys(one)

    rows = member.get("/company/diagnosis").context["results"]

    assert ([row.total for row, _ in rows], gone.status_code) == ([100], 302)
    assert member.get(rows[0][1]).status_code == 200


def test_the_summary_is_confirmed_by_the_link(client: Client) -> None:
    one = planned()
    told = Record(notes="メモ", summary="控えの話", issues=[], theme_code="", wish=None)
    record_consultation(one, told, seen=0, by=BY, at=LATER)
    place = own(one.registration, f"consultations/{one.pk}")

    page = text_of(client.get(place))
    client.post(place, {"do": "confirm", "seen": "1"})

    assert ["控えの話" in page, "メモ" in page, Consultation.objects.get().confirmed_by] == [True, False, "visitor"]


@pytest.mark.parametrize("what", ["diagnosis", "diagnosis/1", "questionnaire"])
def test_a_link_that_is_none_or_was_never_proved_opens_nothing(client: Client, what: str) -> None:
    registration = coming(consultation_day(), state=RegistrationState.AWAITING_PROOF, turn=0)

    found = [client.get(own(registration, what)), client.get(f"/events/registrations/x/{what}")]

    assert [answer.status_code for answer in found] == [404, 404]


def test_a_link_opens_only_its_own(client: Client) -> None:
    one = planned()
    other = coming(one.event, "よその会社")
    for number in (1, 2, 3):
        gone = client.post(own(other, f"diagnosis/{number}"), part(number) | {"seen": str(number - 1)})
    key = gone["Location"].rpartition("/")[2]

    assert [
        client.get(own(one.registration, f"diagnosis/results/{key}")).status_code,
        client.get(own(one.registration, f"diagnosis/results/{key}.pdf")).status_code,
        client.get(own(other, f"consultations/{one.pk}")).status_code,
        client.post(own(other, f"consultations/{one.pk}"), {"do": "confirm"}).status_code,
    ] == [404] * 4


def test_the_registrations_own_page_leads_to_them(client: Client) -> None:
    one = planned()

    page = client.get(own(one.registration).rstrip("/")).content.decode()

    ways = [own(one.registration, what) for what in ("diagnosis", "questionnaire", f"consultations/{one.pk}")]
    assert [way in page for way in ways] == [True] * 3


def test_a_briefing_asks_no_company_questions(client: Client) -> None:
    registration = coming(consultation_day(kind="briefing"))

    page = client.get(own(registration).rstrip("/")).content.decode()

    assert [own(registration, what) in page for what in ("diagnosis", "questionnaire")] == [False, False]
