"""Django's and allauth's mails go through the outbox too: written in the caller's transaction."""

from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from tsunagu.base.actor import SYSTEM
from tsunagu.mail.access import is_proved
from tsunagu.mail.actions import post, take_todays_mail
from tsunagu.mail.letters import Text

TEMPLATE = "sign-in"


class OutboxBackend(BaseEmailBackend):
    """Text only. An address nobody has proved gets one of these mails a JST day; more are dropped."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write each mail as a letter per recipient; returns how many mails were taken."""
        with transaction.atomic():
            for message in email_messages:
                self._take(message)
        return len(email_messages)

    def _take(self, message: EmailMessage) -> None:
        if message.attachments:
            raise ValueError("The outbox carries no attachments: write a letter with a link.")
        at: Any = timezone.now()  # noqa: TID251  (Django's own interface passes no time)
        text = Text(str(message.subject), str(message.body))
        for address in message.recipients():
            if is_proved(address) or take_todays_mail(address, at=at):
                post(text, template=TEMPLATE, to=address, at=at, by=SYSTEM)
