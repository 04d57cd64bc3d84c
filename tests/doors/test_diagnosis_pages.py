"""The self-diagnosis at the company's door: three parts saved as one goes, result, PDF, the change; 404 for others."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.base.pdf_words import words_of
from tests.doors.entering import text_of
from tests.specialists.published import AT
from tsunagu.accounts.models import Membership, Organisation, User
from tsunagu.accounts.states import Role
from tsunagu.base.actor import SYSTEM
from tsunagu.companies.actions import CompanyFacts, open_company
from tsunagu.companies.models import Company
from tsunagu.questionnaires.models import PrivateAnswers
from tsunagu.toolkit.diagnosis_set import diagnosis_set

pytestmark = pytest.mark.django_db
BASE = "/company/diagnosis"


@pytest.fixture(autouse=True)
def clock(time_machine_at):
    with time_machine_at(AT):
        yield


def company(name: str = "見本製作所") -> Company:
    facts = CompanyFacts(name=name, name_kana="みほん", prefecture="27", industry="construction", employees=9)
    return open_company(facts, by=SYSTEM, at=AT)


def member_of(organisation: Organisation) -> Client:
    user = User.objects.create_user(f"m{organisation.pk}@kaisha.example", name="見本 太郎")
    Membership.objects.create(
        user=user, organisation=organisation, role=Role.COMPANY_MEMBER, since=AT - timedelta(days=1)
    )
    client = Client()
    client.force_login(user)
    return client


def part(number: int, answer: str = "done", **other: str) -> dict[str, str]:
    codes = [one.code for one in diagnosis_set().groups[number - 1].questions if one.is_needed]
    return dict.fromkeys(codes, answer) | {
        name.replace("_", "-").removeprefix("i"): told for name, told in other.items()
    }


def answer_all(client: Client, answer: str = "done", **other: str) -> str:
    for number in (1, 2, 3):
        seen = client.get(f"{BASE}/{number}").context["form"]["seen"].value()
        gone = client.post(f"{BASE}/{number}", part(number, answer, **other if number == 1 else {}) | {"seen": seen})
    return str(gone["Location"])


def test_three_parts_lead_to_the_result() -> None:
    client = member_of(company().organisation)

    found = client.get(answer_all(client, i1="not_done", i2="unknown"))

    words = text_of(found)
    assert (found.context["result"].score.total, found["Cache-Control"]) == (91, "no-store, private")
    assert ["一部に手薄な所がある" in words, "まず確認" in words, "パソコンの自動更新" in words] == [True] * 3


def test_what_was_answered_is_kept_and_one_comes_back_to_the_open_part() -> None:
    client = member_of(company().organisation)
    client.post(f"{BASE}/1", part(1))

    gone = client.post(f"{BASE}/2", {"seen": "1", "6": "unknown", "then": "later"}, follow=True)

    assert "25問のうち6問" in text_of(gone)
    assert gone.context["begin_url"] == f"{BASE}/2"
    assert client.get(f"{BASE}/2").context["form"]["6"].value() == "unknown"


def test_an_open_question_is_said_beside_it_and_the_others_stay() -> None:
    client = member_of(company().organisation)
    told = part(1)
    told.pop("3")

    found = client.post(f"{BASE}/1", told, follow=True)

    form = found.context["form"]
    assert (list(form.errors), form["1"].value(), "まだ答えていない" in text_of(found)) == (["3"], "done", True)


def test_the_last_part_leads_back_to_an_earlier_open_one() -> None:
    client = member_of(company().organisation)

    gone = client.post(f"{BASE}/3", part(3))

    assert gone["Location"] == f"{BASE}/1?lacking=1"


@pytest.mark.parametrize("sent", [{"1": "maybe"}, {"why-1": "あ" * 101}])
def test_bad_input_is_told_beside_the_question_and_nothing_typed_is_lost(sent: dict[str, str]) -> None:
    client = member_of(company().organisation)

    found = client.post(f"{BASE}/1", part(1) | {"why-2": "ない"} | sent)

    form = found.context["form"]
    assert (found.status_code, list(form.errors), form["why-2"].value()) == (200, list(sent), "ない")
    assert PrivateAnswers.objects.count() == 0


def test_two_windows_the_second_is_told_and_can_save_again() -> None:
    client = member_of(company().organisation)
    client.post(f"{BASE}/1", part(1) | {"seen": "0"})

    found = client.post(f"{BASE}/1", part(1, "partial") | {"seen": "0"})

    assert "先に保存されています" in text_of(found)
    form = found.context["form"]
    again = client.post(f"{BASE}/1", part(1, "partial") | {"seen": form["seen"].value()})
    assert (again.status_code, PrivateAnswers.objects.get().answers["1"]) == (302, "partial")


def test_the_same_form_sent_twice_counts_once() -> None:
    client = member_of(company().organisation)
    key = client.get(f"{BASE}/1").context["form"]["once_key"].value()

    places = [client.post(f"{BASE}/1", part(1) | {"once_key": key, "seen": "0"})["Location"] for _ in range(2)]

    assert (places, PrivateAnswers.objects.get().revision) == ([f"{BASE}/2"] * 2, 1)


def test_taken_again_the_change_is_shown() -> None:
    client = member_of(company().organisation)
    answer_all(client, "partial")

    found = client.get(answer_all(client, "partial", i1="done"))

    assert (found.context["result"].change, "前回から変わった答え" in text_of(found)) == (2, True)
    assert [row.total for row, _ in client.get(BASE).context["results"]] == [52, 50]


def test_the_paper_says_the_same() -> None:
    client = member_of(company().organisation)
    place = answer_all(client, "not_done", i1="unknown")

    paper = client.get(f"{place}.pdf")

    words = words_of(paper.content)
    assert (paper["Content-Type"], paper["Cache-Control"]) == ("application/pdf", "no-store, private")
    assert ["見本製作所" in words, "-1点" in words.replace("−", "-").replace(" ", ""), "まず取り組むこと" in words] == [
        True, True, True,
    ]  # fmt: skip


def test_another_companys_result_is_not_there() -> None:
    place = answer_all(member_of(company().organisation))
    other = member_of(company("よその会社").organisation)

    assert [other.get(place).status_code, other.get(f"{place}.pdf").status_code, other.get(f"{BASE}/4").status_code] == [
        404, 404, 404,
    ]  # fmt: skip


def test_who_belongs_to_no_company_finds_no_page() -> None:
    organisation = company().organisation
    Company.objects.all().delete()

    assert member_of(organisation).get(BASE).status_code == 404
