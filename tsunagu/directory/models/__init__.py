"""The tables of the directory room."""

from tsunagu.directory.models.conversations import (
    Afterword,
    Agreement,
    AgreementPaper,
    Appointment,
    EnquiryMessage,
    MeetingWish,
)
from tsunagu.directory.models.enquiries import Enquiry, EnquiryTarget
from tsunagu.directory.models.exposure import DailyExposure, KeptOrder

__all__ = [
    "Afterword",
    "Agreement",
    "AgreementPaper",
    "Appointment",
    "DailyExposure",
    "Enquiry",
    "EnquiryMessage",
    "EnquiryTarget",
    "KeptOrder",
    "MeetingWish",
]
