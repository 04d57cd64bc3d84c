"""Papers of proofs on the page of a listing, and listings stopped and brought back there."""

from datetime import date

import pytest
from django.test import Client

from tests.base.hostile import pdf
from tests.doors.entering import enter, text_of
from tests.doors.reviewing import PAGE, fields_of, post, proof_of, state_now
from tests.specialists.applying import in_review, submitted
from tests.specialists.published import AT, CLERK, listed
from tsunagu.accounts.states import Role
from tsunagu.journal.models import Entry
from tsunagu.specialists.actions.proofs import check_proof
from tsunagu.specialists.states import ListingState, ProofState
from tsunagu.vault.actions import erase_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_store")]
_S = ListingState


@pytest.fixture
def clerk(client: Client, time_machine_at) -> Client:
    with time_machine_at(AT):
        enter(client, Role.OFFICE_CLERK)
        yield client


def test_a_proof_is_checked_on_the_page_and_shows_who_and_until(clerk: Client) -> None:
    proof = proof_of(in_review())

    answer = post(clerk, "proof", proof.pk, answer="yes", how="証明書の写し", until="2027-03-31")

    assert answer["Location"] == f"{PAGE}#proof-{proof.pk}"
    proof.refresh_from_db()
    assert (proof.state, proof.until) == (ProofState.VERIFIED, date(2027, 3, 31))
    assert "見本 事務局 担当（2026年11月21日）：証明書の写し 2027年3月31日まで" in text_of(clerk.get(PAGE))


@pytest.mark.parametrize(
    ("told", "field", "said"),
    [
        ({"answer": "yes", "how": ""}, "how", "何で確かめたか"),
        ({"answer": "yes", "how": "写し", "until": "2026-11-20"}, "until", "期限が過ぎています"),
        ({"answer": "yes", "how": "写し", "until": "いつか"}, "until", "「2026-12-01」の形"),
    ],
)
def test_a_check_that_lacks_something_is_told_beside_its_field(
    clerk: Client, told: dict, field: str, said: str
) -> None:
    proof = proof_of(in_review())

    html = post(clerk, "proof", proof.pk, **told).content.decode()

    assert (f'id="proof-{proof.pk}-{field}_error"' in html, said in html) == (True, True)


def test_a_proof_checked_by_another_is_told(clerk: Client) -> None:
    proof = proof_of(in_review())
    told = fields_of(clerk.get(PAGE), "proof", proof.pk) | {"answer": "yes", "how": "写し"}
    check_proof(proof, is_verified=False, how="読めない", until=None, by=CLERK, at=AT)

    assert "ほかの担当者が先に確認しました" in text_of(clerk.post(PAGE, told))


def test_the_paper_is_a_download_and_reading_it_is_journalled(clerk: Client) -> None:
    proof = proof_of(submitted())

    answer = clerk.get(f"/office/proofs/{proof.pk}/file")

    assert (answer.content, answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        pdf(),
        "application/pdf",
        "nosniff",
    )
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert list(Entry.objects.filter(verb="file.opened").values_list("facts__scope", flat=True)) == [proof.scope]


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.COMPANY_MEMBER, Role.COORDINATOR])
def test_a_paper_of_somebody_else_does_not_exist(role: Role, client: Client) -> None:
    proof = proof_of(submitted())
    enter(client, role)

    assert client.get(f"/office/proofs/{proof.pk}/file").status_code == 404
    assert Entry.objects.filter(verb="file.opened").count() == 0


def test_an_erased_paper_is_404_and_the_page_says_so(clerk: Client) -> None:
    proof = proof_of(submitted())
    erase_file(proof.paper, by=CLERK, at=AT, reason="期間")

    assert clerk.get(f"/office/proofs/{proof.pk}/file").status_code == 404
    assert "ファイルは消去しました。" in text_of(clerk.get(PAGE))


def test_a_paper_whose_bytes_are_gone_is_told(clerk: Client, file_store) -> None:
    proof = proof_of(submitted())
    (file_store / proof.paper.storage_key).unlink()

    answer = clerk.get(f"/office/proofs/{proof.pk}/file")

    assert answer["Location"] == PAGE


def test_a_listing_is_stopped_with_a_reason_and_brought_back(clerk: Client) -> None:
    listed("000001")

    stopped = post(clerk, "move", to="suspended", reason="苦情を調べるため")
    state = state_now()
    post(clerk, "move", to="published", reason="問題がなかったため")

    assert (stopped["Location"], state, state_now()) == (PAGE, _S.SUSPENDED, _S.PUBLISHED)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"to": "suspended", "reason": ""}, "reason"),
        ({"to": "approved", "reason": "x"}, "to"),
        ({"reason": "x"}, "to"),
        ({"to": "hidden", "reason": "x"}, "hidden_reason"),
    ],
)
def test_a_move_that_lacks_something_is_told_beside_its_field(clerk: Client, told: dict, field: str) -> None:
    listed("000001")

    html = post(clerk, "move", **told).content.decode()

    assert (f'id="move-{field}_error"' in html, state_now()) == (True, _S.PUBLISHED)


def test_where_nothing_can_be_moved_there_is_no_form(clerk: Client) -> None:
    listed("000001")
    post(clerk, "move", to="withdrawn", reason="ご本人の希望")

    assert (state_now(), 'id="move"' in clerk.get(PAGE).content.decode()) == (_S.WITHDRAWN, False)
