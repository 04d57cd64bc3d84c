"""The record of a consultation: who advises writes, the company confirms, nobody else finds it."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from tests.consultations.days import AT, BY, LATER, adviser, chamber, coming, consultation_day
from tests.doors.entering import rows_of, text_of
from tsunagu.accounts.models import Membership, Organisation, User
from tsunagu.accounts.states import Role
from tsunagu.companies.actions import CompanyFacts, open_company
from tsunagu.consultations.actions import schedule
from tsunagu.consultations.models import Conflict, Consultation
from tsunagu.consultations.states import ConsultationState
from tsunagu.events.models import Event
from tsunagu.journal.models import Entry
from tsunagu.questionnaires.actions import answer_set, freeze_set
from tsunagu.questionnaires.sets import shipped_set
from tsunagu.reference.self_diagnosis import self_diagnosis
from tsunagu.specialists.models import Specialist
from tsunagu.toolkit.actions import finish_diagnosis, save_diagnosis

pytestmark = pytest.mark.django_db
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
RECORD = {
    "do": "record", "seen": "0", "notes": "社長だけが知るパスワード", "issue1": "控えがない", "issue3": "研修がない",
    "summary": "控えの話をしました", "theme_code": "T1", "wish": "yes",
}  # fmt: skip


@pytest.fixture(autouse=True)
def clock(time_machine_at):
    with time_machine_at(LATER):
        yield


def signed_in(role: Role, organisation: Organisation | None = None, *, user: User | None = None) -> Client:
    user = user or User.objects.create_user(
        f"{role}{organisation and organisation.pk}@people.example", name="見本 花子"
    )
    Membership.objects.create(user=user, organisation=organisation, role=role, since=AT - timedelta(days=9))
    totp.TOTP.activate(user, SEED)
    client = Client()
    client.force_login(user)
    return client


def specialist_client(specialist: Specialist) -> Client:
    user = User.objects.create_user(f"s{specialist.pk}@sekisupe.example", name="見本 専門")
    Specialist.objects.filter(pk=specialist.pk).update(user=user)
    return signed_in(Role.SPECIALIST, user=user)


def said(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def planned(**content) -> Consultation:
    event = consultation_day()
    facts = CompanyFacts(name="見本製作所", name_kana="みほん", prefecture="27", industry="construction", employees=9)
    company = open_company(facts, by=BY, at=AT)
    registration = coming(event, company=company)
    return schedule(registration, adviser(event, **content), event.slots.get(number=1), 1, by=BY, at=AT)


def specialists(one: Consultation) -> tuple[Client, str]:
    return specialist_client(one.specialist), f"/specialist/consultations/{one.pk}"


def organisers(one: Consultation) -> tuple[Client, str]:
    return signed_in(Role.COORDINATOR, one.event.partner.organisation), f"/partner/consultations/{one.pk}"


def companys(one: Consultation) -> tuple[Client, str]:
    organisation = one.registration.company.organisation
    return signed_in(Role.COMPANY_MEMBER, organisation), f"/company/consultations/{one.pk}"


@pytest.mark.parametrize("who", [specialists, organisers])
def test_the_record_is_written_on_its_page(who) -> None:
    one = planned()
    client, place = who(one)

    gone = client.post(place, RECORD)

    one.refresh_from_db()
    assert (gone["Location"], one.state_now, one.issues, one.wish) == (
        place, ConsultationState.HELD, ["控えがない", "研修がない"], "yes",
    )  # fmt: skip
    found = client.get(place)
    assert (found["Cache-Control"], found.context["forms"]["record"]["issue2"].value()) == (
        "no-store, private",
        "研修がない",
    )


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"notes": "あ" * 4001}, "notes"), ({"theme_code": "T9"}, "theme_code"), ({"wish": "maybe"}, "wish")],
)
def test_bad_input_is_told_beside_its_field_and_nothing_typed_is_lost(sent: dict, field: str) -> None:
    one = planned()
    client, place = specialists(one)

    found = client.post(place, RECORD | sent)

    form = found.context["forms"]["record"]
    assert (found.status_code, list(form.errors), form["issue1"].value()) == (200, [field], "控えがない")
    assert Consultation.objects.get().revision == 0


def test_two_writers_the_second_sees_both_and_saves() -> None:
    one = planned()
    (first, place), (second, other_place) = specialists(one), organisers(one)
    first.post(place, RECORD)

    found = second.post(other_place, RECORD | {"summary": "別のまとめ"})

    words = text_of(found)
    assert ["ほかの人が先に" in words, "控えの話をしました" in words, "別のまとめ" in words] == [True] * 3
    again = second.post(other_place, RECORD | {"summary": "別のまとめ", "seen": "1"})
    assert (again.status_code, Consultation.objects.get().summary) == (302, "別のまとめ")


def test_the_company_reads_and_confirms_but_never_sees_the_notes() -> None:
    one = planned()
    specialist, written_at = specialists(one)
    specialist.get(written_at)
    specialist.post(written_at, RECORD)
    client, place = companys(one)

    page = text_of(client.get(place))
    gone = client.post(place, {"do": "confirm", "seen": "1", "words": "助かりました"})

    one.refresh_from_db()
    assert ["控えの話" in page, "1番" in page, "パスワード" in page, "見本 専門" in page] == [True, False, False, True]
    assert (gone.status_code, one.confirmed_at, one.company_words) == (302, LATER, "助かりました")
    assert "もう書き直せません" in text_of(specialist.get(written_at))


def test_a_summary_rewritten_meanwhile_is_read_again_first() -> None:
    one = planned()
    specialist, written_at = specialists(one)
    specialist.post(written_at, RECORD)
    specialist.post(written_at, RECORD | {"seen": "1", "summary": "書き直し"})
    client, place = companys(one)

    found = client.post(place, {"do": "confirm", "seen": "1"})

    assert ("書き直されました" in text_of(found), Consultation.objects.get().confirmed_at) == (True, None)
    assert (
        client.post(place, {"do": "confirm", "seen": found.context["forms"]["confirm"]["seen"].value()}).status_code
        == 302
    )


def test_readings_are_journalled_and_the_company_sees_them() -> None:
    one = planned()
    client, place = specialists(one)
    client.get(place)

    page = text_of(companys(one)[0].get(f"/company/consultations/{one.pk}"))

    assert list(Entry.objects.filter(verb="consultation.opened").values_list("subject_code", "actor_name")) == [
        (str(one.pk), "見本 専門")
    ]
    assert "この相談を開いた人" in page


@pytest.mark.parametrize(
    ("who", "reason"), [(specialists, "declared_by_specialist"), (companys, "declared_by_company")]
)
def test_either_side_declares_a_conflict(who, reason: str) -> None:
    one = planned()
    client, place = who(one)

    client.post(place, {"do": "conflict", "reason": "other", "words": "親族です"})

    one.refresh_from_db()
    assert (one.state, Conflict.objects.get().reason, Conflict.objects.get().words) == ("cancelled", reason, "親族です")


def test_a_specialist_who_declares_a_conflict_twice_lands_on_the_list_and_is_told() -> None:
    one = planned()
    client, place = specialists(one)
    told = {"do": "conflict", "reason": "other"}

    gone, again = client.post(place, told), client.post(place, told)

    words = said(client.get("/specialist/consultations/"))
    assert [gone["Location"], again["Location"]] == ["/specialist/consultations/"] * 2
    assert words == ["利益相反の申し出を受けました。予定は取りやめます。", "この相談は、取りやめになりました。"]
    assert (client.get(place).status_code, Conflict.objects.count()) == (404, 1)


def test_only_who_keeps_the_event_takes_a_conflict_back() -> None:
    one = planned()
    company, company_place = companys(one)
    company.post(company_place, {"do": "conflict", "reason": "other"})
    client, place = organisers(one)
    page = client.get(place)

    refused = company.post(company_place, {"do": "withdraw_conflict"})
    gone = client.post(place, {"do": "withdraw_conflict"})

    assert ("申し出を取り消す" in text_of(page), refused.status_code, gone["Location"]) == (True, 404, place)
    assert (Conflict.objects.count(), Entry.objects.latest("pk").verb) == (0, "conflict.withdrawn")
    assert said(client.get(place)) == ["利益相反の申し出を取り消しました。この二者は、また会えます。"]


def test_a_conflict_needs_a_reason() -> None:
    one = planned()
    client, place = specialists(one)

    found = client.post(place, {"do": "conflict", "words": "親族です"})

    form = found.context["forms"]["conflict"]
    assert (list(form.errors), form["words"].value(), Conflict.objects.count()) == (["reason"], "親族です", 0)


def test_who_did_not_come_is_marked_once() -> None:
    one = planned()
    client, place = organisers(one)

    client.post(place, {"do": "no_show"})

    one.refresh_from_db()
    assert (one.state, "来られなかった" in text_of(client.get(place))) == ("no_show", True)


def test_before_the_day_there_is_no_form_and_a_sent_one_is_refused(time_machine_at) -> None:
    one = planned()
    with time_machine_at(AT):
        client, place = specialists(one)
        page, refused = client.get(place), client.post(place, RECORD)

    assert ("当日から書けます" in text_of(page), "まだ始まっていません" in text_of(refused)) == (True, True)
    assert Consultation.objects.get().revision == 0


def test_what_the_company_said_beforehand_stands_beside_the_record() -> None:
    one = planned()
    subject, asked = f"registration:{one.registration_id}", shipped_set("attendee")
    answer_set(asked, {"worry_words": "控えが心配"}, subject=subject, scope=one.scope, seen=0, by=BY, at=AT)
    freeze_set(asked, subject, by=BY, at=AT)
    answers = {str(item.no): "partial" for item in self_diagnosis().items}
    save_diagnosis(answers, subject=subject, scope=one.scope, seen=0, by=BY, at=AT)
    finish_diagnosis(subject, by=BY, at=AT)

    page = text_of(specialists(one)[0].get(f"/specialist/consultations/{one.pk}"))

    assert ["控えが心配" in page, "自社診断：50点" in page] == [True, True]


def test_others_find_nothing() -> None:
    one = planned()
    other_specialist = specialist_client(adviser(one.event, "000002"))
    other_chamber = signed_in(Role.COORDINATOR, chamber("よその会議所").organisation)
    facts = CompanyFacts(name="よその会社", name_kana="よそ", prefecture="27", industry="construction", employees=9)
    other_company = signed_in(Role.COMPANY_MEMBER, open_company(facts, by=BY, at=AT).organisation)

    found = [
        other_specialist.get(f"/specialist/consultations/{one.pk}").status_code,
        other_specialist.post(f"/specialist/consultations/{one.pk}", RECORD).status_code,
        other_chamber.get(f"/partner/consultations/{one.pk}").status_code,
        other_chamber.post(f"/partner/consultations/{one.pk}", RECORD).status_code,
        other_company.get(f"/company/consultations/{one.pk}").status_code,
        other_company.post(f"/company/consultations/{one.pk}", {"do": "confirm"}).status_code,
    ]
    assert (found, rows_of(other_specialist.get("/specialist/consultations/"))) == ([404] * 6, [])


def test_some_weeks_after_the_event_the_specialist_no_longer_reads_it(time_machine_at) -> None:
    one = planned()
    client, place = specialists(one)

    statuses = []
    for days in (59, 61):
        with time_machine_at(one.event.ends_at + timedelta(days=days)):
            client.force_login(Specialist.objects.get(pk=one.specialist_id).user)
            statuses.append(client.get(place).status_code)

    assert statuses == [200, 404]


def test_the_lists_show_each_line_with_its_way() -> None:
    one = planned()
    client, place = organisers(one)

    (row,) = rows_of(client.get("/partner/consultations/"))

    assert row[0] == "見本製作所"
    assert place in client.get("/partner/consultations/").content.decode()
    assert [cells[0] for cells in rows_of(specialists(one)[0].get("/specialist/consultations/"))] == ["見本製作所"]


def test_an_unknown_form_is_404() -> None:
    one = planned()
    client, place = specialists(one)

    assert [
        client.post(place, {"do": "x"}).status_code,
        companys(one)[0].post(f"/company/consultations/{one.pk}", {}).status_code,
    ] == [404, 404]


def test_the_companys_page_names_its_consultations() -> None:
    one = planned()
    client, place = companys(one)

    assert place in client.get("/company/").content.decode()


def test_when_and_where_stand_in_brackets_without_gaps() -> None:
    one = planned()
    client, _ = companys(one)

    assert "（2026年12月1日 13:30〜14:00・場所1）" in client.get("/company/").content.decode()


def test_who_comes_without_an_appointment_is_added_on_the_day() -> None:
    one = planned()
    company = coming(one.event, "飛び込み社")
    client, _ = organisers(one)
    place = f"/partner/events/{one.event_id}/day"
    told = {"registration": company.pk, "specialist": one.specialist_id, "room": "0", "slot": ""}

    gone = client.post(place, told)
    twice = client.post(place, told)

    assert (gone["Location"], [row[0] for row in rows_of(client.get(place))]) == (place, ["見本製作所", "飛び込み社"])
    assert ("もう入っています" in text_of(twice), Consultation.objects.count()) == (True, 2)


@pytest.mark.parametrize("wrong", [{"registration": ""}, {"registration": "999"}, {"specialist": "x"}, {"room": "9"}])
def test_a_wrong_choice_is_told_beside_its_field(wrong: dict[str, str]) -> None:
    one = planned()
    client, _ = organisers(one)
    told = {"registration": str(one.registration_id), "specialist": str(one.specialist_id), "room": "1", "slot": ""}

    found = client.post(f"/partner/events/{one.event_id}/day", told | wrong)

    assert (found.status_code, list(found.context["walk_in"].errors), Consultation.objects.count()) == (
        200, list(wrong), 1,
    )  # fmt: skip


def test_a_taken_slot_is_told_beside_the_slot() -> None:
    one = planned()
    company = coming(one.event, "飛び込み社")
    client, _ = organisers(one)
    told = {"registration": company.pk, "specialist": one.specialist_id, "room": "2", "slot": one.slot_id}

    found = client.post(f"/partner/events/{one.event_id}/day", told)

    assert (list(found.context["walk_in"].errors), Consultation.objects.count()) == (["slot"], 1)


def test_the_secretariat_reads_its_own_events_and_no_partners() -> None:
    one = planned()
    office = Organisation.objects.create(kind="secretariat", name="事務局", prefecture="13", created_at=AT)
    client = signed_in(Role.OFFICE_CLERK, office)
    partners = [
        client.get(f"/office/consultations/{one.pk}").status_code,
        client.get(f"/office/events/{one.event_id}/day").status_code,
    ]
    Event.objects.update(partner=None, scope="season:1")

    own = [
        client.get(f"/office/consultations/{one.pk}").status_code,
        client.get(f"/office/events/{one.event_id}/day").status_code,
    ]

    assert (partners, own) == ([404, 404], [200, 200])
