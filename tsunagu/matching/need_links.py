"""Where letters about needs lead. The paths are the doors'.

A company's page has a signed link: the same every time, for two years from the day the need was written.
"""

from datetime import datetime, timedelta

from tsunagu.mail.letters import PROOF
from tsunagu.matching.models import Need, Proposal
from tsunagu.vault.links import read_signed, sign, site_link

LINK_LASTS = timedelta(days=730)
PROOF_LASTS = timedelta(days=3)
PURPOSE = "need.company"
CONFIRM, NEED, PROPOSAL = "/needs/confirm", "/needs/", "/specialist/proposals/"
COMPANY, PARTNER, OFFICE = "/company/needs/", "/partner/needs/", "/office/needs/"


def need_token(need: Need) -> str:
    """What stands in the address of a need's own page."""
    return sign(need.pk, purpose=PURPOSE, until=need.made_at + LINK_LASTS)


def need_link(need: Need) -> str:
    """The page of a need for who has no account."""
    return site_link(NEED + need_token(need))


def need_of(token: str, *, at: datetime) -> int:
    """Which need a link is of. RuleBrokenError: not ours, changed, or past its end."""
    return int(read_signed(token, purpose=PURPOSE, at=at))


def confirm_link(email: str, *, at: datetime) -> str:
    """The page with the button, for an address that was proved earlier."""
    token = sign(email.lower(), purpose=PROOF, until=at + PROOF_LASTS)
    return site_link(f"{CONFIRM}?token={token}")


def proposal_link(proposal: Proposal) -> str:
    """Where a specialist who is asked reads and answers."""
    return site_link(f"{PROPOSAL}{proposal.pk}")


def company_need_link(need: Need) -> str:
    """The page of a need for members of its company; else the signed one."""
    return site_link(f"{COMPANY}{need.pk}") if need.company_id else need_link(need)


def need_desk_link(need: Need) -> str:
    """The page of who is in charge of it."""
    return site_link(f"{PARTNER if need.partner_id else OFFICE}{need.pk}")
