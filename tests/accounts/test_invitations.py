"""Invitations: a letter with a link, one answer, one end; and the end of a membership."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from tests.doors.people import BEGUN, PASSWORD
from tsunagu.accounts.access import invitations_kept_by, memberships_endable_by, standing_of
from tsunagu.accounts.actions import (
    accept_invitation,
    create_person,
    edit_organisation,
    end_membership,
    end_role,
    grant_membership,
    invite_member,
    join_by_invitation,
    open_organisation,
    stop_account,
    withdraw_invitation,
)
from tsunagu.accounts.models import Invitation, Membership, Organisation, User
from tsunagu.accounts.queries import (
    InvitationPage,
    invitation_of,
    invitation_rows,
    members_of,
    seats_to_offer,
)
from tsunagu.accounts.states import OrganisationKind, Role
from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.models import Entry
from tsunagu.mail.models import AddressProof, Letter

pytestmark = pytest.mark.django_db
AT = BEGUN + timedelta(days=100)
LATER = AT + timedelta(hours=1)
BY = Actor("user:1", "見本 花子")
NEW = "new@kakuu.example"
PAGE = "https://tsunagu.example/accounts/invitation"


def company(name: str = "架空製作所", kind: OrganisationKind = OrganisationKind.COMPANY) -> Organisation:
    return open_organisation(kind, name, "かくう", "13", by=BY, at=BEGUN)


def person(email: str = "hanako@kakuu.example", role: Role = Role.COMPANY_MEMBER, at_home: Organisation | None = None):
    user = create_person(email, "見本 花子", by=BY, at=BEGUN)
    grant_membership(user, role, at_home or company(), by=BY, at=BEGUN)
    return user


def asked(organisation: Organisation, email: str = NEW, role: Role = Role.COMPANY_MEMBER, inviter: User | None = None):
    """(invitation, the token of the letter)."""
    invitation = invite_member(email, role, organisation, page=PAGE, inviter=inviter, by=BY, at=AT)
    return invitation, re.search(r"\?token=(\S+)", Letter.objects.latest("pk").body)[1]


def test_an_invitation_writes_one_letter_and_keeps_only_a_hash_of_its_token() -> None:
    invitation, token = asked(company(), "New@Kakuu.example")

    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == (NEW, "【つなぐ】招待のお知らせ")
    assert (invitation.email, invitation.until, invitation.made_at) == (NEW, AT + timedelta(days=14), AT)
    assert (len(token) >= 43, token in str(invitation.__dict__), "架空製作所" in letter.body) == (True, False, False)
    assert Entry.objects.filter(verb="invitation.made").get().actor_code == BY.code


def test_a_role_of_another_kind_of_organisation_is_refused() -> None:
    with pytest.raises(RuleBrokenError, match="選べません") as refusal:
        asked(company(), role=Role.OFFICE_CLERK)

    assert (refusal.value.field, Invitation.objects.count(), Letter.objects.count()) == ("role", 0, 0)


def test_nobody_is_asked_twice_until_the_first_invitation_has_ended() -> None:
    place = company()
    asked(place)

    with pytest.raises(RuleBrokenError, match="もう送ってあります"):
        invite_member(NEW.upper(), Role.COMPANY_MEMBER, place, page=PAGE, inviter=None, by=BY, at=LATER)
    again = invite_member(NEW, Role.COMPANY_MEMBER, place, page=PAGE, inviter=None, by=BY, at=AT + timedelta(days=14))

    assert list(Invitation.objects.open_at(AT + timedelta(days=14))) == [again]


def test_the_database_keeps_one_open_invitation_per_address() -> None:
    invitation, _ = asked(company())

    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(
            email=NEW,
            role=invitation.role,
            organisation=invitation.organisation,
            token_hash="other",
            made_at=AT,
            until=LATER,
        )


def test_an_organisation_has_at_most_twenty_open() -> None:
    place = company()
    for number in range(20):
        asked(place, f"p{number}@kakuu.example")

    with pytest.raises(RuleBrokenError, match="20件まで"):
        asked(place, "p20@kakuu.example")

    assert Invitation.objects.count() == 20


def test_an_unproved_address_gets_one_mail_a_day_and_the_inviter_is_not_told() -> None:
    first, second = company(), company("例示商店")
    asked(first)

    invitation = invite_member(NEW, Role.COMPANY_MEMBER, second, page=PAGE, inviter=None, by=BY, at=AT)

    assert (invitation.pk is not None, Letter.objects.count()) == (True, 1)


def test_a_proved_address_gets_each_letter() -> None:
    create_person(NEW, "架空 太郎", by=BY, at=BEGUN)
    asked(company())
    asked(company("例示商店"))

    assert (Letter.objects.count(), AddressProof.objects.count()) == (2, 0)


def test_who_proved_the_address_joins_once() -> None:
    place = company()
    user = create_person(NEW, "架空 太郎", by=BY, at=BEGUN)
    _, token = asked(place)

    joined = accept_invitation(token, user, by=BY, at=LATER)

    assert (joined.role, joined.organisation, joined.since) == (Role.COMPANY_MEMBER, place, LATER)
    with pytest.raises(RuleBrokenError, match="この招待は使えません"):
        accept_invitation(token, user, by=BY, at=LATER)
    assert Membership.objects.filter(user=user).count() == 1


def test_another_person_with_the_link_does_not_join() -> None:
    _, token = asked(company())
    other = create_person("other@kakuu.example", "例示 花子", by=BY, at=BEGUN)
    EmailAddress.objects.create(user=other, email=NEW, verified=False, primary=False)

    with pytest.raises(RuleBrokenError, match="別のメールアドレス"):
        accept_invitation(token, other, by=BY, at=LATER)

    assert (Membership.objects.count(), Invitation.objects.open_at(LATER).count()) == (0, 1)


@pytest.mark.parametrize(
    ("wait", "is_open"), [(timedelta(days=14, microseconds=-1), True), (timedelta(days=14), False)]
)
def test_the_link_works_until_its_end(wait: timedelta, *, is_open: bool) -> None:
    _, token = asked(company())

    found = invitation_of(token, at=AT + wait)

    assert found == (InvitationPage(NEW, "架空製作所", Role.COMPANY_MEMBER, has_account=False) if is_open else None)


@pytest.mark.parametrize("token", ["", "x", "\0", "\ud800", "あ" * 5000])
def test_a_token_nobody_made_is_no_breakdown(token: str) -> None:
    asked(company())

    assert invitation_of(token, at=LATER) is None


def test_a_withdrawn_invitation_lets_nobody_in() -> None:
    invitation, token = asked(company())
    withdraw_invitation(invitation, by=BY, at=LATER)

    with pytest.raises(RuleBrokenError, match="この招待は使えません"):
        join_by_invitation(token, "架空 太郎", PASSWORD, terms_version="1", by=BY, at=LATER)
    with pytest.raises(RuleBrokenError, match="もう終わっています"):
        withdraw_invitation(invitation, by=BY, at=LATER)

    assert User.objects.count() == 0


def test_who_has_no_account_joins_with_a_proved_address_and_the_terms() -> None:
    _, token = asked(company())

    joined = join_by_invitation(token, "架空 太郎", PASSWORD, terms_version="2026-11", by=BY, at=LATER)

    user = User.objects.get()
    assert (joined.user, user.email, user.name, user.check_password(PASSWORD)) == (user, NEW, "架空 太郎", True)
    assert (user.terms_version, user.terms_agreed_at) == ("2026-11", LATER)
    assert EmailAddress.objects.get().verified is True


def test_an_address_with_an_account_is_not_taken_over() -> None:
    _, token = asked(company())
    User.objects.create_user(NEW, PASSWORD, name="先にいた人")

    with pytest.raises(RuleBrokenError, match="すでに使われています"):
        join_by_invitation(token, "架空 太郎", "another-" + PASSWORD, terms_version="1", by=BY, at=LATER)

    assert (User.objects.get().name, Invitation.objects.open_at(LATER).count()) == ("先にいた人", 1)


def test_ending_a_membership_ends_access_and_the_invitations_of_that_person() -> None:
    place = company()
    leaving = person(at_home=place)
    person("stays@kakuu.example", at_home=place)
    asked(place, inviter=leaving)
    membership = Membership.objects.get(user=leaving)

    end_membership(membership, by=BY, at=LATER)

    assert standing_of(leaving, at=LATER).rights == frozenset()
    assert standing_of(leaving, at=LATER - timedelta(microseconds=1)).rights != frozenset()
    assert Invitation.objects.open_at(LATER).count() == 0
    with pytest.raises(RuleBrokenError, match="もう終わっています"):
        end_membership(membership, by=BY, at=LATER)


@pytest.mark.parametrize("other_is_active", [True, False])
def test_the_last_who_keeps_the_people_stays(*, other_is_active: bool) -> None:
    place = company(kind=OrganisationKind.SECRETARIAT)
    lead = person(role=Role.OFFICE_LEAD, at_home=place)
    person("clerk@kakuu.example", Role.OFFICE_CLERK, place)
    other = person("lead@kakuu.example", Role.OFFICE_LEAD, place)
    if not other_is_active:
        stop_account(other, by=BY, at=AT)
    membership = Membership.objects.get(user=lead)

    if other_is_active:
        end_membership(membership, by=BY, at=LATER)
    else:
        with pytest.raises(RuleBrokenError, match="最後の一人"):
            end_membership(membership, by=BY, at=LATER)

    assert Membership.objects.standing_at(LATER).filter(user=lead).exists() is not other_is_active


def test_a_role_ends_everywhere_at_once() -> None:
    user = person()
    grant_membership(user, Role.COMPANY_MEMBER, company("例示商店"), by=BY, at=BEGUN)
    grant_membership(user, Role.SPECIALIST, None, by=BY, at=BEGUN)

    ended = end_role(user, Role.COMPANY_MEMBER, by=BY, at=LATER)

    assert (ended, standing_of(user, at=LATER).roles) == (2, {Role.SPECIALIST})
    assert end_role(user, Role.COMPANY_MEMBER, by=BY, at=LATER) == 0


def test_stopping_an_account_happens_once() -> None:
    user = person()
    stop_account(user, by=BY, at=LATER, reason="申し出")

    with pytest.raises(RuleBrokenError, match="すでに止めて"):
        stop_account(user, by=BY, at=LATER)

    assert User.objects.get(pk=user.pk).is_active is False


def test_an_organisation_is_edited_and_what_changed_is_told_without_the_words() -> None:
    place = company()

    edit_organisation(place, name=" 例示商店 ", name_kana="れいじ", prefecture="27", by=BY, at=LATER)
    edit_organisation(place, name="例示商店", name_kana="れいじ", prefecture="27", by=BY, at=LATER)

    place.refresh_from_db()
    assert (place.name, place.name_kana, place.prefecture) == ("例示商店", "れいじ", "27")
    assert Entry.objects.get(verb="organisation.edited").facts == {"fields": ["name", "name_kana", "prefecture"]}


@pytest.mark.parametrize(
    ("name", "prefecture", "field"), [("  ", "13", "name"), ("甲", "48", "prefecture"), ("甲", "", "prefecture")]
)
def test_an_organisation_keeps_a_name_and_a_known_place(name: str, prefecture: str, field: str) -> None:
    place = company()

    with pytest.raises(RuleBrokenError) as refusal:
        edit_organisation(place, name=name, name_kana="", prefecture=prefecture, by=BY, at=LATER)

    place.refresh_from_db()
    assert (refusal.value.field, place.name) == (field, "架空製作所")


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (Role.COMPANY_MEMBER, [("own", Role.COMPANY_MEMBER)]),
        (Role.COORDINATOR, [("own", Role.COORDINATOR)]),
        (Role.OFFICE_CLERK, []),
        (
            Role.OFFICE_LEAD,
            [("own", Role.OFFICE_CLERK), ("own", Role.OFFICE_LEAD), ("見本商工会", Role.COORDINATOR)],
        ),
    ],
)
def test_everybody_invites_only_to_the_seats_that_are_theirs_to_offer(role: Role, offered: list) -> None:
    company("よその会社")
    kinds = {Role.COMPANY_MEMBER: OrganisationKind.COMPANY, Role.COORDINATOR: OrganisationKind.PARTNER}
    own = company("own", kinds.get(role, OrganisationKind.SECRETARIAT))
    if role is Role.OFFICE_LEAD:
        company("見本商工会", OrganisationKind.PARTNER)

    seats = seats_to_offer(own.pk, {role})

    assert [(seat.organisation.name, seat.role) for seat in seats] == offered


def test_a_member_ends_own_and_colleagues_memberships_and_no_others() -> None:
    place = company()
    own = person(at_home=place)
    colleague = person("c@kakuu.example", at_home=place)
    person("x@kakuu.example", at_home=company("よその会社"))
    grant_membership(own, Role.SPECIALIST, None, by=BY, at=BEGUN)

    found = memberships_endable_by(own, standing_of(own, at=AT), at=AT)

    assert {row.user for row in found} == {own, colleague}
    assert {row.role for row in found} == {Role.COMPANY_MEMBER}


def test_a_clerk_ends_only_their_own() -> None:
    place = company(kind=OrganisationKind.SECRETARIAT)
    clerk = person(role=Role.OFFICE_CLERK, at_home=place)
    person("lead@kakuu.example", Role.OFFICE_LEAD, place)
    asked(place, role=Role.OFFICE_CLERK)
    standing = standing_of(clerk, at=AT)

    assert [row.user for row in memberships_endable_by(clerk, standing, at=AT)] == [clerk]
    assert list(invitations_kept_by(standing, at=AT)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_of_an_organisation_cost_one_query_each(count: int, django_assert_num_queries) -> None:
    place = company()
    users = [person(f"m{number}@kakuu.example", at_home=place) for number in range(count)]
    for number in range(count):
        asked(place, f"p{number}@kakuu.example")
    standing = standing_of(users[0], at=AT)

    with django_assert_num_queries(1):
        members = members_of(place.pk, at=AT)
    with django_assert_num_queries(1):
        waiting = invitation_rows(invitations_kept_by(standing, at=AT))

    assert [row.email for row in members] == [f"m{number}@kakuu.example" for number in range(count)]
    assert [row.email for row in waiting] == [f"p{number}@kakuu.example" for number in reversed(range(count))]
