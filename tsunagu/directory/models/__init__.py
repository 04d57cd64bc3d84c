"""The tables of the directory room."""

from tsunagu.directory.models.conversations import Afterword, Agreement, Appointment, EnquiryMessage
from tsunagu.directory.models.enquiries import Enquiry, EnquiryTarget
from tsunagu.directory.models.exposure import DailyExposure, KeptOrder

__all__ = [
    "Afterword",
    "Agreement",
    "Appointment",
    "DailyExposure",
    "Enquiry",
    "EnquiryMessage",
    "EnquiryTarget",
    "KeptOrder",
]
