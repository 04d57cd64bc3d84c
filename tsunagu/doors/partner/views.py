"""The coordinator's way in."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.accounts.queries import ColleagueRow, colleagues
from tsunagu.doors.frame import address
from tsunagu.doors.gate import MemberRequest
from tsunagu.matching.need_access import needs_kept_by
from tsunagu.matching.need_lists import RUNNING, desk_counts
from tsunagu.matching.states import NeedState
from tsunagu.partners.access import partners_visible_to
from tsunagu.partners.queries import PartnerRow, partner_rows


@dataclass(frozen=True, slots=True)
class PartnerCard:
    """A partner, who belongs to it, and the search in its own prefecture."""

    partner: PartnerRow
    people: list[ColleagueRow]
    near_url: str


def home(request: MemberRequest) -> HttpResponse:
    """The way into the search for a client company, and what is kept of the own organisation."""
    partners = partner_rows(partners_visible_to(request.standing.organisation_ids))
    people = colleagues([partner.organisation_id for partner in partners], at=timezone.now())
    cards = [
        PartnerCard(
            partner,
            [one for one in people if one.organisation_id == partner.organisation_id],
            near(partner.prefecture_code),
        )
        for partner in partners
    ]
    ways = {name: address(f"public:{name}") for name in ("home", "shortlist", "emergency", "register", "about_order")}
    counts = desk_counts(needs_kept_by(request.standing.rights, request.standing.organisation_ids))
    shown = {
        "cards": cards,
        "ways": ways,
        "nobody": counts[NeedState.NOBODY],
        "running": sum(counts[one] for one in RUNNING),
    }
    return render(request, "partner/home.html", shown)


def near(prefecture_code: str) -> str:
    """The list of who can come to a prefecture; "" while the list is not built."""
    found = address("public:list")
    return f"{found}?{urlencode({'place': prefecture_code})}" if found else ""
