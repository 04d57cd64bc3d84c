"""The office's review on its pages: queue, one listing, the forms, two clerks, papers."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from tests.doors.entering import enter, rows_of, text_of
from tests.doors.reviewing import PAGE, fields_of, post, proof_of, state_now
from tests.specialists.applying import in_review, send, submitted
from tests.specialists.published import AT, CLERK, listed, registered
from tsunagu.accounts.states import Role
from tsunagu.doors.office import review
from tsunagu.specialists.actions.review import approve, check_criterion, return_with_questions
from tsunagu.specialists.models import CriterionCheck, Listing, RegisterEntry, ReviewMessage
from tsunagu.specialists.states import ListingState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_store")]
QUEUE = "/office/review/"
_S = ListingState


@pytest.fixture
def clerk(client: Client, time_machine_at) -> Client:
    with time_machine_at(AT):
        enter(client, Role.OFFICE_CLERK)
        yield client


def filters_of(response) -> list[str]:
    nav = re.search(r'<nav class="filters".*?</nav>', response.content.decode(), re.DOTALL)[0]
    return [" ".join(re.sub("<[^>]+>", "", one).split()) for one in re.findall(r"<a .*?</a>", nav, re.DOTALL)]


def test_the_queue_says_who_waits_for_what_since_when_and_how_far_it_is(clerk: Client) -> None:
    submitted("000001")
    in_review("000002", ticked=3)
    return_with_questions(in_review("000003"), "？", by=CLERK, at=AT)
    proof_of(submitted("000004"))

    response = clerk.get(QUEUE)

    assert [row[:3] + row[4:] for row in rows_of(response)] == [
        ["見本 000001", "000001", "新しい申請", "0／7", "申請中"],
        ["見本 000002", "000002", "確認中", "3／7", "資格確認中"],
        ["見本 000004", "000004", "新しい申請 資格の証明", "0／7", "申請中"],
    ]
    assert filters_of(response) == [
        "事務局を待つもの 3", "新しい申請 2", "確認中 1", "公開中の変更 0", "資格の証明 1", "基準の再確認 0",
        "差戻し（返事待ち） 1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "numbers"),
    [
        ("new", ["000001"]),
        ("in_review", ["000002"]),
        ("returned", ["000003"]),
        ("recheck", ["000004"]),
        ("x", ["000001", "000002", "000004"]),
    ],
)
def test_one_reason_at_a_time(clerk: Client, reason: str, numbers: list[str]) -> None:
    submitted("000001")
    in_review("000002")
    return_with_questions(in_review("000003"), "？", by=CLERK, at=AT)
    listed("000004")

    assert [row[1] for row in rows_of(clerk.get(QUEUE, {"state": reason}))] == numbers


def test_who_waits_longest_comes_first_on_every_page(clerk: Client, monkeypatch) -> None:
    monkeypatch.setattr(review, "SIZE", 2)
    for number, hours in (("000001", 1), ("000002", 3), ("000003", 2)):
        Listing.objects.filter(pk=submitted(number).pk).update(moved_at=AT - timedelta(hours=hours))
        Listing.objects.get(specialist__riss_no=number).specialist.versions.update(made_at=AT - timedelta(hours=hours))

    first = clerk.get(QUEUE)
    following = re.search(r'href="(\?[^"]+)" rel="next"', first.content.decode())[1].replace("&amp;", "&")

    assert [row[1] for row in rows_of(first)] == ["000002", "000003"]
    assert [row[1] for row in rows_of(clerk.get(QUEUE + following))] == ["000001"]


def test_nobody_waiting_is_an_honest_empty_page(clerk: Client) -> None:
    assert "待っている人はいません" in text_of(clerk.get(QUEUE))


@pytest.mark.parametrize("asked", [{"page": "x"}, {"page": "9" * 40}, {"state": "<script>"}])
def test_odd_input_is_never_a_breakdown(clerk: Client, asked: dict[str, str]) -> None:
    submitted()

    response = clerk.get(QUEUE, asked)

    assert (response.status_code, len(rows_of(response))) == (200, 1)


def test_the_declared_stands_beside_the_register_with_differences_marked(clerk: Client) -> None:
    registered("000001", name="見本 花子", courses_done_on=date(2026, 6, 1))
    submitted()

    assert rows_of(clerk.get(PAGE)) == [
        ["登録番号", "第000001号", "第000001号", "✓ 同じ"],
        ["氏名", "見本 000001", "見本 花子", "✕ 確かめてください"],
        ["登録の状態", "―", "有効", "―"],
        ["登録した日", "―", "2024年4月1日", "―"],
        ["登録の期限", "―", "2027年3月31日", "―"],
        ["義務講習を受けた日", "―", "2026年6月1日", "―"],
        ["登録簿の時点", "―", "2026年11月1日", "―"],
    ]


@pytest.mark.parametrize(
    "facts", [{"valid_until": date(2026, 11, 20)}, {"status": "revoked"}, {"courses_done_on": None}]
)
def test_what_does_not_stand_in_the_register_is_marked(clerk: Client, facts: dict) -> None:
    submitted()
    RegisterEntry.objects.update(**{"courses_done_on": date(2026, 6, 1)} | facts)

    marked = [row[0] for row in rows_of(clerk.get(PAGE)) if row[3].startswith("✕")]

    assert marked == {
        "valid_until": ["登録の状態", "登録の期限"], "status": ["登録の状態"], "courses_done_on": ["義務講習を受けた日"],
    }[next(iter(facts))]  # fmt: skip


def test_a_number_that_is_not_on_the_register_says_so(clerk: Client) -> None:
    submitted(entry=False)

    assert [row[2:] for row in rows_of(clerk.get(PAGE))] == [["登録簿にありません", "✕ 確かめてください"]] * 2


def test_a_change_is_shown_beside_what_is_live(clerk: Client) -> None:
    listing = approve(in_review(), by=CLERK, at=AT)
    send(listing.specialist, organisation="新しい事務所")

    words = text_of(clerk.get(PAGE))

    assert "所属する組織 変わりました 新しい事務所 前の版：見本事務所" in words
    assert words.count("前の版：") == 1


def test_taken_up_ticked_and_approved_through_the_page(clerk: Client) -> None:
    submitted()
    assert post(clerk, "begin")["Location"] == f"{PAGE}#criteria"
    for check in re.findall(r'id="criterion-(\d+)"', clerk.get(PAGE).content.decode()):
        assert post(clerk, "criterion", check, answer="yes")["Location"] == f"{PAGE}#criterion-{check}"

    answer = post(clerk, "approve")

    assert (answer["Location"], state_now(), CriterionCheck.objects.count()) == (PAGE, _S.PUBLISHED, 7)
    assert "✓ 満たしている 見本 事務局 担当（2026年11月21日）" in text_of(clerk.get(PAGE))


def test_approval_too_early_says_what_is_left_and_changes_nothing(clerk: Client) -> None:
    in_review(ticked=5)

    answer = post(clerk, "approve")

    assert (answer.status_code, state_now()) == (200, _S.VERIFYING)
    assert "まだ確かめていない、または満たしていない基準が2つあります。" in text_of(answer)


@pytest.mark.parametrize(("do", "state"), [("return", _S.RETURNED), ("reject", _S.REJECTED)])
def test_returning_and_rejecting_need_words_said_beside_their_field(clerk: Client, do: str, state: str) -> None:
    in_review()

    empty = post(clerk, do, text=" ").content.decode()
    done = post(clerk, do, text="氏名の漢字は？")

    assert (f'id="{do}-text_error"' in empty, "入力してください。" in empty) == (True, True)
    assert (done.status_code, state_now(), ReviewMessage.objects.get().text) == (302, state, "氏名の漢字は？")


def test_not_met_needs_a_note_and_keeps_what_was_typed(clerk: Client) -> None:
    in_review(ticked=0)
    row = re.findall(r'id="criterion-(\d+)"', clerk.get(PAGE).content.decode())[0]

    refused = post(clerk, "criterion", row, answer="no").content.decode()
    done = post(clerk, "criterion", row, answer="no", note="期限切れ")

    assert (f'id="criterion-{row}-note_error"' in refused, "満たしていない理由を書いてください。" in refused) == (
        True,
        True,
    )
    assert (done.status_code, CriterionCheck.objects.get().note) == (302, "期限切れ")


def test_of_two_clerks_with_the_page_open_the_second_is_told(clerk: Client) -> None:
    in_review()
    open_page = clerk.get(PAGE)
    post(clerk, "return", text="氏名は？")

    late = clerk.post(PAGE, fields_of(open_page, "approve"))

    assert (late.status_code, state_now()) == (200, _S.RETURNED)
    assert "この申請は、ほかの担当者が先に進めました（いまは「差戻し」）。" in text_of(late)


def test_a_decision_sent_twice_is_made_once(clerk: Client) -> None:
    in_review()
    told = fields_of(clerk.get(PAGE), "return") | {"text": "氏名は？"}

    answers = [clerk.post(PAGE, told)["Location"] for _ in range(2)]

    assert (answers, ReviewMessage.objects.count()) == ([PAGE, PAGE], 1)


@pytest.mark.parametrize("do", ["", "no-such"])
def test_an_act_nobody_knows_is_404(clerk: Client, do: str) -> None:
    submitted()

    assert clerk.post(PAGE, {"do": do}).status_code == 404


@pytest.mark.parametrize(
    "told",
    [
        {"do": "criterion"},
        {"do": "criterion", "row": "x", "answer": "maybe"},
        {"do": "criterion", "row": "999999", "answer": "yes"},
        {"do": "proof", "row": "9" * 40, "answer": "yes"},
        {"do": "proof", "row": "7", "answer": "yes", "how": "写し", "until": "きのう"},
        {"do": "approve", "seen": "x"},
        {"do": "approve", "seen": "99"},
    ],
)
def test_a_broken_form_is_told_and_changes_nothing(clerk: Client, told: dict[str, str]) -> None:
    in_review(ticked=0)

    answer = clerk.post(PAGE, told)

    assert (answer.status_code, state_now(), CriterionCheck.objects.count()) == (200, _S.VERIFYING, 0)


@pytest.mark.parametrize("number", ["000009", "1", "x", "0000010"])
def test_a_number_nobody_has_is_404(clerk: Client, number: str) -> None:
    submitted()

    assert clerk.get(f"{QUEUE}{number}/").status_code == 404


def test_after_a_renewal_somebody_listed_waits_for_a_fresh_look_and_stays_listed(clerk: Client) -> None:
    approve(in_review(), by=CLERK, at=AT)
    assert rows_of(clerk.get(QUEUE)) == []

    Listing.objects.get().specialist.sheet.__class__.objects.update(register_valid_until=date(2030, 3, 31))
    RegisterEntry.objects.update(valid_until=date(2030, 3, 31))
    waiting = rows_of(clerk.get(QUEUE))[0]

    assert (waiting[2], waiting[4], waiting[5]) == ("基準の再確認", "0／7", "公開中")
    assert "登録の更新の前の確認" in text_of(clerk.get(PAGE))


def test_a_new_wording_brings_those_listed_back_until_it_is_ticked(clerk: Client) -> None:
    listing = approve(in_review(), by=CLERK, at=AT)
    standing = CriterionCheck.objects.first().criterion
    standing.pk, standing.version, standing.sentence = None, 2, "新しい言い方"
    standing.save(force_insert=True)
    before = rows_of(clerk.get(QUEUE))

    check_criterion(listing, standing, is_met=True, by=CLERK, at=AT)

    assert ([row[4] for row in before], rows_of(clerk.get(QUEUE))) == (["6／7"], [])


def test_the_office_writes_without_deciding(clerk: Client) -> None:
    submitted()

    answer = post(clerk, "write", text="説明会の日をお知らせします。")

    assert (answer["Location"], state_now()) == (f"{PAGE}#thread", _S.SUBMITTED)
    assert "事務局 見本 事務局 担当（2026年11月21日 10時00分） 説明会の日をお知らせします。" in text_of(clerk.get(PAGE))


def test_who_has_no_login_is_named_so(clerk: Client) -> None:
    submitted()

    assert "ログインのない方です" in text_of(clerk.get(PAGE))


def test_every_form_on_the_page_carries_the_token_the_service_asks_for(clerk: Client) -> None:
    proof_of(in_review("000001"))
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = clerk.cookies
    html = strict.get(PAGE).content.decode()

    forms = re.findall(r'<form[^>]*method="post".*?</form>', html, re.DOTALL)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', forms[0])[1]
    answer = strict.post(PAGE, fields_of(strict.get(PAGE), "approve") | {"csrfmiddlewaretoken": token})

    assert ([form for form in forms if "csrfmiddlewaretoken" not in form], len(forms)) == ([], 13)
    assert (answer.status_code, state_now()) == (302, _S.PUBLISHED)
