"""The specialist's way in. Whose sheet it is follows from who is signed in: no address names anybody."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.directory.access import targets_visible_to
from tsunagu.directory.conditions import Conditions
from tsunagu.directory.queries.inbox import waiting_count
from tsunagu.directory.queries.sheets import sheet_page
from tsunagu.doors.frame import address
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.specialist.keeping import buttons
from tsunagu.doors.specialist.wording import register_facts, state_words
from tsunagu.matching.need_access import proposals_of_specialist
from tsunagu.matching.proposal_queries import proposals_waiting
from tsunagu.specialists.access import listings_visible_to
from tsunagu.specialists.freshness_queries import IN_QUESTION, silence_of
from tsunagu.specialists.own_queries import own_listing
from tsunagu.upkeep.queries import setting_number


def home(request: MemberRequest) -> HttpResponse:
    """Where the own listing stands, the sheet as others see it, this month's load, the register."""
    today = day_of(timezone.now())
    mine = listings_visible_to(request.user, request.standing.rights)
    own = own_listing(mine, today=today)
    if own is None:
        return render(request, "specialist/no_listing.html", {"register_url": address("public:register")})
    fresh_days = setting_number("listing.fresh_days", on=own.confirmed_on or today)
    return render(
        request,
        "specialist/home.html",
        {
            "own": own,
            "told": state_words(own),
            "buttons": buttons(own),
            "silence": silence_of(mine, today=today) if own.state in IN_QUESTION else None,
            "asked_again_on": own.asked_again_on(fresh_days=fresh_days),
            "fresh_days": fresh_days,
            "sheet_url": address("public:sheet", own.riss_no) if own.is_listed else "",
            "sheet": sheet_page(own.riss_no, today=today, conditions=Conditions(), may_see_contact=True),
            "waiting": waiting_count(targets_visible_to(request.user, request.standing.rights)),
            "proposals": proposals_waiting(
                proposals_of_specialist(request.user, request.standing.rights), request.user
            ),
            "register_facts": register_facts(own.register, today=today) if own.register else [],
        },
    )
