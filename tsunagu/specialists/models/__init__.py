"""The tables of the specialists room."""

from tsunagu.specialists.models.applications import (
    CriterionCheck,
    Draft,
    EmployerConsent,
    QualificationProof,
    ReviewMessage,
    SheetVersion,
)
from tsunagu.specialists.models.letters_sent import ListingReminder, RegisterInvitation
from tsunagu.specialists.models.listing import Commitment, Listing, RegisterEntry, Specialist
from tsunagu.specialists.models.sheets import PublishedSheet, PublishedSheetQuerySet, SheetStamp, SheetText

__all__ = [
    "Commitment",
    "CriterionCheck",
    "Draft",
    "EmployerConsent",
    "Listing",
    "ListingReminder",
    "PublishedSheet",
    "PublishedSheetQuerySet",
    "QualificationProof",
    "RegisterEntry",
    "RegisterInvitation",
    "ReviewMessage",
    "SheetStamp",
    "SheetText",
    "SheetVersion",
    "Specialist",
]
