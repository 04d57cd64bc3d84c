"""Pages of events in the demo: which event, and the link of a registration."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.browser.conftest import Site
from tests.browser.conversing import beside

DAY, SEMINAR, CANCELLED, BRIEFING = (
    "情報セキュリティ相談会（冬）",
    "はじめての情報セキュリティ",
    "ランサムウェアに負けない会社づくり",
    "専門家向け説明会：相談会の進め方",
)
LINK = """
from tsunagu.events.links import arrival_link, registration_link
from tsunagu.events.models import EventRegistration
one = EventRegistration.objects.select_related("event").filter(event__title="{title}", state="{state}").latest("pk")
print({what}(one))
"""
BUTTON = """
from datetime import timedelta
from django.utils import timezone
from tsunagu.base.actor import VISITOR
from tsunagu.events.actions.registering import Wanted, register
from tsunagu.events.links import confirm_link
from tsunagu.events.models import Event
wanted = Wanted(organisation_name="架空ねじ工業", prefecture="13", industry="retail", contact_name="架空 担当",
                names=("架空 一郎",), email="neji@kakuu-kaisha.example")
register(Event.objects.get(title="{title}"), wanted, by=VISITOR, at=timezone.now())
print(confirm_link(wanted.email, at=timezone.now()))
"""
First = Callable[[Page, Site], str]


def shown(title: str, more: str = "") -> First:
    """The public page of an event, or one behind it."""

    def first(page: Page, _site: Site) -> str:
        page.goto("/events")
        return str(page.get_by_role("link", name=title).first.get_attribute("href")) + more

    return first


def kept(door: str, title: str, more: str = "") -> First:
    """The same at the door of who keeps it."""

    def first(page: Page, _site: Site) -> str:
        page.goto(f"/{door}/events/")
        return str(page.locator("tbody").get_by_role("link", name=title).first.get_attribute("href")) + more

    return first


def linked(title: str, state: str, what: str = "registration_link") -> First:
    """The page a letter or a QR code of a registration leads to."""
    return lambda _page, site: _path(beside(site, LINK.format(title=title, state=state, what=what)))


def button(_page: Page, site: Site) -> str:
    """The link of the letter about a registration nobody has confirmed yet."""
    return _path(beside(site, BUTTON.format(title=DAY)))


def asked_to_advise(page: Page, _site: Site) -> str:
    """What the demo's specialist was asked."""
    page.goto("/specialist/events/")
    return str(page.get_by_role("link", name=DAY).first.get_attribute("href"))


def event_visits(visit: Callable[..., Any]) -> dict[str, dict[str, Any]]:
    """Route → case → visit, made by `visit` (tests/browser/visits.py)."""
    found: dict[str, dict[str, Any]] = {
        "public:event": {
            "open": visit("", first=shown(DAY)),
            "cancelled": visit("", first=shown(CANCELLED)),
            "full": visit("", first=shown(BRIEFING)),
            "recorded": visit("", first=shown(SEMINAR)),
        },
        "public:event_register": {
            "day": visit("", first=shown(DAY, "/register")),
            "cancelled": visit("", first=shown(CANCELLED, "/register")),
        },
        "public:event_confirm": {"old": visit("/events/confirm?token=x"), "button": visit("", first=button)},
        "public:registration": {
            "seated": visit("", first=linked(DAY, "accepted")),
            "waiting": visit("", first=linked(BRIEFING, "waiting")),
            "cancelled": visit("", first=linked(CANCELLED, "event_cancelled")),
        },
        "specialist:advising": {"asked": visit("", role="specialist", first=asked_to_advise)},
    }
    for door, role in (("partner", "chamber"), ("office", "office_clerk")):
        found |= {
            f"{door}:event": {
                "open": visit("", role=role, first=kept(door, DAY)),
                "held": visit("", role=role, first=kept(door, SEMINAR)),
            },
            **{
                f"{door}:event_{name}": {"day": visit("", role=role, first=kept(door, DAY, path))}
                for name, path in {
                    "edit": "edit",
                    "registrations": "registrations",
                    "enter": "registrations/new",
                    "advisers": "advisers",
                    "ambassadors": "ambassadors",
                    "kit": "kit",
                }.items()
            },
            f"{door}:arrive": {
                "seated": visit("", role=role, first=_at(door, linked(DAY, "accepted", "arrival_link")))
            },
        }
    return found


def _at(door: str, first: First) -> First:
    return lambda page, site: first(page, site).replace("/arrive/", f"/{door}/arrive/")


def _path(link: str) -> str:
    return "/" + link.strip().split("/", 3)[3]


NO_PAGE = {
    "public:events_feed": "a calendar to follow",
    "public:event_calendar": "a download",
    "public:recording": "leads to where the recording lies",
    **{f"{door}:event_flyer": "a PDF" for door in ("public", "partner", "office")},
    **{f"{door}:event_export": "a download" for door in ("partner", "office")},
}
