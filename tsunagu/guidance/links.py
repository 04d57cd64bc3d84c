"""Where letters about engagements lead. The paths are the doors'."""

from tsunagu.guidance.models import Engagement
from tsunagu.vault.links import site_link

SPECIALIST = "/specialist/engagements/"


def engagement_link(engagement: Engagement) -> str:
    """A specialist's page of an engagement."""
    return site_link(f"{SPECIALIST}{engagement.pk}")
