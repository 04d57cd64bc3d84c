from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.utils.timezone import now

from tsunagu.accounts.access import standing_of
from tsunagu.accounts.actions import (
    create_person,
    erase_unproved_accounts,
    give_second_factor,
    grant_membership,
    open_organisation,
    set_password,
    sign_up,
)
from tsunagu.accounts.models import Membership, Organisation, User
from tsunagu.accounts.states import OrganisationKind, Role
from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.models import Entry

pytestmark = pytest.mark.django_db
CLERK = Actor("user:1", "見本 花子")


@pytest.fixture
def at():
    return now()


@pytest.fixture
def person(at):
    return create_person("taro@kakuu.example", "架空 太郎", by=CLERK, at=at)


def office(at, kind=OrganisationKind.SECRETARIAT):
    return open_organisation(kind, "見本事務局", "みほんじむきょく", "13", by=CLERK, at=at)


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_a_person_is_created_with_a_proved_address_and_no_way_to_sign_in(at) -> None:
    person = create_person("Taro@Kakuu.example", "架空 太郎", by=CLERK, at=at)

    address = EmailAddress.objects.get(user=person)
    assert (person.email, person.joined_at, person.has_usable_password()) == ("taro@kakuu.example", at, False)
    assert (address.email, address.verified, address.primary) == ("taro@kakuu.example", True, True)
    assert verbs() == ["person.created"]


def test_an_address_that_is_taken_is_refused_whatever_its_case(person, at) -> None:
    with pytest.raises(RuleBrokenError, match="すでに使われています") as refusal:
        create_person("TARO@kakuu.example", "例示 太郎", by=CLERK, at=at)

    assert (refusal.value.field, User.objects.count(), verbs()) == ("email", 1, ["person.created"])


def test_a_password_set_replaces_the_one_before(person, at) -> None:
    set_password(person, "first-one-1234", by=CLERK, at=at)

    set_password(person, "second-one-1234", by=CLERK, at=at)

    person.refresh_from_db()
    assert [person.check_password(word) for word in ("first-one-1234", "second-one-1234")] == [False, True]
    assert verbs() == ["person.created", "person.password_set", "person.password_set"]


def test_a_second_factor_is_kept_with_its_secret(person, at) -> None:
    give_second_factor(person, "JBSWY3DPEHPK3PXP", by=CLERK, at=at)

    kept = Authenticator.objects.get(user=person)
    assert (kept.type, decrypt(kept.data["secret"]), kept.created_at) == ("totp", "JBSWY3DPEHPK3PXP", at)
    assert verbs() == ["person.created", "person.second_factor_given"]


def test_a_second_second_factor_is_refused(person, at) -> None:
    give_second_factor(person, "JBSWY3DPEHPK3PXP", by=CLERK, at=at)

    with pytest.raises(RuleBrokenError, match="すでに登録されています"):
        give_second_factor(person, "KRSXG5CTMVRXEZLU", by=CLERK, at=at)

    assert decrypt(Authenticator.objects.get(user=person).data["secret"]) == "JBSWY3DPEHPK3PXP"


def test_an_organisation_opens_with_a_journal_line(at) -> None:
    opened = office(at)

    assert list(Organisation.objects.values_list("kind", "name", "prefecture", "created_at")) == [
        ("secretariat", "見本事務局", "13", at)
    ]
    assert (verbs(), opened.name) == (["organisation.opened"], "見本事務局")


def test_a_membership_gives_the_role_from_now_on(person, at) -> None:
    organisation = office(at)

    grant_membership(person, Role.OFFICE_LEAD, organisation, by=CLERK, at=at)

    assert standing_of(person, at=at).roles == {Role.OFFICE_LEAD}
    assert standing_of(person, at=at - timedelta(seconds=1)).roles == frozenset()
    assert verbs()[-1] == "membership.granted"


def test_a_specialist_stands_alone(person, at) -> None:
    grant_membership(person, Role.SPECIALIST, None, by=CLERK, at=at)

    assert standing_of(person, at=at).roles == {Role.SPECIALIST}


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        (Role.OFFICE_CLERK, OrganisationKind.COMPANY),
        (Role.COMPANY_MEMBER, OrganisationKind.SECRETARIAT),
        (Role.COORDINATOR, OrganisationKind.COMPANY),
        (Role.SPECIALIST, OrganisationKind.PARTNER),
        (Role.OFFICE_LEAD, None),
    ],
)
def test_a_role_that_does_not_fit_the_organisation_is_refused(person, at, role, kind) -> None:
    organisation = office(at, kind) if kind else None

    with pytest.raises(RuleBrokenError, match="この組織では選べません"):
        grant_membership(person, role, organisation, by=CLERK, at=at)

    assert Membership.objects.count() == 0


def test_a_role_held_already_is_refused(person, at) -> None:
    grant_membership(person, Role.SPECIALIST, None, by=CLERK, at=at)

    with pytest.raises(RuleBrokenError, match="すでに登録されています"):
        grant_membership(person, Role.SPECIALIST, None, by=CLERK, at=at)

    assert Membership.objects.count() == 1


@pytest.mark.parametrize(("is_proved", "days", "erased"), [(False, 32, 1), (False, 28, 0), (True, 32, 0)])
def test_accounts_nobody_proved_are_erased_in_time(at, *, is_proved: bool, days: int, erased: int) -> None:
    user = sign_up(
        "hanako@kakuu.example", "架空 花子", "x" * 12, terms_version="1", by=CLERK, at=at - timedelta(days=days)
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=is_proved, primary=True)

    gone = erase_unproved_accounts(before=(at - timedelta(days=30)).date(), by=CLERK, at=at)

    assert (gone, User.objects.count()) == (erased, 1 - erased)


def test_two_who_sign_up_with_one_address_are_one_account(at) -> None:
    sign_up("hanako@kakuu.example", "架空 花子", "x" * 12, terms_version="1", by=CLERK, at=at)

    with pytest.raises(RuleBrokenError) as refusal:
        sign_up("Hanako@kakuu.example", "例示 花子", "y" * 12, terms_version="1", by=CLERK, at=at)

    assert (refusal.value.field, User.objects.get().name) == ("email", "架空 花子")
