"""Every page a browser can reach, made from the policy table. A new page is visited by itself, or says here why not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from playwright.sync_api import Page

from tests.browser import ways
from tests.browser.case_files import NO_PAGE as NO_CASE_PAGE
from tests.browser.case_files import case_visits
from tests.browser.conftest import Site
from tests.browser.event_visits import NO_PAGE as NO_EVENT_PAGE
from tests.browser.event_visits import event_visits
from tests.browser.needing import batch_ready, needed
from tsunagu.accounts.states import RIGHTS_OF, Right, Role
from tsunagu.doors import errors
from tsunagu.doors.policy import POLICY, Access

# The demo's sign-in for each role.
SIGN_IN = {
    Role.COMPANY_MEMBER: "company_member", Role.SPECIALIST: "specialist", Role.COORDINATOR: "chamber",
    Role.OFFICE_CLERK: "office_clerk", Role.OFFICE_LEAD: "office_lead",
}  # fmt: skip

# Routes that show no page, each with the reason.
NO_PAGE = {
    "home": "leads to the door of the role",
    "arrive": "leads to the door of the role",
    "healthz": "JSON",
    "public:open_data_file": "a download",
    **{f"{door}:talk_calendar": "a download" for door in ("public", "company", "specialist")},
    **{
        f"{door}:talk_{what}": "a download" for door in ("public", "company", "specialist") for what in ("paper", "pdf")
    },
    **{f"{door}:diagnosis_pdf": "a download" for door in ("public", "company")},
    **NO_EVENT_PAGE,
    **NO_CASE_PAGE,
    "office:consultation": "the secretariat holds no event in the demo; the same page as partner:consultation",
    "office:event_day": "the secretariat holds no event in the demo; the same page as partner:event_day",
    "api:openapi": "JSON",
    "api:specialists": "JSON",
    "api:sheet": "JSON",
    "api:codes": "JSON",
    "api:vocabulary": "JSON",
    "account_set_password": "everybody has a password; leads to the page that changes it",
    "mfa_login_webauthn": "data for the script; else leads to sign-in",
    "mfa_reauthenticate_webauthn": "without a passkey leads away; tests/browser/test_sign_up.py has one",
    "mfa_edit_webauthn": "needs a passkey: tests/browser/test_sign_up.py",
    "mfa_remove_webauthn": "needs a passkey: tests/browser/test_sign_up.py",
    "mfa_download_recovery_codes": "a download",
    "office:proof_file": "a download",
    "office:consent_file": "a download",
    "partner:board": "needs a consultation day: tests/browser/test_board.py",
    "partner:board_pair": "needs a consultation day: tests/browser/test_board.py",
    "office:board": "the same page as partner:board",
    "office:board_pair": "the same page as partner:board_pair",
    "public:timetable": "needs a published board: tests/browser/test_board.py",
    "public:timetable_calendar": "a download",
    "specialist:timetable": "needs a published board: tests/doors/test_timetable_pages.py",
    "specialist:timetable_calendar": "a download",
    "specialist:timetable_cancelled": "a download",
    "public:photo": "a picture",
    "specialist:photo_file": "a picture",
    "specialist:survey_download": "a download",
    "specialist:version": "needs an earlier edition, which nobody of the demo has: tests/doors/test_apply_pages.py",
}


@dataclass(frozen=True, slots=True)
class Visit:
    """One page: where, as whom ("" = signed out), its status, and what a person does first to get there."""

    address: str
    role: str = ""
    status: int = 200
    first: Callable[[Page, Site], Any] | None = None


# Pages whose address has gaps, that need something done first, or that look different in different cases.
SPECIAL: dict[str, dict[str, Visit]] = {
    **event_visits(Visit),
    "public:need": {
        **{
            stage: Visit("", first=needed("public:need", stage)) for stage in ("choosing", "asked", "matched", "nobody")
        },
        "choice": Visit("", first=needed("public:need choose", "choosing")),
    },
    "public:need_confirm": {
        "old": Visit("/needs/confirm?token=x"),
        "button": Visit("", first=needed("public:need_confirm", "unproved")),
    },
    "partner:batch": {
        "empty": Visit("/partner/needs/batch", role="it_vendor"),
        "ready": Visit("", role="chamber", first=batch_ready("/partner/needs/batch")),
        "question": Visit("", role="chamber", first=batch_ready("/partner/needs/batch", "?send=1")),
    },
    "office:batch": {"ready": Visit("", role="office_clerk", first=batch_ready("/office/needs/batch"))},
    "public:need_new": {"from consultation": Visit("", first=ways.after_event("need"))},
    "company:need_new": {
        "empty": Visit("/company/needs/new", role="company_member"),
        "lacking": Visit("", role="company_member", first=ways.mistaken("/company/needs/new", "contact_name", "")),
    },
    "company:need": {"choosing": Visit("", role="company_member", first=needed("company:need", "choosing"))},
    "specialist:proposal": {"asked": Visit("", role="specialist", first=needed("specialist:proposal", "asked"))},
    **{
        f"specialist:{name}": {"open": Visit("", role="specialist", first=needed(f"specialist:{name}", "matched"))}
        for name in ("engagement", "engagement_diagnosis")
    },
    **{
        f"{door}:{name}": {stage: Visit("", role=role, first=needed(f"{door}:{name}", stage)) for stage in stages}
        for door, role in (("partner", "chamber"), ("office", "office_clerk"))
        for name, stages in (("need", ("choosing", "asked", "nobody")), ("engagement", ("matched",)))
    },
    **case_visits(Visit),
    "public:needs": {code: Visit(f"/needs/{code}") for code in "AE"},
    "public:conditions": {
        "empty": Visit("/conditions"),
        "filled": Visit("/conditions?need=A-2&place=13&place=14&online=1&theme=T1&q=%E8%A6%8F%E7%A8%8B"),
        "wrong": Visit("/conditions?place=99&theme=x&fee=x&q=" + "a" * 61, status=422),
    },
    "public:enquire": {
        "nobody": Visit("/enquire"),
        "somebody": Visit("", first=ways.asked_for),
        "urgent": Visit("", first=ways.asked_for_at_once),
        "empty": Visit("", first=ways.asked_in_haste),
    },
    "public:confirm_enquiry": {"old": Visit("/enquiries/confirm?token=x"), "button": Visit("", first=ways.button)},
    "public:enquiry": {"accepted": Visit("", first=ways.own_enquiry)},
    "specialist:enquiry": {"waiting": Visit("", role="specialist", first=ways.first_row("/specialist/enquiries/"))},
    "specialist:apply_step": {
        "basics": Visit("/specialist/apply/basics/", role="specialist_applying"),
        "survey": Visit("/specialist/apply/skills-s1/", role="specialist_applying"),
    },
    "office:enquiry": {
        "held": Visit("", role="office_clerk", first=ways.first_row("/office/enquiries/?state=held")),
        "delivered": Visit("", role="office_clerk", first=ways.first_row("/office/enquiries/?state=delivered")),
    },
    "public:talk": {"whole": Visit("", first=ways.talked("public"))},
    "public:talk_print": {"contract": Visit("", first=ways.talked("public", "/papers/1/contract"))},
    **{
        f"{door}:consultation": {
            "planned": Visit("", role=role, first=ways.consulted(door, whole=False)),
            "whole": Visit("", role=role, first=ways.consulted(door, whole=True)),
        }
        for door, role in (("specialist", "specialist"), ("partner", "chamber"), ("company", "company_member"))
    },
    "partner:event_day": {"one": Visit("", role="chamber", first=ways.day_of)},
    "public:consultation": {"whole": Visit("", first=ways.after_event("consultation"))},
    "public:diagnosis": {"again": Visit("", first=ways.after_event("diagnosis"))},
    "public:diagnosis_part": {"first": Visit("", first=ways.after_event("part"))},
    "public:diagnosis_result": {"once": Visit("", first=ways.after_event("result"))},
    "public:questionnaire": {
        "empty": Visit("", first=ways.after_event("questionnaire", whole=False)),
        "sent": Visit("", first=ways.after_event("questionnaire")),
    },
    "company:diagnosis_part": {
        "first": Visit("/company/diagnosis/1", role="company_member"),
        "lacking": Visit("/company/diagnosis/2?lacking=1", role="company_member"),
    },
    "company:diagnosis_result": {"again": Visit("", role="company_member", first=ways.diagnosed)},
    "company:talk": {"whole": Visit("", role="company_member", first=ways.talked("company"))},
    "company:talk_print": {"quote": Visit("", role="company_member", first=ways.talked("company", "/papers/1/quote"))},
    "specialist:talk": {"whole": Visit("", role="specialist", first=ways.talked("specialist"))},
    "specialist:talk_print": {
        "secrecy": Visit("", role="specialist", first=ways.talked("specialist", "/papers/1/secrecy"))
    },
    "public:list": {
        "filtered": Visit("/specialists?need=A-2&place=13&online=1&busy=1"),
        "nobody": Visit("/specialists?place=47&theme=T6&fee=p1&first_free=1"),
        "next": Visit("", first=ways.second_page),
    },
    "public:sheet": {
        "plain": Visit("", first=ways.first_sheet()),
        "with reasons": Visit("", first=ways.first_sheet("?place=13&theme=T1")),
        "coordinator": Visit("", role="chamber", first=ways.first_sheet()),
    },
    "public:compare": {"four": Visit("", first=ways.compare_four), "nobody": Visit("/compare")},
    "public:shortlist": {"two": Visit("", first=ways.keep_two), "empty": Visit("/shortlist")},
    "public:emergency": {"all": Visit("/emergency"), "place": Visit("/emergency?place=13")},
    "public:register": {
        "empty": Visit("/register"),
        "found": Visit("", first=ways.a_number),
        "unknown": Visit("/register?riss_no=000001"),
        "wrong": Visit("/register?riss_no=x"),
    },
    "office:listings": {
        "all": Visit("/office/listings/", role="office_clerk"),
        "nobody": Visit("/office/listings/?words=%E3%81%AA%E3%81%97", role="office_clerk"),
        "wrong": Visit("/office/listings/?state=no-such", role="office_clerk"),
    },
    "office:review": {
        "all": Visit("/office/review/", role="office_clerk"),
        "one reason": Visit("/office/review/?state=returned", role="office_clerk"),
    },
    "office:review_listing": {
        reason: Visit("", role="office_clerk", first=ways.waiting(reason))
        for reason in ("new", "in_review", "change", "proof", "recheck", "returned")
    },
    "office:invitations": {
        "empty": Visit("/office/invitations/", role="office_clerk"),
        "wrong": Visit("", role="office_clerk", first=ways.mistaken("/office/invitations/", "lines", "x")),
    },
    "office:entry": {"begun": Visit("", role="office_clerk", first=ways.entered(""))},
    "office:entry_step": {
        "empty": Visit("", role="office_clerk", first=ways.entered("basics/")),
        "survey": Visit("", role="office_clerk", first=ways.entered("skills-s1/")),
    },
    "public:invited": {"old": Visit("/invited")},
    "office:change_setting": {"number": Visit("/office/settings/listing.fresh_days/", role="office_lead")},
    "account_confirm_login_code": {"asked": Visit("", first=ways.code_asked)},
    "account:end_membership": {"own": Visit("", role="company_member", first=ways.leaving)},
    "account_confirm_email": {"old": Visit("/accounts/confirm-email/x/")},
    "account_reset_password_from_key": {"old": Visit("/accounts/password/reset/key/1-x/")},
    "account_reset_password": {
        "empty": Visit("/accounts/password/reset/"),
        "wrong": Visit("", first=ways.mistaken("/accounts/password/reset/", "email", "x")),
    },
    "account_logout": {"asked": Visit("/accounts/logout/", role="company_member")},
    "mfa_authenticate": {"asked": Visit("/accounts/2fa/authenticate/", first=ways.password_given)},
    "mfa_reauthenticate": {"asked": Visit("/accounts/2fa/reauthenticate/", role="chamber")},
    "mfa_deactivate_totp": {"asked": Visit("/accounts/2fa/totp/deactivate/", role="chamber")},
    "mfa_index": {
        "with": Visit("/accounts/2fa/", role="chamber"),
        "without": Visit("/accounts/2fa/", role="company_member"),
    },
    "mfa_view_recovery_codes": {"ten": Visit("", role="industry_body", first=ways.codes_made)},
}
ERRORS = {
    "404": Visit("/no-such-page", status=404),
    "404, signed in": Visit("/office/no-such-page", role="office_clerk", status=404),
    "400": Visit("/specialists?" + "&".join(["q=a"] * 401), status=400),
    "403": Visit("", status=403, first=ways.accident(errors.refused)),
    "403, old form": Visit("", status=403, first=ways.old_form),
    "500": Visit("", status=500, first=ways.accident(errors.broken)),
}


def visits() -> dict[str, Visit]:
    """Name → visit, for every route with a page."""
    return {name: visit for route in sorted(POLICY) for name, visit in _of_route(route)} | ERRORS


def _of_route(route: str) -> Iterator[tuple[str, Visit]]:
    access = POLICY[route]
    if route in SPECIAL:
        yield from ((f"{route} {case}", visit) for case, visit in SPECIAL[route].items())
    elif route not in NO_PAGE and "GET" in access.methods and (address := _address(route)):
        yield route, Visit(address, role=_role(access))


def _address(route: str) -> str:
    """The route's address; "" where it has gaps (test_every_page says so)."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def _role(access: Access) -> str:
    return "" if access.is_public else "company_member" if access.right is None else _holder(access.right)


def _holder(right: Right) -> str:
    return next(SIGN_IN[role] for role, rights in RIGHTS_OF.items() if right in rights)
