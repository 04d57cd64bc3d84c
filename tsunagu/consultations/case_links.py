"""Where letters about cases lead. The paths are the doors'; the client's page has a signed link, no account needed."""

from datetime import datetime, timedelta

from tsunagu.consultations.models import CaseFile
from tsunagu.vault.links import read_signed, sign, site_link

LINK_LASTS = timedelta(days=730)
PURPOSE = "case.client"
CLIENT, PARTNER, SPECIALIST = "/cases/", "/partner/cases/", "/specialist/cases/"


def client_token(case: CaseFile) -> str:
    """What stands in the address of the client's page: the same every time, for two years."""
    return sign(case.pk, purpose=PURPOSE, until=case.opened_at + LINK_LASTS)


def client_link(case: CaseFile) -> str:
    """The page where a client sees what was told to whom, and may object."""
    return site_link(CLIENT + client_token(case))


def number_of(token: str, *, at: datetime) -> int:
    """Which case a client's link is of. RuleBrokenError: not ours, changed, or past its end."""
    return int(read_signed(token, purpose=PURPOSE, at=at))


def keeper_link(case: CaseFile) -> str:
    """The coordinator's page of a case."""
    return site_link(f"{PARTNER}{case.pk}")


def specialist_link(candidate: int) -> str:
    """Where a specialist reads what they were told, and answers."""
    return site_link(f"{SPECIALIST}{candidate}")
