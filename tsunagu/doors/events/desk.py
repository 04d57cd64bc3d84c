"""Who keeps events, as the pages need it: a partner's coordinator or the secretariat, at their own door."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from tsunagu.doors.gate import MemberRequest
from tsunagu.events.access import events_kept_by, registrations_kept_by, requests_kept_by
from tsunagu.events.models import AmbassadorRequest, Event, EventRegistration
from tsunagu.events.queries.keeping import find_kept
from tsunagu.partners.access import partners_visible_to
from tsunagu.partners.models import Partner


@dataclass(frozen=True, slots=True)
class Desk:
    """One door: "partner" or "office"."""

    door: str

    def address(self, name: str, *gaps: object) -> str:
        """The address of one of the pages at this door."""
        return reverse(f"{self.door}:{name}", args=gaps)

    def events(self, request: MemberRequest) -> QuerySet[Event]:
        """What the signed-in person keeps."""
        return events_kept_by(request.standing.rights, request.standing.organisation_ids)

    def registrations(self, request: MemberRequest) -> QuerySet[EventRegistration]:
        """Registrations of these."""
        return registrations_kept_by(request.standing.rights, request.standing.organisation_ids)

    def requests(self, request: MemberRequest) -> QuerySet[AmbassadorRequest]:
        """Requests for a speaker at these."""
        return requests_kept_by(request.standing.rights, request.standing.organisation_ids)

    def event(self, request: MemberRequest, pk: int) -> Event:
        """One of these; anything else does not exist."""
        found = find_kept(self.events(request), pk)
        if found is None:
            raise Http404
        return found

    def partner(self, request: MemberRequest) -> Partner | None:
        """Who organises what is prepared here: the coordinator's partner, or the secretariat."""
        if self.door == "office":
            return None
        found = partners_visible_to(request.standing.organisation_ids).first()
        if found is None:
            raise Http404
        return found

    def trail(self, event: Event | None = None) -> list[dict[str, str]]:
        """The way back."""
        steps = [{"url": self.address("events"), "label": "催し"}]
        if event is not None:
            steps.append({"url": self.address("event", event.pk), "label": event.title})
        return steps


PARTNER, OFFICE = Desk("partner"), Desk("office")
