"""What a signed-in person may do at a moment: open memberships, and nothing else."""

from datetime import timedelta

import pytest

from tests.doors.people import BEGUN, member
from tsunagu.accounts.access import NOBODY, actor_of, has_second_factor, require_second_factor, standing_of
from tsunagu.accounts.models import Membership, Organisation, User
from tsunagu.accounts.states import KIND_OF_ROLE, NEEDS_SECOND_FACTOR, RIGHTS_OF, OrganisationKind, Right, Role
from tsunagu.base.actor import VISITOR
from tsunagu.base.errors import RuleBrokenError

NOW = BEGUN + timedelta(days=100)


def place(kind: OrganisationKind, name: str) -> Organisation:
    return Organisation.objects.create(kind=kind, name=name, prefecture="13", created_at=BEGUN)


def belongs(user: User, role: Role, organisation: Organisation | None = None, *, until=None) -> Membership:
    return Membership.objects.create(user=user, role=role, organisation=organisation, since=BEGUN, until=until)


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_a_role_is_its_bundle_of_rights_and_no_more(role: Role) -> None:
    standing = standing_of(member(role), at=NOW)

    assert (standing.roles, standing.rights) == ({role}, RIGHTS_OF[role])
    assert standing.needs_second_factor == (role in NEEDS_SECOND_FACTOR)
    assert len(standing.organisation_ids) == (role in KIND_OF_ROLE)


@pytest.mark.django_db
def test_who_belongs_nowhere_may_nothing() -> None:
    assert standing_of(User.objects.create_user("a@people.example", name="甲"), at=NOW) == NOBODY


@pytest.mark.django_db
def test_rights_of_several_roles_add_up() -> None:
    user = User.objects.create_user("a@people.example", name="甲")
    belongs(user, Role.SPECIALIST)
    belongs(user, Role.COORDINATOR, place(OrganisationKind.PARTNER, "見本商工会"))

    standing = standing_of(user, at=NOW)

    assert standing.rights == RIGHTS_OF[Role.SPECIALIST] | RIGHTS_OF[Role.COORDINATOR]
    assert (standing.organisation_names, standing.needs_second_factor) == (("見本商工会",), True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "stands"),
    [
        (BEGUN - timedelta(microseconds=1), False),
        (BEGUN, True),
        (NOW - timedelta(microseconds=1), True),
        (NOW, False),
    ],
)
def test_a_membership_stands_from_its_first_moment_to_before_its_last(moment, *, stands: bool) -> None:
    user = User.objects.create_user("a@people.example", name="甲")
    belongs(user, Role.OFFICE_LEAD, place(OrganisationKind.SECRETARIAT, "事務局"), until=NOW)

    standing = standing_of(user, at=moment)

    assert (bool(standing.rights), len(standing.organisation_ids)) == (stands, int(stands))


@pytest.mark.django_db
def test_the_memberships_of_others_give_nothing() -> None:
    member(Role.OFFICE_LEAD)
    own = member(Role.COMPANY_MEMBER)

    assert standing_of(own, at=NOW).rights == RIGHTS_OF[Role.COMPANY_MEMBER]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_standing_costs_one_query(count: int, django_assert_num_queries) -> None:
    user = User.objects.create_user("a@people.example", name="甲")
    for number in range(count):
        belongs(user, Role.COMPANY_MEMBER, place(OrganisationKind.COMPANY, f"{number}社"))

    with django_assert_num_queries(1):
        standing = standing_of(user, at=NOW)

    assert (len(standing.organisation_ids), standing.rights) == (count, RIGHTS_OF[Role.COMPANY_MEMBER])


@pytest.mark.parametrize(("name", "shown"), [("見本 花子", "見本 花子"), ("", "a@people.example")])
def test_a_person_acts_under_code_and_name(name: str, shown: str) -> None:
    actor = actor_of(User(pk=7, email="a@people.example", name=name))

    assert (actor.code, actor.name) == ("user:7", shown)


def test_nobody_signed_in_acts_as_a_visitor() -> None:
    assert actor_of(None) == VISITOR


def test_every_right_belongs_to_somebody_and_every_role_has_rights() -> None:
    assert (set(RIGHTS_OF), frozenset().union(*RIGHTS_OF.values())) == (set(Role), set(Right))


def two_hats() -> tuple[User, Organisation]:
    user = User.objects.create_user("a@people.example", name="甲")
    shop = place(OrganisationKind.COMPANY, "架空商店")
    belongs(user, Role.COMPANY_MEMBER, shop)
    belongs(user, Role.SPECIALIST)
    return user, shop


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("chosen", "roles", "names"),
    [
        ("shop", {Role.COMPANY_MEMBER}, ("架空商店",)),
        ("own", {Role.SPECIALIST}, ()),
        ("", {Role.SPECIALIST}, ()),
        ("999", {Role.SPECIALIST}, ()),
    ],
)
def test_a_person_wears_one_hat_at_a_time(chosen: str, roles: set, names: tuple) -> None:
    user, shop = two_hats()

    standing = standing_of(user, at=NOW).wearing(str(shop.pk) if chosen == "shop" else chosen)

    assert (standing.roles, standing.organisation_names) == (roles, names)
    assert standing.organisation_ids == ({shop.pk} if names else set())
    assert standing.worn == (str(shop.pk) if names else "own")


@pytest.mark.django_db
def test_the_hats_with_a_right_are_known_whichever_is_worn() -> None:
    user, _ = two_hats()

    standing = standing_of(user, at=NOW).wearing("own")

    assert [hat.label for hat in standing.hats_with(Right.OWN_COMPANY)] == ["架空商店（企業の担当者）"]
    assert [hat.organisation_id for hat in standing.hats_with(Right.OWN_SHEET)] == [None]
    assert standing.hats_with(Right.JOURNAL_SEE) == ()


@pytest.mark.django_db
def test_the_second_factor_is_asked_whichever_hat_is_worn() -> None:
    user, shop = two_hats()
    belongs(user, Role.COORDINATOR, place(OrganisationKind.PARTNER, "見本商工会"))

    standing = standing_of(user, at=NOW).wearing(str(shop.pk))

    assert (standing.roles, standing.needs_second_factor) == ({Role.COMPANY_MEMBER}, True)


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_a_specialist_needs_it_for_cases_only(role: Role) -> None:
    standing = standing_of(member(role), at=NOW)

    assert (standing.needs_second_factor, standing.needs_second_factor_for_cases) == (
        role in NEEDS_SECOND_FACTOR,
        role in NEEDS_SECOND_FACTOR or role is Role.SPECIALIST,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("seed", "is_refused"), [("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", False), ("", True)])
def test_an_action_can_ask_for_the_second_factor(seed: str, *, is_refused: bool) -> None:
    user = member(Role.SPECIALIST, seed=seed)

    if is_refused:
        with pytest.raises(RuleBrokenError, match="二段階認証を設定"):
            require_second_factor(user)
    else:
        require_second_factor(user)

    assert has_second_factor(user) is not is_refused
