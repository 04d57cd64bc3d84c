"""The gate for papers people hand in: PDF, PNG or JPEG by what is inside, of moderate size, with nothing live.

Source: promises §4 (uploads pass a gate before any parser). Nothing here draws a page or a picture: structure is
walked with bounded reading only.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from tsunagu.base.errors import RuleBrokenError
from tsunagu.base.papers_pdf import PDF_SIGN, checked_pdf
from tsunagu.base.papers_pictures import JPEG_SIGN, PNG_SIGN, checked_jpeg, checked_png

MOST_BYTES = 10 * 2**20
ENDINGS = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
}
NOT_TAKEN = "PDF・PNG・JPEG のファイルを選んでください。"
_READERS = (
    (PDF_SIGN, "application/pdf", checked_pdf),
    (PNG_SIGN, "image/png", checked_png),
    (JPEG_SIGN, "image/jpeg", checked_jpeg),
)
_ZIP_END = b"PK\x05\x06"
_ZIP_END_WITHIN = 2**16 + 22
# What makes the same bytes mean something else to another program.
_OTHER_MEANINGS = re.compile(rb"<script|<\?php|<html|<!doctype|<svg|<iframe", re.IGNORECASE)
_ANOTHER_PDF = re.compile(rb"%PDF-")


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that has passed: its bytes (what stood after the end of a picture is cut off), type and name."""

    content: bytes
    content_type: str
    name: str


def checked_paper(content: bytes, *, name: str) -> Paper:
    """The paper, or RuleBrokenError with a sentence that says what to do. `name` gets the ending of its type."""
    if not content:
        raise RuleBrokenError("ファイルが空です。もう一度選んでください。", field="file")
    if len(content) > MOST_BYTES:
        raise RuleBrokenError(f"ファイルが大きすぎます。{MOST_BYTES // 2**20} MB までにしてください。", field="file")
    content_type, read = _reader(content)
    try:
        kept = read(content)
    except RuleBrokenError as refusal:
        raise RuleBrokenError(str(refusal), field="file") from None
    _refuse_other_meanings(kept, content_type)
    return Paper(kept, content_type, _named(name, content_type))


def _reader(content: bytes) -> tuple[str, Callable[[bytes], bytes]]:
    for sign, content_type, read in _READERS:
        if content.startswith(sign):
            return content_type, read
    raise RuleBrokenError(NOT_TAKEN, field="file")


def _refuse_other_meanings(content: bytes, content_type: str) -> None:
    is_picture = content_type != "application/pdf"
    if (
        _OTHER_MEANINGS.search(content)
        or _ZIP_END in content[-_ZIP_END_WITHIN:]
        or (is_picture and _ANOTHER_PDF.search(content))
    ):
        raise RuleBrokenError("ファイルに別の種類のものが入っています。PDF に保存し直してください。", field="file")


def _named(name: str, content_type: str) -> str:
    endings = ENDINGS[content_type]
    return name if PurePosixPath(name.lower()).suffix in endings else f"{name or 'file'}{endings[0]}"
