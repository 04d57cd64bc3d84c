"""Case files on their pages: the coordinator, the specialist and the client each see their own part, others nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.base.hostile import pdf
from tests.consultations.casework import (
    AT,
    BY,
    CLIENT,
    asked,
    case,
    clients_page,
    coordinator,
    decided,
    partner,
    specialist,
)
from tests.doors.entering import rows_of, text_of
from tsunagu.accounts.actions import grant_membership
from tsunagu.accounts.models import Membership, User
from tsunagu.accounts.states import Role
from tsunagu.companies.actions import CompanyFacts, open_company
from tsunagu.consultations.actions.case_candidates import answer_candidate, shortlist
from tsunagu.consultations.actions.case_files import edit_case
from tsunagu.consultations.actions.case_sharing import object_to
from tsunagu.consultations.case_links import client_token
from tsunagu.consultations.case_words import STANDS_BY
from tsunagu.consultations.models import CaseCandidate, CaseFile, CasePaper, CaseSharing
from tsunagu.journal.models import Entry
from tsunagu.mail.models import Letter
from tsunagu.partners.states import PartnerKind
from tsunagu.specialists.models import RegisterEntry

pytestmark = pytest.mark.django_db
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WRITTEN = {
    "seen": "0", "organisation_name": "架空ねじ工業", "contact_name": "架空 一郎", "email": "soumu@neji.example",
    "telephone": "", "prefecture": "13", "industry": "construction", "need": "A-1", "theme": "", "budget": "十万円",
    "worries": "合言葉", "payer": "client",
}  # fmt: skip


@pytest.fixture(autouse=True)
def clock(time_machine_at):
    with time_machine_at(AT + timedelta(hours=1)):
        yield


def enter(user: User) -> Client:
    totp.TOTP.activate(user, SEED)
    client = Client()
    client.force_login(user)
    return client


def as_specialist(candidate: CaseCandidate) -> Client:
    user = candidate.specialist.user
    grant_membership(user, Role.SPECIALIST, None, by=BY, at=AT)
    return enter(user)


def test_a_case_is_made_on_its_page_and_only_its_keeper_finds_it() -> None:
    of = partner()
    client, colleague = enter(coordinator(of)), enter(coordinator(of))

    gone = client.post("/partner/cases/new", WRITTEN)

    one = CaseFile.objects.get()
    assert (gone["Location"], one.worries, one.step) == (f"/partner/cases/{one.pk}", "合言葉", "intake")
    page = client.get(gone["Location"])
    assert (page["Cache-Control"], "企業の困りごとを聞き" in text_of(page)) == ("no-store, private", True)
    ways = ("", "/edit", "/candidates", "/search", "/keeper")
    assert {colleague.get(gone["Location"] + way).status_code for way in ways} == {404}
    assert rows_of(colleague.get("/partner/cases/")) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"email": "x"}, "email"), ({"need": "Z"}, "need"), ({"organisation_name": ""}, "organisation_name")],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(wrong: dict, field: str) -> None:
    client = enter(coordinator(partner()))

    page = client.post("/partner/cases/new", WRITTEN | wrong)

    form = page.context["form"]
    assert (page.status_code, list(form.errors), form["worries"].value()) == (200, [field], "合言葉")
    assert CaseFile.objects.count() == 0


def test_two_windows_the_second_sees_what_was_saved_and_saves() -> None:
    one = case()
    client, place = enter(one.keeper), f"/partner/cases/{one.pk}/edit"
    edit_case(one, CLIENT, seen=0, by=BY, at=AT)

    page = client.post(place, WRITTEN | {"budget": "二十万円"})

    assert ["先に保存された内容" in text_of(page), CLIENT.budget in text_of(page)] == [True, True]
    seen = page.context["form"]["seen"].value()
    assert client.post(place, WRITTEN | {"budget": "二十万円", "seen": seen})["Location"] == f"/partner/cases/{one.pk}"
    one.refresh_from_db()
    assert one.budget == "二十万円"


def test_a_step_with_a_paper_that_only_the_keeper_takes_away(file_store) -> None:
    one = case()
    client, place = enter(one.keeper), f"/partner/cases/{one.pk}"
    paper = SimpleUploadedFile("聞き取り.pdf", pdf(), content_type="application/pdf")

    client.post(place, {"do": "done", "seen": "intake", "held_on": "2026-11-20", "notes": "控えなし", "file": paper})

    one.refresh_from_db()
    found = client.get(f"{place}/papers/{CasePaper.objects.get().pk}")
    assert (one.step, found.status_code, found["Content-Disposition"].split(";")[0]) == ("search", 200, "attachment")
    assert (found.content, Entry.objects.filter(verb="file.opened").count()) == (pdf(), 1)
    other = enter(coordinator(one.partner))
    assert other.get(f"{place}/papers/{CasePaper.objects.get().pk}").status_code == 404


def test_a_file_that_is_none_is_refused_beside_its_field(file_store) -> None:
    one = case()
    client, place = enter(one.keeper), f"/partner/cases/{one.pk}"
    paper = SimpleUploadedFile("a.pdf", b"<html>", content_type="application/pdf")

    page = client.post(place, {"do": "done", "seen": "intake", "notes": "控えなし", "file": paper})

    form = page.context["forms"]["record"]
    assert (page.status_code, list(form.errors), form["notes"].value()) == (200, ["file"], "控えなし")


def test_the_search_carries_the_conditions_and_a_sheet_leads_back_into_the_case() -> None:
    one = case()
    specialist("000011")
    client = enter(one.keeper)

    gone = client.get(f"/partner/cases/{one.pk}/search")

    assert gone["Location"] == "/specialists?need=A-1&place=13&theme=T1&industry=construction"
    sheet = client.get("/specialists/000011").content.decode()
    assert [
        "/partner/cases/pick?riss=000011" in sheet,
        "cases/pick" in Client().get("/specialists/000011").content.decode(),
    ] == [True, False]
    rows = [
        one.get("/specialists").content.decode().count("/partner/cases/pick?riss=000011") for one in (client, Client())
    ]
    assert rows == [1, 0]
    page = client.get("/partner/cases/pick?riss=000011")
    assert page.context["form"]["case"].value() == str(one.pk)
    client.post("/partner/cases/pick?riss=000011", {"case": str(one.pk), "why": "近い"})
    assert [(c.state, c.why) for c in one.candidates.all()] == [("shortlisted", "近い")]


def test_into_the_case_of_a_colleague_nothing_is_put() -> None:
    one = case()
    specialist("000011")
    client = enter(coordinator(one.partner))

    page = client.post("/partner/cases/pick?riss=000011", {"case": str(one.pk), "why": ""})

    assert (page.status_code, one.candidates.count()) == (200, 0)


def test_asked_by_form_answered_at_the_specialists_door_and_decided() -> None:
    one = case()
    candidate = shortlist(one, specialist(), "", by=BY, at=AT)
    keeper, place = enter(one.keeper), f"/partner/cases/{one.pk}/candidates"
    told = {"do": "ask", "row": str(candidate.pk), "items": ["place", "worries"], "message": "ご検討ください"}
    other = as_specialist(candidate)
    own = f"/specialist/cases/{candidate.pk}"
    assert other.get(own).status_code == 404

    assert keeper.post(place, told)["Location"] == place

    words = text_of(other.get(own))
    assert [CLIENT.worries in words, "東京都" in words, CLIENT.organisation_name in words, "近いから" in words] == [
        True, True, False, False,
    ]  # fmt: skip
    assert [STANDS_BY in words, "企業（相談した会社）" in words] == [True, True]
    assert other.post(own, {"accept": "1", "words": "行けます"})["Location"] == own
    keeper.post(place, {"do": "decide", "row": str(candidate.pk)})
    candidate.refresh_from_db()
    assert (candidate.state, candidate.words) == ("decided", "行けます")


def test_nothing_chosen_is_told_beside_the_field_and_the_words_stay() -> None:
    one = case()
    candidate = shortlist(one, specialist(), "", by=BY, at=AT)
    client = enter(one.keeper)

    page = client.post(
        f"/partner/cases/{one.pk}/candidates", {"do": "ask", "row": str(candidate.pk), "message": "ご検討ください"}
    )

    form = page.context["rows"][0][1]["ask"]
    assert (list(form.errors), form["message"].value(), CaseSharing.objects.count()) == (["items"], "ご検討ください", 0)


def test_who_declines_comes_back_to_a_list_without_it() -> None:
    candidate = asked()
    client = as_specialist(candidate)

    gone = client.post(f"/specialist/cases/{candidate.pk}", {"decline": "1", "words": ""})

    assert (gone["Location"], rows_of(client.get(gone["Location"]))) == ("/specialist/cases/", [])
    assert client.get(f"/specialist/cases/{candidate.pk}").status_code == 404


def test_struck_off_the_case_is_gone() -> None:
    candidate = decided()
    client = as_specialist(candidate)
    assert client.get(f"/specialist/cases/{candidate.pk}").status_code == 200

    RegisterEntry.objects.update(status="revoked")

    assert client.get(f"/specialist/cases/{candidate.pk}").status_code == 404


def test_the_client_stops_it_by_one_button_and_the_specialist_finds_nothing() -> None:
    candidate = decided()
    client, guest = as_specialist(candidate), Client()
    own, place = f"/specialist/cases/{candidate.pk}", clients_page(candidate.case)
    client.get(own)
    page = guest.get(place)
    words = text_of(page)
    assert [word in words for word in ("東京都", candidate.specialist.name, STANDS_BY, "専門家が開いた記録")] == [
        True
    ] * 4
    assert (page["Cache-Control"], CaseSharing.objects.get().stopped_at) == ("no-store, private", None)

    gone = guest.post(place, {"do": "stop", "row": str(candidate.pk), "words": "取引先なので"})

    assert (gone["Location"], client.get(own).status_code, rows_of(client.get("/specialist/cases/"))) == (
        place,
        404,
        [],
    )
    keeper = enter(candidate.case.keeper)
    assert "「止めてほしい」の申し出" in rows_of(keeper.get("/partner/cases/"))[0][0]
    assert "取引先なので" in text_of(keeper.get(f"/partner/cases/{candidate.case_id}/candidates"))
    guest.post(place, {"do": "allow", "row": str(candidate.pk)})
    assert client.get(own).status_code == 200


def test_the_client_cannot_stop_what_is_of_another_case() -> None:
    candidate, other = decided(), asked(case(partner(name="よそ")), "000012")

    page = Client().post(clients_page(candidate.case), {"do": "stop", "row": str(other.pk), "words": ""})

    assert (page.status_code, CaseSharing.objects.filter(stopped_at__isnull=False).count()) == (200, 0)


def test_what_the_client_stopped_is_not_told_again() -> None:
    candidate = decided()
    object_to(candidate, "", by=BY, at=AT)
    client = enter(candidate.case.keeper)

    page = client.post(
        f"/partner/cases/{candidate.case_id}/candidates",
        {"do": "tell", "row": str(candidate.pk), "items": ["place"], "message": ""},
    )

    assert ("止めてほしい" in text_of(page), CaseSharing.objects.count()) == (True, 1)


def test_handed_over_the_former_keeper_finds_nothing() -> None:
    one = case()
    colleague = coordinator(one.partner)
    client, place = enter(one.keeper), f"/partner/cases/{one.pk}"

    client.post(f"{place}/keeper", {"colleague": str(colleague.pk)})

    assert (client.get(place).status_code, enter(colleague).get(place).status_code) == (404, 200)


def test_what_nobody_keeps_is_offered_and_taken_once() -> None:
    one = case()
    colleague = coordinator(one.partner)
    Membership.objects.filter(user=one.keeper).update(until=AT)
    client = enter(colleague)
    assert "担当者がいない案件" in text_of(client.get("/partner/cases/"))

    client.post(f"/partner/cases/{one.pk}/take")

    one.refresh_from_db()
    assert (one.keeper, "担当者がいない案件" in text_of(client.get("/partner/cases/"))) == (colleague, False)
    assert enter(coordinator(one.partner)).post(f"/partner/cases/{one.pk}/take").status_code == 404


def test_a_vendor_shows_who_pays_to_all_three_sides() -> None:
    one = case(partner(PartnerKind.IT_VENDOR))
    candidate = asked(one)
    CaseFile.objects.update(payer="partner")

    pages = [
        enter(one.keeper).get(f"/partner/cases/{one.pk}"),
        as_specialist(candidate).get(f"/specialist/cases/{candidate.pk}"),
        Client().get(clients_page(one)),
    ]

    told = [("払うのは：ITベンダー" in text_of(page), STANDS_BY in text_of(page)) for page in pages]
    assert told == [(True, True)] * 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_for_one_and_for_many(count: int, django_assert_num_queries) -> None:
    one = case()
    for number in range(count):
        answer_candidate(asked(one, f"00001{number}"), is_accepted=True, by=BY, at=AT)
    client = enter(one.keeper)

    with django_assert_num_queries(9):
        client.get(f"/partner/cases/{one.pk}/candidates")


def test_until_who_has_the_address_says_so_the_page_names_nobody_and_stops_nothing() -> None:
    candidate = decided()
    guest, place = Client(), f"/cases/{client_token(candidate.case)}"

    page, stopped = guest.get(place), guest.post(place, {"do": "stop", "row": str(candidate.pk)})

    told = (CLIENT.organisation_name, candidate.specialist.name, "東京都")
    assert [word for word in told if word in text_of(page) + text_of(stopped)] == []
    assert CaseSharing.objects.get().stopped_at is None
    guest.post(place, {"do": "confirm"})
    assert [word in text_of(guest.get(place)) for word in told] == [True] * 3


def test_with_a_new_address_the_link_of_the_old_one_is_dead_and_the_new_one_is_written_to() -> None:
    candidate = decided()
    one, old = candidate.case, clients_page(candidate.case)
    one.refresh_from_db()

    edit_case(one, replace(CLIENT, email="new@neji.example"), seen=0, by=BY, at=AT)

    guest, new = Client(), f"/cases/{client_token(one)}"
    assert (guest.get(old).status_code, CLIENT.organisation_name in text_of(guest.get(new))) == (404, False)
    assert [one.to for one in Letter.objects.filter(template="case_shared").order_by("pk")] == [
        "soumu@neji.example", "new@neji.example",
    ]  # fmt: skip


def member_of(name: str) -> tuple[Client, int]:
    facts = CompanyFacts(name=name, name_kana="かくう", prefecture="13", industry="construction", employees=9)
    company = open_company(facts, by=BY, at=AT)
    user = User.objects.create_user(f"m{company.pk}@people.example", name="会社の人")
    grant_membership(user, Role.COMPANY_MEMBER, company.organisation, by=BY, at=AT)
    return enter(user), company.pk


def test_a_member_puts_the_case_on_the_companys_page_and_stops_it_there() -> None:
    candidate = decided()
    (client, company), (stranger, _) = member_of("架空ねじ工業"), member_of("よその会社")
    own = f"/company/cases/{candidate.case_id}"
    assert client.get(own).status_code == 404

    client.post(clients_page(candidate.case), {"do": "claim"})

    candidate.case.refresh_from_db()
    assert (candidate.case.company_id, stranger.get(own).status_code) == (company, 404)
    assert "架空市商工会議所への相談" in text_of(client.get("/company/"))
    assert client.post(own, {"do": "stop", "row": str(candidate.pk), "words": ""})["Location"] == own
    assert CaseSharing.objects.filter(stopped_at__isnull=False).count() == 1


def test_a_case_is_on_one_page_only_and_nobody_without_a_company_puts_it_there() -> None:
    candidate = decided()
    place = clients_page(candidate.case)
    (first, company), (second, _) = member_of("架空ねじ工業"), member_of("よその会社")
    first.post(place, {"do": "claim"})

    said = [second.post(place, {"do": "claim"}), Client().post(place, {"do": "claim"})]

    candidate.case.refresh_from_db()
    assert ([one.status_code for one in said], candidate.case.company_id) == ([200, 404], company)
