"""Where letters about cases lead. The paths are the doors'; the client's page has a signed link, no account needed."""

from datetime import datetime, timedelta

from tsunagu.consultations.models import CaseFile
from tsunagu.vault.links import read_signed, sign, site_link

LINK_LASTS = timedelta(days=730)
PURPOSE = "case.client"
CLIENT, PARTNER, SPECIALIST = "/cases/", "/partner/cases/", "/specialist/cases/"


def client_token(case: CaseFile) -> str:
    """What stands in the address of the client's page: for two years the same, while the mail address is the same."""
    return sign([case.pk, case.link_turn], purpose=PURPOSE, until=case.opened_at + LINK_LASTS)


def client_link(case: CaseFile) -> str:
    """The page where a client sees what was told to whom, and may object."""
    return site_link(CLIENT + client_token(case))


def read_token(token: str, *, at: datetime) -> tuple[int, int]:
    """(number of the case, turn of its address) of a link. RuleBrokenError: not ours, changed, or past its end."""
    number, turn = read_signed(token, purpose=PURPOSE, at=at)
    return int(number), int(turn)


def keeper_link(case: CaseFile) -> str:
    """The coordinator's page of a case."""
    return site_link(f"{PARTNER}{case.pk}")


def specialist_link(candidate: int) -> str:
    """Where a specialist reads what they were told, and answers."""
    return site_link(f"{SPECIALIST}{candidate}")
