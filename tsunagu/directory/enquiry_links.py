"""Where letters about enquiries lead. The paths are the doors'; tests/doors/test_enquire_pages.py compares.

A visitor's page has a signed link: it works until `LINK_LASTS` after the enquiry was made, and is the same every time.
"""

from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from tsunagu.base.text import fold
from tsunagu.directory.models import Enquiry
from tsunagu.mail.letters import PROOF
from tsunagu.vault.links import read_signed, sign, site_link

LINK_LASTS = timedelta(days=365)
PROOF_LASTS = timedelta(days=3)
PURPOSE = "enquiry.visitor"
CONFIRM, VISITOR, SPECIALIST, SHEET, LIST = (
    "/enquiries/confirm", "/enquiries/", "/specialist/enquiries/", "/specialists/", "/specialists",
)  # fmt: skip


def visitor_token(enquiry: Enquiry) -> str:
    """What stands in the address of the visitor's page."""
    return sign(enquiry.pk, purpose=PURPOSE, until=enquiry.made_at + LINK_LASTS)


def visitor_link(enquiry: Enquiry) -> str:
    """The visitor's page."""
    return site_link(VISITOR + visitor_token(enquiry))


def number_of(token: str, *, at: datetime) -> int:
    """Which enquiry a visitor's link is of. RuleBrokenError: not ours, changed, or past its end."""
    return int(read_signed(token, purpose=PURPOSE, at=at))


def confirm_link(email: str, *, at: datetime) -> str:
    """The page with the button, for an address that was proved earlier."""
    token = sign(email.lower(), purpose=PROOF, until=at + PROOF_LASTS)
    return site_link(f"{CONFIRM}?token={token}")


def specialist_link(target: int) -> str:
    """The page where a specialist answers."""
    return site_link(f"{SPECIALIST}{target}")


def sender_digest(email: str) -> str:
    """The same for every enquiry of one address; nobody can read the address in it."""
    return salted_hmac("tsunagu.enquiry.sender", email.strip().lower(), algorithm="sha256").hexdigest()


def words_digest(words: str) -> str:
    """The same for words that differ only in spacing, width and case."""
    return salted_hmac("tsunagu.enquiry.words", "".join(fold(words).split()), algorithm="sha256").hexdigest()
