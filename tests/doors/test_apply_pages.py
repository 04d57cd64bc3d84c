"""The application page by page: begun, saved step by step, sent, taken back, edited."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.doors.applying import BEGIN, draft, typed
from tests.doors.entering import rows_of, text_of
from tests.doors.people import BEGUN
from tests.specialists.applicants import SELF, WANTED, whole
from tests.specialists.published import AT, CLERK, listed, registered
from tsunagu.accounts.models import User
from tsunagu.base.errors import RuleBrokenError
from tsunagu.specialists.actions.drafts import save_steps, submit_application
from tsunagu.specialists.actions.listing import move_listing
from tsunagu.specialists.actions.versions import go_live
from tsunagu.specialists.application.fees import forms
from tsunagu.specialists.application.progress import UNREAD
from tsunagu.specialists.application.reading import write
from tsunagu.specialists.application.steps import steps
from tsunagu.specialists.models import Draft, PublishedSheet, SheetVersion, Specialist
from tsunagu.specialists.states import ListingState, VersionState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_store", "clock_stands")]


def test_somebody_without_a_number_is_led_to_where_it_is_entered(client: Client, user: User) -> None:
    found = {
        page: client.get(f"/specialist/{page}") for page in ("apply/", "apply/places/", "apply/photo/", "versions/")
    }

    assert {page: (answer.status_code, answer.get("Location")) for page, answer in found.items()} == dict.fromkeys(
        found, (302, "/specialist/begin/")
    )


def test_a_number_begins_the_application_once(client: Client, user: User) -> None:
    first, again = (client.post("/specialist/begin/", BEGIN) for _ in range(2))

    assert [answer["Location"] for answer in (first, again)] == ["/specialist/apply/"] * 2
    assert (Specialist.objects.get().riss_no, Specialist.objects.get().user, Draft.objects.count()) == (
        "017139",
        user,
        1,
    )
    assert client.get("/specialist/begin/")["Location"] == "/specialist/apply/"


def test_whoever_has_no_role_yet_becomes_a_specialist(client: Client) -> None:
    user = User.objects.create_user("new@people.example", name="見本 花子", joined_at=BEGUN)
    client.force_login(user)

    client.post("/specialist/begin/", BEGIN)

    assert client.get("/specialist/apply/").status_code == 200


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"riss_no": "1234"}, "登録番号は、数字6桁です。例：017139"),
        ({"riss_no": ""}, "入力してください。"),
        ({"riss_no": "000001"}, "この登録番号は、すでに使われています。心当たりがなければ、事務局にお知らせください。"),
    ],
)
def test_a_number_that_will_not_do_is_said_beside_its_field(
    client: Client, user: User, change: dict[str, str], error: str
) -> None:
    listed("000001")

    answer = client.post("/specialist/begin/", BEGIN | change)

    assert (answer.status_code, answer.context["form"].errors["riss_no"]) == (200, [error])
    assert Specialist.objects.count() == 1


def test_a_step_is_saved_and_the_next_one_opens(client: Client, user: User) -> None:
    client.post("/specialist/begin/", BEGIN)

    answer = client.post("/specialist/apply/places/", typed("places") | {"seen": "0"})

    assert answer["Location"] == "/specialist/apply/industries/"
    assert draft().content["places"] == {"online": True, "prefectures": ["13", "14"]}


@pytest.mark.parametrize("step", [code for code in steps() if code != "photo"])
def test_every_step_keeps_what_is_typed_and_shows_it_again(client: Client, user: User, step: str) -> None:
    client.post("/specialist/begin/", BEGIN)
    sent = typed(step) | ({"email": user.email} if step == "contact" else {})

    client.post(f"/specialist/apply/{step}/", sent | {"seen": "0", "then": "later"})

    expected = whole()[step] | ({"email": user.email} if step == "contact" else {})
    saved = draft().content[step]
    assert {key: saved[key] for key in expected} == expected
    shown = client.get(f"/specialist/apply/{step}/").context["form"]
    assert {field.key: shown[field.key].value() for field in steps()[step].fields} == {
        field.key: write(field, saved[field.key]) for field in steps()[step].fields
    }


def test_nothing_typed_is_lost_when_it_cannot_be_read(client: Client, user: User) -> None:
    client.post("/specialist/begin/", BEGIN)

    answer = client.post(
        "/specialist/apply/experience/", {"practice_years": "三年", "cases_supported": "4", "seen": "0"}
    )

    assert answer.context["form"].errors["practice_years"] == [
        "「三年」は数として読めません。数字だけを入れてください。"
    ]
    assert (draft().content["experience"]["cases_supported"], draft().content[UNREAD]) == (
        4, {"experience": {"practice_years": "三年"}},
    )  # fmt: skip
    assert client.get("/specialist/apply/experience/").context["form"]["practice_years"].value() == "三年"


def test_what_is_missing_is_said_beside_its_field_and_kept_all_the_same(client: Client, user: User) -> None:
    client.post("/specialist/begin/", BEGIN)

    answer = client.post("/specialist/apply/places/", {"online": "no", "seen": "0"})

    assert (answer.status_code, answer.context["form"].errors) == (
        200, {"prefectures": ["訪問できる都道府県を選ぶか、オンラインで支援してください。"]},
    )  # fmt: skip
    assert draft().content["places"] == {"online": False, "prefectures": []}
    assert client.post("/specialist/apply/places/", typed("places") | {"seen": "1"}).status_code == 302


def test_saving_for_later_leads_back_whatever_is_missing(client: Client, user: User) -> None:
    client.post("/specialist/begin/", BEGIN)

    answer = client.post("/specialist/apply/terms/", {"monthly_cap": "x", "seen": "0", "then": "later"})

    assert (answer["Location"], draft().content[UNREAD]) == ("/specialist/apply/", {"terms": {"monthly_cap": "x"}})


def test_two_windows_the_second_sees_the_difference_and_may_save_then(client: Client, user: User) -> None:
    client.post("/specialist/begin/", BEGIN)
    client.post("/specialist/apply/introduction/", {"introduction": "先の文", "seen": "0"})

    second = client.post("/specialist/apply/introduction/", {"introduction": "後の文", "seen": "0"})

    assert rows_of(second) == [["自己紹介", "先の文", "後の文"]]
    assert (second.context["form"]["seen"].value(), draft().content["introduction"]["introduction"]) == ("1", "先の文")
    client.post("/specialist/apply/introduction/", {"introduction": "後の文", "seen": "1"})
    assert draft().content["introduction"]["introduction"] == "後の文"


def test_sending_a_step_twice_saves_once(client: Client, user: User) -> None:
    client.post("/specialist/begin/", BEGIN)

    found = [client.post("/specialist/apply/places/", typed("places") | {"seen": "0"}) for _ in range(2)]

    assert ([answer.status_code for answer in found], draft().seen) == ([302, 302], 1)


def test_who_is_bound_to_the_employer_is_told_kindly_why_not(client: Client, user: User) -> None:
    client.post("/specialist/begin/", BEGIN)

    answer = client.post("/specialist/apply/eligibility/", {"way": "bound", "briefing": "attended", "seen": "0"})

    assert answer.context["form"].errors == {"way": ["副業・兼業ができるようになったら、申請できます。"]}
    assert "いまは載せられません" in text_of(answer)
    assert 'href="/specialist/apply/employer-letter/"' in answer.content.decode()


def test_a_step_nobody_knows_is_not_there(client: Client, user: User) -> None:
    client.post("/specialist/begin/", BEGIN)

    assert [client.get(f"/specialist/apply/{code}/").status_code for code in ("nothing", "skills-s7")] == [404, 404]


def test_an_application_just_begun_counts_nothing_as_done(client: Client, user: User) -> None:
    client.post("/specialist/begin/", BEGIN)

    answer = client.get("/specialist/apply/")

    lines = answer.context["lines"]
    assert answer.context["done"] == [line.label for line in lines].count("済み") == 0
    assert f"あと{sum(bool(line.missing) for line in lines)}つの手順が要ります" in text_of(answer)


def test_the_overview_says_how_far_it_is(client: Client, whole_one: Specialist) -> None:
    answer = client.get("/specialist/apply/")

    lines = answer.context["lines"]
    assert (answer.context["done"], answer.context["total"], answer.context["is_whole"]) == (16, 17, True)
    assert "送れます。" in text_of(answer)
    assert [line.label for line in lines if line.title == "写真"] == ["まだ"]
    assert [line.note for line in lines if line.note] == [f"{n}問のうち{n}問" for n in (9, 12, 13, 11, 10, 9)]


QUERIES = {"apply/": 7, "apply/places/": 5, "apply/submit/": 7, "versions/": 6, "versions/1/": 7}


@pytest.mark.parametrize("editions", [1, 3])
@pytest.mark.parametrize("page", QUERIES)
def test_pages_ask_the_database_the_same_however_many_editions_there_are(
    client: Client, whole_one: Specialist, page: str, editions: int, django_assert_num_queries: Any
) -> None:
    live(whole_one)
    for seen in range(1, editions):
        client.post("/specialist/apply/introduction/", {"introduction": f"{seen}つめの文。", "seen": seen})
        client.post("/specialist/apply/submit/", {"agrees": "on"})

    with django_assert_num_queries(QUERIES[page]):
        answer = client.get(f"/specialist/{page}")

    assert (answer.status_code, SheetVersion.objects.count()) == (200, editions)


def test_a_whole_application_is_sent_once(client: Client, whole_one: Specialist) -> None:
    form = {"agrees": "on", "once_key": "b" * 32}

    found = [client.post("/specialist/apply/submit/", form) for _ in range(2)]

    assert [answer["Location"] for answer in found] == ["/specialist/"] * 2
    assert [(row.number, row.state) for row in SheetVersion.objects.all()] == [(1, VersionState.SUBMITTED)]
    assert "申請を受け付けました" in text_of(client.get("/specialist/"))
    assert "この間は、内容を直せません" in text_of(client.get("/specialist/apply/"))


def test_what_is_missing_is_named_before_it_is_sent(client: Client, user: User) -> None:
    client.post("/specialist/begin/", BEGIN)

    page, answer = client.get("/specialist/apply/submit/"), client.post("/specialist/apply/submit/", {"agrees": "on"})

    assert [line.title for line in page.context["lines"]][:2] == ["基本のこと", "支援できる立場か"]
    assert answer.context["form"].errors["__all__"] == ["まだ足りない所があります。一覧で確かめてください。"]
    assert SheetVersion.objects.count() == 0


def test_without_agreeing_nothing_is_sent(client: Client, whole_one: Specialist) -> None:
    answer = client.post("/specialist/apply/submit/", {})

    assert (answer.context["form"].errors["agrees"], SheetVersion.objects.count()) == (
        ["続けるには、ここに印を付けてください。"], 0,
    )  # fmt: skip


def test_an_application_is_taken_back_and_opened_again(client: Client, whole_one: Specialist) -> None:
    client.post("/specialist/apply/submit/", {"agrees": "on"})

    client.post("/specialist/apply/withdraw/", {"reason": "忙しいため"})
    page = client.get("/specialist/apply/")
    client.post("/specialist/apply/again/", {})

    assert "もう一度申請する" in text_of(page)
    assert Specialist.objects.get().listing.state_now is ListingState.DRAFT


def test_whoever_is_not_let_in_again_is_told_why(client: Client, whole_one: Specialist, monkeypatch: Any) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise RuleBrokenError("他の担当者が先に更新しました。")

    monkeypatch.setattr("tsunagu.doors.specialist.apply.open_draft", refused)

    answer = client.post("/specialist/apply/again/", {}, follow=True)

    assert (answer.redirect_chain, "他の担当者が先に更新しました。" in answer.content.decode()) == (
        [("/specialist/apply/", 302)], True,
    )  # fmt: skip


def test_while_the_office_looks_a_step_is_shown_and_not_saved(client: Client, whole_one: Specialist) -> None:
    client.post("/specialist/apply/submit/", {"agrees": "on"})

    answer = client.post("/specialist/apply/introduction/", {"introduction": "別の文", "seen": "1"})

    assert answer.context["form"].errors["__all__"] == ["事務局が確かめている間は、直せません。"]
    assert "保存して次へ" not in text_of(client.get("/specialist/apply/introduction/"))
    assert draft().content["introduction"]["introduction"] == WANTED.introduction


def test_the_preview_shows_the_sheet_of_the_draft(client: Client, whole_one: Specialist) -> None:
    registered("000001")

    shown = text_of(client.get("/specialist/apply/preview/"))

    assert WANTED.introduction in shown
    assert re.search(r"確認済み.*登録簿との照合", shown)
    assert PublishedSheet.objects.count() == 0


def test_the_preview_of_a_number_not_on_the_register_says_so(client: Client, whole_one: Specialist) -> None:
    shown = text_of(client.get("/specialist/apply/preview/"))

    assert ("登録簿にまだ見つかりません" in shown, "登録した日" in shown, "✓ 確認済み" in shown) == (True, False, False)


def test_the_preview_of_a_new_application_says_what_it_needs(client: Client, user: User) -> None:
    client.post("/specialist/begin/", BEGIN)

    assert [line.title for line in client.get("/specialist/apply/preview/").context["lacks"]] == ["基本のこと"]


def test_the_letter_to_the_employer_names_person_and_employer(client: Client, whole_one: Specialist) -> None:
    shown = text_of(client.get("/specialist/apply/employer-letter/"))

    assert ("見本事務所 御中" in shown, "第000001号" in shown) == (True, True)


def live(specialist: Specialist) -> None:
    registered("000001")
    version = submit_application(specialist, by=SELF, at=AT)
    for to in (ListingState.VERIFYING, ListingState.APPROVED):
        move_listing(specialist.listing, to, by=CLERK, at=AT)
    go_live(version, by=CLERK, at=AT)


def test_after_publishing_changes_are_seen_and_published(client: Client, whole_one: Specialist) -> None:
    live(whole_one)
    client.post("/specialist/apply/introduction/", {"introduction": "新しい文です。", "seen": "1"})
    client.post("/specialist/apply/basics/", typed("basics", organisation="架空商会") | {"seen": "2"})
    seen = rows_of(client.get("/specialist/apply/submit/"))

    answer = client.post("/specialist/apply/submit/", {"agrees": "on"})

    assert seen == [
        ["所属する組織の名前", "見本事務所", "架空商会"],
        ["自己紹介", WANTED.introduction, "新しい文です。"],
    ]
    assert answer["Location"] == "/specialist/versions/"
    assert [row[:2] for row in rows_of(client.get("/specialist/versions/"))] == [
        ["第3版", "確認待ち 確かめる所：所属する組織"], ["第2版", "公開中"], ["第1版", "前の版"],
    ]  # fmt: skip
    sheet = PublishedSheet.objects.select_related("text").get()
    assert (sheet.text.introduction, sheet.organisation) == ("新しい文です。", "見本事務所")


def test_any_two_editions_are_compared_by_their_owner_and_nobody_else(client: Client, whole_one: Specialist) -> None:
    live(whole_one)
    for at, words in ((1, "二つめ。"), (2, "三つめ。")):
        client.post("/specialist/apply/introduction/", {"introduction": words, "seen": at})
        client.post("/specialist/apply/submit/", {"agrees": "on"})

    newest, chosen = client.get("/specialist/versions/3/"), client.get("/specialist/versions/3/?other=1")

    assert rows_of(newest) == [["自己紹介", "二つめ。", "三つめ。"]]
    assert rows_of(chosen) == [["自己紹介", WANTED.introduction, "三つめ。"]]
    assert len(rows_of(client.get("/specialist/versions/1/"))) > 60
    assert client.get("/specialist/versions/9/").status_code == 404
    assert client.get("/specialist/versions/3/?other=x").status_code == 200


def test_without_a_change_there_is_nothing_to_publish(client: Client, whole_one: Specialist) -> None:
    live(whole_one)

    answer = client.post("/specialist/apply/submit/", {"agrees": "on"})

    assert answer.context["form"].errors["__all__"] == ["変わったところがありません。"]


def test_who_came_onto_the_list_another_way_edits_from_the_sheet(client: Client, user: User) -> None:
    specialist = listed("000001")
    Specialist.objects.filter(pk=specialist.pk).update(user=user)

    page = client.get("/specialist/apply/themes/")

    assert (page.context["form"]["themes_able"].value(), Draft.objects.count()) == (["T1", "T2"], 0)


def test_a_form_of_support_has_its_own_fee(client: Client, user: User) -> None:
    client.post("/specialist/begin/", BEGIN)

    answer = client.post(
        "/specialist/apply/terms/",
        {
            "long_term": "on",
            "long_term_min": "30,000円",
            "long_term_max": "20000",
            "periods": ["spot"],
            "monthly_cap": "3",
            "seen": "0",
        },
    )

    assert answer.context["form"].errors == {
        "long_term_max": ["「いくらまで」は「いくらから」より大きくしてください。"]
    }
    assert draft().content["terms"]["long_term_min"] == 30000
    assert "long_term" in forms()


def test_steps_saved_elsewhere_are_there(client: Client, whole_one: Specialist) -> None:
    save_steps(draft(), {"introduction": {"introduction": "ほかの端末から"}}, seen=1, by=SELF, at=AT)

    assert client.get("/specialist/apply/introduction/").context["form"]["introduction"].value() == "ほかの端末から"
