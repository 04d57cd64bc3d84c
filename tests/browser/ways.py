"""What a person does first to get to a page, for tests/browser/visits.py: each leads there and gives its address."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from playwright.sync_api import Page

from tests.browser.conftest import Site
from tests.browser.consulting import by_link, consultation, event_of
from tests.browser.conversing import beside, talk

ENTERED: dict[str, str] = {}  # site → number: few of the demo's register can be entered


def listed(page: Page) -> list[str]:
    rows = page.request.get("/api/v1/specialists?limit=4").json()["rows"]
    return [row["riss_no"] for row in rows]


def entered(more: str) -> Callable[[Page, Site], str]:
    """Somebody of the register without a login, entered once."""

    def first(page: Page, site: Site) -> str:
        number = ENTERED[site.address] = ENTERED.get(site.address) or enter(page)
        return f"/office/review/{number}/entry/{more}"

    return first


def enter(page: Page) -> str:
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


def compare_four(page: Page, _site: Site) -> str:
    return "/compare?place=13&" + "&".join(f"riss={number}" for number in listed(page))


def keep_two(page: Page, _site: Site) -> str:
    page.goto("/specialists")
    for _ in range(2):
        page.get_by_role("button", name="候補に残す").first.click()
    return "/shortlist"


def second_page(page: Page, _site: Site) -> str:
    page.goto("/specialists")
    return str(page.locator("a[rel=next]").get_attribute("href"))


def first_sheet(query: str = "") -> Callable[[Page, Site], str]:
    return lambda page, _site: f"/specialists/{listed(page)[0]}{query}"


def a_number(page: Page, _site: Site) -> str:
    return f"/register?riss_no={listed(page)[0]}"


def password_given(page: Page, site: Site) -> None:
    who = site.sign_ins["it_vendor"]
    page.goto("/accounts/login/")
    page.fill("input[name=login]", who["email"])
    page.fill("input[name=password]", who["password"])
    page.click("main button[type=submit]")


def codes_made(page: Page, site: Site) -> str:
    page.goto("/accounts/2fa/recovery-codes/generate/")
    give_password_again(page, site, "industry_body", "")
    page.click("main button[type=submit]")
    return "/accounts/2fa/recovery-codes/"


def waiting(reason: str) -> Callable[[Page, Site], str]:
    """The page of who waits longest for a reason."""

    def first(page: Page, _site: Site) -> str:
        page.goto(f"/office/review/?state={reason}")
        return str(page.locator("tbody a").first.get_attribute("href"))

    return first


def old_form(page: Page, _site: Site) -> str:
    page.goto("/accounts/login/")
    token = page.locator("main form:has([name=login]) [name=csrfmiddlewaretoken]")
    token.evaluate("e => { e.value = 'x'; e.form.noValidate = true }")
    page.click("main button[type=submit]")
    return ""


def accident(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[Page, Site], str]:
    """A page that takes an accident to see, put where the browser looks for it."""

    def first(page: Page, _site: Site) -> str:
        said = answer(RequestFactory().get("/accident"))
        status, html = said.status_code, said.content.decode()
        page.route("**/accident", lambda route: route.fulfill(status=status, body=html, content_type="text/html"))
        return "/accident"

    return first


def mistaken(address: str, field: str, text: str) -> Callable[[Page, Site], str]:
    def first(page: Page, _site: Site) -> str:
        page.goto(address)
        page.fill(f"main [name={field}]", text)
        page.locator("main form", has=page.locator(f"[name={field}]")).locator("button").first.click()
        return ""

    return first


def code_asked(page: Page, _site: Site) -> str:
    page.goto("/accounts/login/code/")
    page.fill("main [name=email]", "nobody@kakuu.example")
    page.click("main button[type=submit]")
    return ""


def leaving(page: Page, _site: Site) -> str:
    page.goto("/accounts/memberships")
    return str(page.locator("main a[href$='/end']").first.get_attribute("href"))


def talked(door: str, more: str = "") -> Callable[[Page, Site], str]:
    """A conversation with everything on its page, as that door shows it."""

    def first(_page: Page, site: Site) -> str:
        address, key = talk(site, whole=True, is_claimed=door == "company")
        own = {"company": f"/company/talks/{key}", "specialist": f"/specialist/enquiries/{key}/talk"}
        return own.get(door, address) + more

    return first


def consulted(door: str, *, whole: bool) -> Callable[[Page, Site], str]:
    return lambda _page, site: f"/{door}/consultations/{consultation(site, whole=whole)}"


def after_event(what: str, *, whole: bool = True) -> Callable[[Page, Site], str]:
    """A page that the link of a registration opens."""

    def first(_page: Page, site: Site) -> str:
        key = consultation(site, whole=whole)
        own, result = by_link(site, key)
        return own + {
            "consultation": f"/consultations/{key}", "diagnosis": "/diagnosis", "part": "/diagnosis/1",
            "result": f"/diagnosis/results/{result}", "questionnaire": "/questionnaire",
            "need": f"/need?from=consultation-{key}",
        }[what]  # fmt: skip

    return first


def day_of(page: Page, site: Site) -> str:
    key = consultation(site)
    return f"/partner/events/{event_of(site, key)}/day"


def diagnosed(page: Page, _site: Site) -> str:
    """A company answers everything twice: the result shows the change."""
    for answer in ("unknown", "partial"):
        page.goto("/company/diagnosis/1")
        for _ in range(3):
            for choice in page.locator(f"main input[value={answer}]").all():
                choice.check()
            page.locator("main form button[type=submit]").first.click()
    return ""


def asked_for(page: Page, _site: Site) -> str:
    return f"/enquire?need=A-2&place=13&riss={free(page)}"


def asked_for_at_once(page: Page, _site: Site) -> str:
    page.goto("/emergency")
    return str(page.get_by_role("link", name="まとめて緊急の問い合わせを送る").get_attribute("href"))


def asked_in_haste(page: Page, site: Site) -> str:
    page.goto(asked_for(page, site))
    page.locator("main form button[type=submit]").first.click()
    return ""


def free(page: Page) -> str:
    """Somebody who takes enquiries."""
    rows = page.request.get("/api/v1/specialists?available=1&limit=1").json()["rows"]
    return str(rows[0]["riss_no"])


def own_enquiry(_page: Page, site: Site) -> str:
    return talk(site)[0].partition("/talk")[0]


def button(_page: Page, site: Site) -> str:
    """The link of the letter about the demo's enquiry that nobody has confirmed yet."""
    address = beside(site, CONFIRM).strip()
    return address[address.index("/enquiries") :]


CONFIRM = """
from django.utils import timezone
from tsunagu.directory.enquiry_links import confirm_link
from tsunagu.directory.models import Enquiry
print(confirm_link(Enquiry.objects.filter(state="awaiting_proof").latest("pk").email, at=timezone.now()))
"""


def first_row(address: str) -> Callable[[Page, Site], str]:
    """The page behind the first row of a list."""

    def first(page: Page, _site: Site) -> str:
        page.goto(address)
        return str(page.locator("tbody a").first.get_attribute("href"))

    return first


def give_password_again(page: Page, site: Site, role: str, address: str) -> None:
    """Where the page asks for it on the way to `address` (minutes after signing in)."""
    asks = "/reauthenticate/" in page.url and "/reauthenticate/" not in address
    if asks and page.locator("main input[name=password]").count():
        page.fill("main input[name=password]", site.sign_ins[role]["password"])
        page.click("main button[type=submit]")
