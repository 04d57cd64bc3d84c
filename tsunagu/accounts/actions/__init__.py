"""The only writers of the accounts room."""

from tsunagu.accounts.actions.invitations import (
    accept_invitation,
    invite_member,
    join_by_invitation,
    withdraw_invitation,
)
from tsunagu.accounts.actions.memberships import end_membership, end_role, grant_membership
from tsunagu.accounts.actions.organisations import edit_organisation, open_organisation
from tsunagu.accounts.actions.people import (
    agree_to_terms,
    create_person,
    erase_unproved_accounts,
    give_second_factor,
    set_password,
    sign_up,
    stop_account,
)

__all__ = [
    "accept_invitation",
    "agree_to_terms",
    "create_person",
    "edit_organisation",
    "end_membership",
    "end_role",
    "erase_unproved_accounts",
    "give_second_factor",
    "grant_membership",
    "invite_member",
    "join_by_invitation",
    "open_organisation",
    "set_password",
    "sign_up",
    "stop_account",
    "withdraw_invitation",
]
