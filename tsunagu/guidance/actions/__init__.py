"""The only writers of the guidance room."""

from tsunagu.guidance.actions.choosing import Chosen, choose_candidate
from tsunagu.guidance.actions.claiming import claim_need
from tsunagu.guidance.actions.opening import accept_proposal
from tsunagu.guidance.actions.reading import note_reading
from tsunagu.guidance.actions.withdrawing import withdraw_engagement

__all__ = ["Chosen", "accept_proposal", "choose_candidate", "claim_need", "note_reading", "withdraw_engagement"]
