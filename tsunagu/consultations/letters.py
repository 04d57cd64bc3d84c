"""What is posted about consultations: that a summary can be read, and where. Nothing of what was said."""

from datetime import datetime

from tsunagu.base.actor import Actor
from tsunagu.consultations.models import Consultation
from tsunagu.events.links import registration_link
from tsunagu.mail.actions import write_letter


def tell_recorded(consultation: Consultation, *, by: Actor, at: datetime) -> None:
    """To the company, when it gave an address."""
    registration = consultation.registration
    if registration.email:
        write_letter(
            "consultation_recorded", to=registration.email, at=at, by=by, scope=consultation.scope,
            title=consultation.event.title, link=f"{registration_link(registration)}/consultations/{consultation.pk}",
        )  # fmt: skip
