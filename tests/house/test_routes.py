"""Every route says who may enter, and what is not said is closed."""

import pytest
from django.test import Client
from django.urls import resolve

from tests.house.addresses import addresses
from tsunagu.doors import gate, policy
from tsunagu.doors.gate import PolicyIncompleteError, require_complete_policy, routes
from tsunagu.doors.policy import POLICY, PRIVATE_PREFIXES, SECOND_FACTOR_SET_UP, Access

PRIVATE = sorted(name for name, access in POLICY.items() if not access.is_public)


def test_the_policy_table_and_the_routes_name_each_other() -> None:
    require_complete_policy()

    assert len(POLICY) == len(list(routes()))


@pytest.mark.parametrize(
    ("lost", "idle", "said"),
    [
        ("home", None, r"routes without a rule: \['home'\]; rules without a route: \[\]"),
        (None, "office:nowhere", r"routes without a rule: \[\]; rules without a route: \['office:nowhere'\]"),
    ],
)
def test_a_route_without_a_rule_and_a_rule_without_a_route_stop_the_service(monkeypatch, lost, idle, said) -> None:
    rules = {name: access for name, access in POLICY.items() if name != lost} | ({idle: Access()} if idle else {})
    monkeypatch.setattr(gate, "POLICY", rules)

    with pytest.raises(PolicyIncompleteError, match=said):
        require_complete_policy()


def test_an_address_is_known_for_every_route() -> None:
    led = {name: resolve(address).view_name for name, address in addresses().items()}

    assert {name: led[name] for name in led if led[name] != name} == {}


def test_a_rule_that_says_nothing_asks_for_sign_in_and_changes_nothing() -> None:
    silent = Access()

    assert (silent.is_public, silent.methods) == (False, {"GET", "HEAD", "OPTIONS"})


@pytest.mark.django_db
@pytest.mark.parametrize("name", PRIVATE)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_is_sent_to_sign_in_from_everything_private(client: Client, name: str, method: str) -> None:
    address = addresses()[name]

    response = getattr(client, method)(address)

    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={address}")


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", PRIVATE_PREFIXES)
def test_whether_a_private_address_exists_is_not_told(client: Client, prefix: str) -> None:
    address = f"{prefix}no-such-page"

    response = client.get(address)

    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={address}")


def test_nothing_private_lies_outside_the_private_addresses() -> None:
    outside = [name for name in PRIVATE if not addresses()[name].startswith((*PRIVATE_PREFIXES, "/accounts/"))]
    public_inside = [
        name for name, access in POLICY.items() if access.is_public and addresses()[name].startswith(PRIVATE_PREFIXES)
    ]

    assert (outside, public_inside) == ([], [])


def test_what_is_open_without_the_second_factor_is_a_route() -> None:
    assert sorted(SECOND_FACTOR_SET_UP - policy.POLICY.keys()) == []
