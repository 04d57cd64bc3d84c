"""Every page a browser can reach, made from the policy table. A new page is visited by itself, or says here why not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse
from playwright.sync_api import Page

from tests.browser.conftest import Site
from tests.browser.consulting import by_link, consultation, event_of
from tests.browser.conversing import beside, talk
from tests.browser.event_visits import NO_PAGE as NO_EVENT_PAGE
from tests.browser.event_visits import event_visits
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
    "healthz": "JSON",
    "public:open_data_file": "a download",
    **{f"{door}:talk_calendar": "a download" for door in ("public", "company", "specialist")},
    **{
        f"{door}:talk_{what}": "a download" for door in ("public", "company", "specialist") for what in ("paper", "pdf")
    },
    **{f"{door}:diagnosis_pdf": "a download" for door in ("public", "company")},
    **NO_EVENT_PAGE,
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
    "public:timetable": "needs a published board: tests/browser/test_board.py",
    "public:timetable_calendar": "a download",
    "specialist:timetable": "needs a published board: tests/doors/test_timetable_pages.py",
    "specialist:timetable_calendar": "a download",
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


def _listed(page: Page) -> list[str]:
    rows = page.request.get("/api/v1/specialists?limit=4").json()["rows"]
    return [row["riss_no"] for row in rows]


_ENTERED: dict[str, str] = {}  # site → number: few of the demo's register can be entered


def _entered(more: str) -> Callable[[Page, Site], str]:
    """Somebody of the register without a login, entered once."""

    def first(page: Page, site: Site) -> str:
        number = _ENTERED[site.address] = _ENTERED.get(site.address) or _enter(page)
        return f"/office/review/{number}/entry/{more}"

    return first


def _enter(page: Page) -> str:
    page.goto("/office/invitations/")
    numbers = page.locator("details tbody th .number").all_text_contents()
    for number in reversed(numbers):  # some of them have begun by themselves
        page.fill("#enter-riss_no", number)
        page.fill("#enter-name_kana", "みほん")
        with page.expect_navigation():
            page.get_by_role("button", name="登録する", exact=True).click()
        if "/office/review/" in page.url:
            return number
    raise AssertionError("Nobody of the register is left to be entered.")


def _compare_four(page: Page, _site: Site) -> str:
    return "/compare?place=13&" + "&".join(f"riss={number}" for number in _listed(page))


def _keep_two(page: Page, _site: Site) -> str:
    page.goto("/specialists")
    for _ in range(2):
        page.get_by_role("button", name="候補に残す").first.click()
    return "/shortlist"


def _second_page(page: Page, _site: Site) -> str:
    page.goto("/specialists")
    return str(page.locator("a[rel=next]").get_attribute("href"))


def _first_sheet(query: str = "") -> Callable[[Page, Site], str]:
    return lambda page, _site: f"/specialists/{_listed(page)[0]}{query}"


def _a_number(page: Page, _site: Site) -> str:
    return f"/register?riss_no={_listed(page)[0]}"


def _password_given(page: Page, site: Site) -> None:
    who = site.sign_ins["it_vendor"]
    page.goto("/accounts/login/")
    page.fill("input[name=login]", who["email"])
    page.fill("input[name=password]", who["password"])
    page.click("main button[type=submit]")


def _codes_made(page: Page, site: Site) -> str:
    page.goto("/accounts/2fa/recovery-codes/generate/")
    give_password_again(page, site, "industry_body", "")
    page.click("main button[type=submit]")
    return "/accounts/2fa/recovery-codes/"


def _waiting(reason: str) -> Callable[[Page, Site], str]:
    """The page of who waits longest for a reason."""

    def first(page: Page, _site: Site) -> str:
        page.goto(f"/office/review/?state={reason}")
        return str(page.locator("tbody a").first.get_attribute("href"))

    return first


def _old_form(page: Page, _site: Site) -> str:
    page.goto("/accounts/login/")
    token = page.locator("main form:has([name=login]) [name=csrfmiddlewaretoken]")
    token.evaluate("e => { e.value = 'x'; e.form.noValidate = true }")
    page.click("main button[type=submit]")
    return ""


def _accident(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[Page, Site], str]:
    """A page that takes an accident to see, put where the browser looks for it."""

    def first(page: Page, _site: Site) -> str:
        said = answer(RequestFactory().get("/accident"))
        status, html = said.status_code, said.content.decode()
        page.route("**/accident", lambda route: route.fulfill(status=status, body=html, content_type="text/html"))
        return "/accident"

    return first


def _mistaken(address: str, field: str, text: str) -> Callable[[Page, Site], str]:
    def first(page: Page, _site: Site) -> str:
        page.goto(address)
        page.fill(f"main [name={field}]", text)
        page.locator("main form", has=page.locator(f"[name={field}]")).locator("button").first.click()
        return ""

    return first


def _code_asked(page: Page, _site: Site) -> str:
    page.goto("/accounts/login/code/")
    page.fill("main [name=email]", "nobody@kakuu.example")
    page.click("main button[type=submit]")
    return ""


def _leaving(page: Page, _site: Site) -> str:
    page.goto("/accounts/memberships")
    return str(page.locator("main a[href$='/end']").first.get_attribute("href"))


def _talked(door: str, more: str = "") -> Callable[[Page, Site], str]:
    """A conversation with everything on its page, as that door shows it."""

    def first(_page: Page, site: Site) -> str:
        address, key = talk(site, whole=True, is_claimed=door == "company")
        own = {"company": f"/company/talks/{key}", "specialist": f"/specialist/enquiries/{key}/talk"}
        return own.get(door, address) + more

    return first


def _consulted(door: str, *, whole: bool) -> Callable[[Page, Site], str]:
    return lambda _page, site: f"/{door}/consultations/{consultation(site, whole=whole)}"


def _after_event(what: str, *, whole: bool = True) -> Callable[[Page, Site], str]:
    """A page that the link of a registration opens."""

    def first(_page: Page, site: Site) -> str:
        key = consultation(site, whole=whole)
        own, result = by_link(site, key)
        return own + {
            "consultation": f"/consultations/{key}", "diagnosis": "/diagnosis", "part": "/diagnosis/1",
            "result": f"/diagnosis/results/{result}", "questionnaire": "/questionnaire",
        }[what]  # fmt: skip

    return first


def _day_of(page: Page, site: Site) -> str:
    key = consultation(site)
    return f"/partner/events/{event_of(site, key)}/day"


def _diagnosed(page: Page, _site: Site) -> str:
    """A company answers everything twice: the result shows the change."""
    for answer in ("unknown", "partial"):
        page.goto("/company/diagnosis/1")
        for _ in range(3):
            for choice in page.locator(f"main input[value={answer}]").all():
                choice.check()
            page.locator("main form button[type=submit]").first.click()
    return ""


def _asked_for(page: Page, _site: Site) -> str:
    return f"/enquire?need=A-2&place=13&riss={_free(page)}"


def _asked_for_at_once(page: Page, _site: Site) -> str:
    page.goto("/emergency")
    return str(page.get_by_role("link", name="まとめて緊急の問い合わせを送る").get_attribute("href"))


def _asked_in_haste(page: Page, site: Site) -> str:
    page.goto(_asked_for(page, site))
    page.locator("main form button[type=submit]").first.click()
    return ""


def _free(page: Page) -> str:
    """Somebody who takes enquiries."""
    rows = page.request.get("/api/v1/specialists?available=1&limit=1").json()["rows"]
    return str(rows[0]["riss_no"])


def _own_enquiry(_page: Page, site: Site) -> str:
    return talk(site)[0].partition("/talk")[0]


def _button(_page: Page, site: Site) -> str:
    """The link of the letter about the demo's enquiry that nobody has confirmed yet."""
    address = beside(site, CONFIRM).strip()
    return address[address.index("/enquiries") :]


CONFIRM = """
from django.utils import timezone
from tsunagu.directory.enquiry_links import confirm_link
from tsunagu.directory.models import Enquiry
print(confirm_link(Enquiry.objects.filter(state="awaiting_proof").latest("pk").email, at=timezone.now()))
"""


def _first_row(address: str) -> Callable[[Page, Site], str]:
    """The page behind the first row of a list."""

    def first(page: Page, _site: Site) -> str:
        page.goto(address)
        return str(page.locator("tbody a").first.get_attribute("href"))

    return first


# Pages whose address has gaps, that need something done first, or that look different in different cases.
SPECIAL: dict[str, dict[str, Visit]] = {
    **event_visits(Visit),
    "public:needs": {code: Visit(f"/needs/{code}") for code in "AE"},
    "public:conditions": {
        "empty": Visit("/conditions"),
        "filled": Visit("/conditions?need=A-2&place=13&place=14&online=1&theme=T1&q=%E8%A6%8F%E7%A8%8B"),
        "wrong": Visit("/conditions?place=99&theme=x&fee=x&q=" + "a" * 61, status=422),
    },
    "public:enquire": {
        "nobody": Visit("/enquire"),
        "somebody": Visit("", first=_asked_for),
        "urgent": Visit("", first=_asked_for_at_once),
        "empty": Visit("", first=_asked_in_haste),
    },
    "public:confirm_enquiry": {"old": Visit("/enquiries/confirm?token=x"), "button": Visit("", first=_button)},
    "public:enquiry": {"accepted": Visit("", first=_own_enquiry)},
    "specialist:enquiry": {"waiting": Visit("", role="specialist", first=_first_row("/specialist/enquiries/"))},
    "specialist:apply_step": {
        "basics": Visit("/specialist/apply/basics/", role="specialist_applying"),
        "survey": Visit("/specialist/apply/skills-s1/", role="specialist_applying"),
    },
    "office:enquiry": {
        "held": Visit("", role="office_clerk", first=_first_row("/office/enquiries/?state=held")),
        "delivered": Visit("", role="office_clerk", first=_first_row("/office/enquiries/?state=delivered")),
    },
    "public:talk": {"whole": Visit("", first=_talked("public"))},
    "public:talk_print": {"contract": Visit("", first=_talked("public", "/papers/1/contract"))},
    **{
        f"{door}:consultation": {
            "planned": Visit("", role=role, first=_consulted(door, whole=False)),
            "whole": Visit("", role=role, first=_consulted(door, whole=True)),
        }
        for door, role in (("specialist", "specialist"), ("partner", "chamber"), ("company", "company_member"))
    },
    "partner:event_day": {"one": Visit("", role="chamber", first=_day_of)},
    "public:consultation": {"whole": Visit("", first=_after_event("consultation"))},
    "public:diagnosis": {"again": Visit("", first=_after_event("diagnosis"))},
    "public:diagnosis_part": {"first": Visit("", first=_after_event("part"))},
    "public:diagnosis_result": {"once": Visit("", first=_after_event("result"))},
    "public:questionnaire": {
        "empty": Visit("", first=_after_event("questionnaire", whole=False)),
        "sent": Visit("", first=_after_event("questionnaire")),
    },
    "company:diagnosis_part": {
        "first": Visit("/company/diagnosis/1", role="company_member"),
        "lacking": Visit("/company/diagnosis/2?lacking=1", role="company_member"),
    },
    "company:diagnosis_result": {"again": Visit("", role="company_member", first=_diagnosed)},
    "company:talk": {"whole": Visit("", role="company_member", first=_talked("company"))},
    "company:talk_print": {"quote": Visit("", role="company_member", first=_talked("company", "/papers/1/quote"))},
    "specialist:talk": {"whole": Visit("", role="specialist", first=_talked("specialist"))},
    "specialist:talk_print": {
        "secrecy": Visit("", role="specialist", first=_talked("specialist", "/papers/1/secrecy"))
    },
    "public:list": {
        "filtered": Visit("/specialists?need=A-2&place=13&online=1&busy=1"),
        "nobody": Visit("/specialists?place=47&theme=T6&fee=p1&first_free=1"),
        "next": Visit("", first=_second_page),
    },
    "public:sheet": {
        "plain": Visit("", first=_first_sheet()),
        "with reasons": Visit("", first=_first_sheet("?place=13&theme=T1")),
        "coordinator": Visit("", role="chamber", first=_first_sheet()),
    },
    "public:compare": {"four": Visit("", first=_compare_four), "nobody": Visit("/compare")},
    "public:shortlist": {"two": Visit("", first=_keep_two), "empty": Visit("/shortlist")},
    "public:emergency": {"all": Visit("/emergency"), "place": Visit("/emergency?place=13")},
    "public:register": {
        "empty": Visit("/register"),
        "found": Visit("", first=_a_number),
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
        reason: Visit("", role="office_clerk", first=_waiting(reason))
        for reason in ("new", "in_review", "change", "proof", "recheck", "returned")
    },
    "office:invitations": {
        "empty": Visit("/office/invitations/", role="office_clerk"),
        "wrong": Visit("", role="office_clerk", first=_mistaken("/office/invitations/", "lines", "x")),
    },
    "office:entry": {"begun": Visit("", role="office_clerk", first=_entered(""))},
    "office:entry_step": {
        "empty": Visit("", role="office_clerk", first=_entered("basics/")),
        "survey": Visit("", role="office_clerk", first=_entered("skills-s1/")),
    },
    "public:invited": {"old": Visit("/invited")},
    "office:change_setting": {"number": Visit("/office/settings/listing.fresh_days/", role="office_lead")},
    "account_confirm_login_code": {"asked": Visit("", first=_code_asked)},
    "account:end_membership": {"own": Visit("", role="company_member", first=_leaving)},
    "account_confirm_email": {"old": Visit("/accounts/confirm-email/x/")},
    "account_reset_password_from_key": {"old": Visit("/accounts/password/reset/key/1-x/")},
    "account_reset_password": {
        "empty": Visit("/accounts/password/reset/"),
        "wrong": Visit("", first=_mistaken("/accounts/password/reset/", "email", "x")),
    },
    "account_logout": {"asked": Visit("/accounts/logout/", role="company_member")},
    "mfa_authenticate": {"asked": Visit("/accounts/2fa/authenticate/", first=_password_given)},
    "mfa_reauthenticate": {"asked": Visit("/accounts/2fa/reauthenticate/", role="chamber")},
    "mfa_deactivate_totp": {"asked": Visit("/accounts/2fa/totp/deactivate/", role="chamber")},
    "mfa_index": {
        "with": Visit("/accounts/2fa/", role="chamber"),
        "without": Visit("/accounts/2fa/", role="company_member"),
    },
    "mfa_view_recovery_codes": {"ten": Visit("", role="industry_body", first=_codes_made)},
}
ERRORS = {
    "404": Visit("/no-such-page", status=404),
    "404, signed in": Visit("/office/no-such-page", role="office_clerk", status=404),
    "400": Visit("/specialists?" + "&".join(["q=a"] * 401), status=400),
    "403": Visit("", status=403, first=_accident(errors.refused)),
    "403, old form": Visit("", status=403, first=_old_form),
    "500": Visit("", status=500, first=_accident(errors.broken)),
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


def give_password_again(page: Page, site: Site, role: str, address: str) -> None:
    """Where the page asks for it on the way to `address` (minutes after signing in)."""
    asks = "/reauthenticate/" in page.url and "/reauthenticate/" not in address
    if asks and page.locator("main input[name=password]").count():
        page.fill("main input[name=password]", site.sign_ins[role]["password"])
        page.click("main button[type=submit]")
