"""Who is in charge of needs: a partner's coordinator or the secretariat, each at their own door."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from tsunagu.consultations.access import consultations_of_organiser, consultations_of_secretariat
from tsunagu.consultations.models import Consultation
from tsunagu.doors.gate import MemberRequest
from tsunagu.guidance.access import engagements_kept_by
from tsunagu.guidance.models import Engagement
from tsunagu.matching.models import Need
from tsunagu.matching.need_access import needs_kept_by
from tsunagu.matching.need_queries import find_need
from tsunagu.partners.access import partners_visible_to
from tsunagu.partners.models import Partner


@dataclass(frozen=True, slots=True)
class Desk:
    """One door: its namespace and what its first page is called."""

    door: str
    home: str

    def address(self, name: str, *arguments: int) -> str:
        """A page of this door."""
        return reverse(f"{self.door}:{name}", args=arguments)

    def needs(self, request: MemberRequest) -> QuerySet[Need]:
        """What the signed-in person keeps."""
        return needs_kept_by(request.standing.rights, request.standing.organisation_ids)

    def need(self, request: MemberRequest, pk: int) -> Need:
        """One of these; anything else does not exist."""
        found = find_need(self.needs(request), pk)
        if found is None:
            raise Http404
        return found

    def engagements(self, request: MemberRequest) -> QuerySet[Engagement]:
        """What came of these."""
        return engagements_kept_by(request.standing.rights, request.standing.organisation_ids)

    def consultations(self, request: MemberRequest) -> QuerySet[Consultation]:
        """Those of the events held here."""
        if self.door == "office":
            return consultations_of_secretariat(request.standing.rights)
        return consultations_of_organiser(request.standing.rights, request.standing.organisation_ids)

    def partner(self, request: MemberRequest) -> Partner | None:
        """For whom a need is entered here: the coordinator's partner, or the secretariat."""
        if self.door == "office":
            return None
        found = partners_visible_to(request.standing.organisation_ids).first()
        if found is None:
            raise Http404
        return found

    def trail(self, *more: str) -> tuple[dict[str, str], ...]:
        """The way back: the first page, then those named ("needs", "engagements")."""
        words = {"needs": "専門家の申込み", "engagements": "決まった支援"}
        home = {"url": self.address("home"), "label": self.home}
        return (home, *({"url": self.address(name), "label": words[name]} for name in more))


PARTNER, OFFICE = Desk("partner", "支援先のページ"), Desk("office", "事務局のページ")
