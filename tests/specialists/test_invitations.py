"""Invitations from the register: sent in batches, claimed once, entries of the office taken over."""

import re
from datetime import date, timedelta

import pytest

from tests.doors.people import member
from tests.specialists.applying import submitted
from tests.specialists.published import AT, CLERK, TODAY, listed, registered
from tsunagu.accounts.access import standing_of
from tsunagu.accounts.models import User
from tsunagu.accounts.states import Role
from tsunagu.base.actor import SYSTEM
from tsunagu.base.errors import RuleBrokenError
from tsunagu.mail.models import Letter
from tsunagu.specialists.actions import enter_specialist, move_listing
from tsunagu.specialists.actions.invitations import Sent, claim, enter_without_login, invite, invite_batch
from tsunagu.specialists.invitation_queries import BatchRow, Invited, batches_sent, last_renewal, renewal_candidates
from tsunagu.specialists.models import Draft, RegisterEntry, RegisterInvitation, Specialist
from tsunagu.specialists.states import HiddenReason, ListingState, RegisterStatus

pytestmark = pytest.mark.django_db
PAGE = "https://x.example/invited"
ADDRESS = "a@mihon.example"


def person(email: str = ADDRESS) -> User:
    return User.objects.create_user(email, name="見本 花子")


def invited(number: str = "000001", *, email: str = ADDRESS, batch: str = "2026秋", at=AT) -> str:
    """The token in the letter."""
    if not RegisterEntry.objects.filter(riss_no=number).exists():
        registered(number)
    invite(number, email, batch, page=PAGE, by=CLERK, at=at)
    return re.search(r"token=(\S+)", Letter.objects.latest("pk").body)[1]


def test_an_invitation_is_a_letter_whose_secret_stands_nowhere_else() -> None:
    token = invited()

    letter, kept = Letter.objects.get(), RegisterInvitation.objects.get()
    assert (letter.to, letter.template) == (ADDRESS, "invite_specialist")
    assert (kept.riss_no, kept.batch, kept.until, kept.accepted_at) == (
        "000001",
        "2026秋",
        AT + timedelta(days=60),
        None,
    )
    assert (token in kept.token_hash, len(kept.token_hash), "見本" in letter.body) == (False, 64, False)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"status": RegisterStatus.SUSPENDED}, "名称の使用停止"),
        ({"valid_until": date(2026, 11, 20)}, "失効"),
        (None, "見つかりません"),
    ],
)
def test_nobody_is_invited_who_is_not_on_the_register(facts: dict | None, said: str) -> None:
    if facts is not None:
        registered("000001", **facts)

    with pytest.raises(RuleBrokenError, match=said):
        invite("000001", ADDRESS, "2026秋", page=PAGE, by=CLERK, at=AT)

    assert (RegisterInvitation.objects.count(), Letter.objects.count()) == (0, 0)


@pytest.mark.parametrize("state", ["listed", "submitted"])
def test_who_is_listed_or_has_applied_needs_no_invitation_unless_nobody_signs_in_for_them(state: str) -> None:
    who = listed("000001") if state == "listed" else submitted().specialist
    token = invited()
    Specialist.objects.filter(pk=who.pk).update(user=person())

    with pytest.raises(RuleBrokenError, match="案内は要りません"):
        invite("000001", "b@mihon.example", "2027春", page=PAGE, by=CLERK, at=AT)

    assert (bool(token), RegisterInvitation.objects.count()) == (True, 1)


@pytest.mark.parametrize(
    ("batch", "email", "said"),
    [
        ("2026秋", "b@mihon.example", "もう送ってあります"),
        (" ", "b@mihon.example", "案内の名前"),
        ("あ" * 41, "b@mihon.example", "案内の名前"),
        ("2027春", ADDRESS, "今日はもう送れません"),
        ("2027春", "no address", "形が正しくありません"),
    ],
)
def test_a_second_letter_is_refused(batch: str, email: str, said: str) -> None:
    invited()

    with pytest.raises(RuleBrokenError, match=said):
        invite("000001", email, batch, page=PAGE, by=CLERK, at=AT)

    assert (RegisterInvitation.objects.count(), Letter.objects.count()) == (1, 1)


def test_a_batch_goes_on_past_who_is_refused() -> None:
    registered("000001")
    registered("000003")
    lines = [Invited(f"00000{number}", f"{number}@mihon.example") for number in (1, 2, 3)]

    sent = invite_batch(lines, "2026秋", page=PAGE, by=CLERK, at=AT)

    refused = "登録番号が登録簿に見つかりません。番号を確かめてください。"
    assert sent == [
        Sent("000001", "1@mihon.example", ""), Sent("000002", "2@mihon.example", refused),
        Sent("000003", "3@mihon.example", ""),
    ]  # fmt: skip
    assert batches_sent() == [BatchRow("2026秋", 2, 0, AT)]


def test_claiming_begins_an_application_under_the_registers_name() -> None:
    user, token = person(), invited()

    who = claim(token, user, by=SYSTEM, at=AT)

    assert (who.riss_no, who.name, who.user) == ("000001", "見本 000001", user)
    assert (who.listing.state, Draft.objects.get().specialist) == (ListingState.DRAFT, who)
    assert standing_of(user, at=AT).roles == {Role.SPECIALIST}
    assert batches_sent()[0].accepted == 1


@pytest.mark.parametrize("state", ["draft", "listed"])
def test_an_entry_of_the_office_is_taken_over_as_it_stands(state: str) -> None:
    if state == "listed":
        listed("000001")
    else:
        registered("000001")
        enter_without_login("000001", "みほん", by=CLERK, at=AT)
    before = Specialist.objects.get()

    who = claim(invited(), person(), by=SYSTEM, at=AT)

    assert (who.pk, who.user.email, who.listing.state) == (before.pk, ADDRESS, before.listing.state)
    assert standing_of(who.user, at=AT).roles == {Role.SPECIALIST}


def test_a_link_works_once() -> None:
    token = invited()
    claim(token, person(), by=SYSTEM, at=AT)

    with pytest.raises(RuleBrokenError, match="もう使われています"):
        claim(token, person("b@mihon.example"), by=SYSTEM, at=AT)

    assert Specialist.objects.get().user.email == ADDRESS


@pytest.mark.parametrize(("token", "later"), [("x", 0), ("", 0), ("real", 60)])
def test_a_strange_or_old_link_is_refused(token: str, later: int) -> None:
    real = invited()

    with pytest.raises(RuleBrokenError, match="この案内は使えません"):
        claim(real if token == "real" else token, person(), by=SYSTEM, at=AT + timedelta(days=later))

    assert Specialist.objects.count() == 0


def test_a_number_somebody_else_signs_in_for_is_not_handed_over() -> None:
    token = invited()
    who = enter_specialist("000001", "見本", "みほん", by=CLERK, at=AT)
    Specialist.objects.filter(pk=who.pk).update(user=person("b@mihon.example"))

    with pytest.raises(RuleBrokenError, match="ほかの方が使っています"):
        claim(token, person(), by=SYSTEM, at=AT)

    who.refresh_from_db()
    assert (who.user.email, RegisterInvitation.objects.get().accepted_at) == ("b@mihon.example", None)


def test_a_person_has_one_number() -> None:
    token = invited()
    user = member(Role.SPECIALIST)
    Specialist.objects.filter(pk=enter_specialist("000002", "見本", "みほん", by=CLERK, at=AT).pk).update(user=user)

    with pytest.raises(RuleBrokenError, match="別の登録番号"):
        claim(token, user, by=SYSTEM, at=AT)

    assert RegisterInvitation.objects.get().accepted_at is None


def test_the_office_enters_somebody_of_the_register_once() -> None:
    registered("000001", name="見本 花子")

    who = enter_without_login("000001", " みほん　はなこ ", by=CLERK, at=AT)

    assert (who.name, who.name_kana, who.user, who.listing.state) == (
        "見本 花子",
        "みほん はなこ",
        None,
        ListingState.DRAFT,
    )
    with pytest.raises(RuleBrokenError, match="すでに使われています"):
        enter_without_login("000001", "x", by=CLERK, at=AT)


def test_the_office_enters_nobody_who_is_not_on_the_register() -> None:
    with pytest.raises(RuleBrokenError, match="見つかりません") as refusal:
        enter_without_login("000001", "みほん", by=CLERK, at=AT)

    assert (refusal.value.field, Specialist.objects.count()) == ("riss_no", 0)


@pytest.mark.parametrize(
    ("today", "begun"),
    [
        (date(2026, 11, 21), date(2026, 10, 1)), (date(2026, 10, 1), date(2026, 10, 1)),
        (date(2026, 9, 30), date(2026, 4, 1)), (date(2026, 3, 31), date(2025, 10, 1)),
    ],
)  # fmt: skip
def test_registrations_begin_in_april_and_october(today: date, begun: date) -> None:
    assert last_renewal(today) == begun


def test_at_renewal_those_newly_registered_or_renewed_and_not_listed_are_offered() -> None:
    renewed = {"registered_on": date(2023, 10, 1), "valid_until": date(2029, 9, 30)}
    registered("000001", **renewed)
    registered("000002")
    listed("000003", entry=registered("000003", **renewed))
    registered("000004", **renewed, status=RegisterStatus.REVOKED)
    hidden = listed("000005", entry=registered("000005", **renewed)).listing
    move_listing(hidden, ListingState.HIDDEN, by=SYSTEM, at=AT, hidden_reason=HiddenReason.OWN_WISH)

    assert [one.riss_no for one in renewal_candidates(today=TODAY, limit=9)] == ["000001", "000005"]
