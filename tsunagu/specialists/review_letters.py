"""What is posted about a review: that something happened and where to read it, never what was written.

A specialist without a login gets no letter; the office's page says so.
"""

from datetime import datetime

from tsunagu.base.actor import Actor
from tsunagu.mail.actions import write_letter
from tsunagu.specialists.models import Listing, Specialist
from tsunagu.specialists.states import ProofState
from tsunagu.vault.links import site_link


def own_page() -> str:
    """The address of the specialist's own page."""
    return site_link("/specialist/")


def tell_returned(specialist: Specialist, *, by: Actor, at: datetime) -> None:
    """Something must be mended."""
    if specialist.user:
        write_letter("review_returned", to=specialist.user.email, at=at, by=by, name=specialist.name, link=own_page())


def tell_approved(specialist: Specialist, *, by: Actor, at: datetime) -> None:
    """The sheet is on the list."""
    if specialist.user:
        write_letter("review_approved", to=specialist.user.email, at=at, by=by, name=specialist.name, link=own_page())


def tell_rejected(specialist: Specialist, *, by: Actor, at: datetime) -> None:
    """The application was not approved."""
    if specialist.user:
        write_letter("review_rejected", to=specialist.user.email, at=at, by=by, name=specialist.name, link=own_page())


def tell_written(specialist: Specialist, *, by: Actor, at: datetime) -> None:
    """The office wrote a message."""
    if specialist.user:
        write_letter("review_message", to=specialist.user.email, at=at, by=by, name=specialist.name, link=own_page())


def tell_proof_checked(specialist: Specialist, state: ProofState, *, by: Actor, at: datetime) -> None:
    """The office has looked at a paper for a qualification; which one and why stands on the page."""
    if specialist.user:
        write_letter(
            "proof_checked", to=specialist.user.email, at=at, by=by, name=specialist.name, state=state.label,
            link=f"{own_page()}apply/proofs/",
        )  # fmt: skip


def tell_moved(listing: Listing, *, by: Actor, at: datetime) -> None:
    """The office stopped the listing, brought it back or ended it."""
    who = listing.specialist
    if who.user:
        state = listing.state_now.label
        write_letter("listing_moved", to=who.user.email, at=at, by=by, name=who.name, state=state, link=own_page())
