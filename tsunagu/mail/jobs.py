"""What mail does by the clock."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.mail.delivery import deliver
from tsunagu.mail.queries import oldest_waiting_age
from tsunagu.upkeep.health import Health
from tsunagu.upkeep.queries import setting_number


def deliver_round(_at: datetime) -> None:
    """Every worker's round, a few seconds apart."""
    deliver(clock=timezone.now)


def outbox_health(at: datetime) -> Health:
    """Late when the oldest letter waits longer than agreed. Without EMAIL_URL letters are meant to stay."""
    age = oldest_waiting_age(at=at) or timedelta(0)
    late_after = timedelta(hours=setting_number("mail.late_after_hours", on=day_of(at)))
    return Health(ok=not settings.EMAIL_URL or age < late_after, detail=f"oldest {int(age.total_seconds())} s")
