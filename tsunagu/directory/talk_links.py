"""Where letters about a conversation lead. Paths of the doors; tests/doors/test_talk_pages.py compares."""

from tsunagu.directory.enquiry_links import SPECIALIST, VISITOR, full, visitor_token
from tsunagu.directory.models import EnquiryTarget
from tsunagu.directory.states import Side


def talk_link(target: EnquiryTarget, side: Side) -> str:
    """The page of the conversation as that side opens it."""
    if side is Side.SPECIALIST:
        return full(f"{SPECIALIST}{target.pk}/talk")
    return full(f"{VISITOR}{visitor_token(target.enquiry)}/talk/{target.pk}")
