"""What the own sheet will look like to others, and a letter for the employer."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.directory.conditions import Conditions
from tsunagu.directory.queries.sheets import page_of
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.specialist.apply import step_line
from tsunagu.doors.specialist.entering import trail_to, with_application
from tsunagu.specialists.application.progress import progress
from tsunagu.specialists.own_application import OwnApplication, preview
from tsunagu.specialists.states import Standing

NEEDED = ("basics",)  # without prefecture and way of working no sheet can be drawn
REGISTER_ONLY = {"登録した日", "登録の期限"}


@with_application
def sheet_preview(request: MemberRequest, application: OwnApplication) -> HttpResponse:
    """The sheet the draft would make; until the basics are there, what is still needed."""
    now = timezone.now()
    found = {one.step.code: one for one in progress(application.content)}
    lacks = [step_line(found[code]) for code in NEEDED if found[code].missing]
    shown = {"application": application, "lacks": lacks, "trail": trail_to(application)}
    if lacks:
        return render(request, "specialist/preview.html", shown)
    today = day_of(now)
    sheet, is_registered = preview(application, today=today, at=now)
    page = page_of(sheet, today=today, conditions=Conditions(), may_see_contact=True)
    facts = {
        heading: [fact for fact in told if is_registered or fact.label not in REGISTER_ONLY]
        for heading, told in page.facts.items()
    }
    shown |= {
        "page": page,
        "facts": facts,
        "row": page.row,
        "is_registered": is_registered,
        "has_photo": bool(sheet.text.photo),
        "derived": Standing.DERIVED,
        "self_declared": Standing.SELF,
    }
    return render(request, "specialist/preview.html", shown)


@with_application
def employer_letter(request: MemberRequest, application: OwnApplication) -> HttpResponse:
    """A letter to print: why supporting small companies is worth it, and what the employer agrees to."""
    shown = {
        "application": application,
        "organisation": application.content.get("basics", {}).get("organisation", ""),
        "today": day_of(timezone.now()),
        "trail": trail_to(application),
    }
    return render(request, "specialist/employer_letter.html", shown)
