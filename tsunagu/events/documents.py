"""Rows → files: calendar entries, the flyer, QR codes, the list of registrations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tsunagu.base.calendar import day_of
from tsunagu.base.pdf import pdf
from tsunagu.base.tables import Column
from tsunagu.events.links import EVENTS
from tsunagu.events.queries.keeping import RegistrationRow
from tsunagu.events.queries.showing import EventPage, EventRow
from tsunagu.events.states import EventState
from tsunagu.vault.links import site_link

CALENDAR = "text/calendar; charset=utf-8"
FLYER = Path(__file__).parent / "data" / "flyer.typ"
COLUMNS = (
    Column("state", "状態"),
    Column("organisation", "会社・団体", width=28),
    Column("prefecture", "都道府県"),
    Column("industry", "業種", width=18),
    Column("contact_name", "担当者", width=16),
    Column("email", "メール", width=28),
    Column("telephone", "電話", width=16),
    Column("persons", "人数"),
    Column("names", "参加者", width=30),
    Column("wants_consultation", "個別相談"),
    Column("way", "受けた方法"),
    Column("made_on", "申込日"),
    Column("arrived_persons", "参加した人数"),
)


def calendar_of(rows: Iterable[EventRow], *, at: datetime) -> bytes:
    """RFC 5545: the events as a calendar to take in or to follow; cancelled ones say so."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Tsunagu//JA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "つなぐ：催し")
    for row in rows:
        calendar.add_component(_entry(row, at=at))
    content: bytes = calendar.to_ical()
    return content


def _entry(row: EventRow, *, at: datetime) -> Any:
    from icalendar import Event

    is_off = row.state is EventState.CANCELLED
    event = Event()
    event.add("uid", f"event-{row.pk}@tsunagu")
    event.add("sequence", row.revision)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", row.starts_at.astimezone(UTC))
    event.add("dtend", row.ends_at.astimezone(UTC))
    event.add("summary", f"【中止】{row.title}" if is_off else row.title)
    event.add("location", row.where)
    event.add("url", site_link(f"{EVENTS}{row.pk}"))
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    return event


def qr_svg(text: str) -> str:
    """A QR code as SVG text."""
    from qrcode.image.svg import SvgPathImage
    from qrcode.main import QRCode

    factory: Any = SvgPathImage
    code: Any = QRCode(border=4, box_size=10)
    code.add_data(text)
    made: bytes = code.make_image(image_factory=factory).to_string()
    return made.decode()


def flyer(page: EventPage, *, at: datetime) -> bytes:
    """The flyer of an event: one A4 page with when, where, who speaks and how to register."""
    row, link = page.row, site_link(f"{EVENTS}{page.row.pk}")
    told = {
        "title": row.title,
        "kind": row.kind.label,
        "state": "中止" if row.state is EventState.CANCELLED else "",
        "summary": page.summary,
        "rows": [
            ["日時", row.when],
            ["場所", row.where],
            *([["講師", page.speaker]] if page.speaker else []),
            ["定員", f"{row.capacity}人（無料・申込みが必要です）"],
            ["主催", row.organiser],
            *([["共催", "、".join(page.beside)]] if page.beside else []),
            ["問い合わせ先", page.contact],
        ],
        "link": link,
        "qr": qr_svg(link),
    }
    return pdf(FLYER.read_text(encoding="utf-8"), told, at=at)


def registration_table(rows: Iterable[RegistrationRow]) -> list[dict[str, Any]]:
    """What the columns of the exported list hold."""
    return [
        {
            "state": row.state.label,
            "organisation": row.organisation,
            "prefecture": row.prefecture,
            "industry": row.industry,
            "contact_name": row.contact_name,
            "email": row.email,
            "telephone": row.telephone,
            "persons": row.persons,
            "names": "、".join(row.names),
            "wants_consultation": "希望" if row.wants_consultation else "",
            "way": row.way.label,
            "made_on": day_of(row.made_at),
            "arrived_persons": row.arrived_persons,
        }
        for row in rows
    ]
