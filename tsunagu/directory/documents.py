"""Rows → bytes: papers of an agreement as Word (and back into words) and as PDF, meetings as calendar files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from tsunagu.base.pdf import pdf
from tsunagu.directory.papers import PaperText
from tsunagu.directory.states import AppointmentState

if TYPE_CHECKING:
    from docx.document import Document

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Yu Gothic"
NOTE = "ご注意"
SHEET = Path(__file__).parent / "data" / "agreement.typ"


def word_of(paper: PaperText, *, at: datetime) -> bytes:
    """A paper as a Word file: title, opening, a table of facts, clauses under headings, the note."""
    import docx

    document = docx.Document()
    _dress(document, paper.title, at)
    document.add_heading(paper.title, level=0)
    document.add_paragraph(writable(paper.opening))
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for label, value in paper.rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, writable(value)
    for head, text in (*paper.clauses, (NOTE, paper.note)):
        document.add_heading(head, level=2)
        document.add_paragraph(text)
    document.save(out := BytesIO())
    return out.getvalue()


def writable(text: str) -> str:
    """Without letters that XML cannot hold; lines stay lines."""
    return "".join(letter for letter in text if letter.isprintable() or letter == "\n")


def _dress(document: Document, title: str, at: datetime) -> None:
    """Japanese letters in Word's Japanese font; the file's own facts say what it is and name nobody."""
    from docx.oxml.ns import qn
    from docx.styles.style import ParagraphStyle

    for style in document.styles:
        if isinstance(style, ParagraphStyle):
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            fonts.set(qn("w:eastAsia"), FONT)
            fonts.attrib.pop(qn("w:eastAsiaTheme"), None)
    told = document.core_properties
    told.title, told.author, told.language, told.comments = title, "つなぐ", "ja-JP", ""
    told.created = told.modified = at.astimezone(UTC).replace(tzinfo=None)


def read_word(content: bytes) -> PaperText:
    """A paper made by `word_of` back into its words, for the page that prints it as it was made."""
    import docx

    document = docx.Document(BytesIO(content))
    rows = tuple((row.cells[0].text, row.cells[1].text) for row in document.tables[0].rows)
    words = [paragraph.text for paragraph in document.paragraphs]
    heads = list(_pairs(words[2:]))
    return PaperText(words[0], words[1], rows, tuple(heads[:-1]), heads[-1][1])


def pdf_of(paper: PaperText, *, at: datetime) -> bytes:
    """The same words as PDF; `at`: when the paper was made."""
    facts = {
        "title": paper.title, "opening": paper.opening, "rows": paper.rows, "clauses": paper.clauses,
        "note_head": NOTE, "note": paper.note,
    }  # fmt: skip
    return pdf(SHEET.read_text(encoding="utf-8"), facts, at=at)


def _pairs(words: list[str]) -> Iterator[tuple[str, str]]:
    return zip(words[::2], words[1::2], strict=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """A meeting as a calendar shows it. No name of the one who asked: calendars are often shared."""

    uid: str
    sequence: int
    state: AppointmentState
    title: str
    starts_at: datetime
    minutes: int
    place: str
    organizer: str
    link: str


def calendar_file(entry: CalendarEntry, *, at: datetime) -> bytes:
    """RFC 5545 and 5546: PUBLISH puts the entry in or changes it, CANCEL takes it out; uid and sequence say which."""
    from icalendar import Calendar, Event

    is_off = entry.state is AppointmentState.CANCELLED
    calendar = Calendar()
    calendar.add("prodid", "-//Tsunagu//JA")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_off else "PUBLISH")
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", (entry.starts_at + timedelta(minutes=entry.minutes)).astimezone(UTC))
    event.add("summary", entry.title)
    event.add("location", entry.place)
    event.add("organizer", f"mailto:{entry.organizer}")
    event.add("url", entry.link)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
