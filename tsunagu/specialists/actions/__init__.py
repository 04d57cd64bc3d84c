"""The only writers of the specialists room."""

from tsunagu.specialists.actions.commitments import hold_months, open_commitment, release_commitment
from tsunagu.specialists.actions.listing import enter_specialist, move_listing
from tsunagu.specialists.actions.register import TakenIn, end_unregistered, take_in_register
from tsunagu.specialists.actions.sheets import publish_sheet, sheet_columns, text_columns

__all__ = [
    "TakenIn",
    "end_unregistered",
    "enter_specialist",
    "hold_months",
    "move_listing",
    "open_commitment",
    "publish_sheet",
    "release_commitment",
    "sheet_columns",
    "take_in_register",
    "text_columns",
]
