"""Where letters about a conversation lead. Paths of the doors; tests/doors/test_talk_pages.py compares."""

from tsunagu.directory.enquiry_links import SPECIALIST, VISITOR, visitor_token
from tsunagu.directory.models import EnquiryTarget
from tsunagu.directory.states import Side
from tsunagu.vault.links import site_link


def talk_link(target: EnquiryTarget, side: Side) -> str:
    """The page of the conversation as that side opens it."""
    if side is Side.SPECIALIST:
        return site_link(f"{SPECIALIST}{target.pk}/talk")
    return site_link(f"{VISITOR}{visitor_token(target.enquiry)}/talk/{target.pk}")
