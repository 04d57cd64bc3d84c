"""Photos people show of themselves: a picture that passed the gate for papers, and only the picture of it.

Place, camera, words and previews inside the file are taken out; which way is up stays (telephones turn by a mark).
"""

import struct
from collections.abc import Iterator

from tsunagu.base.errors import RuleBrokenError
from tsunagu.base.papers import Paper, checked_paper
from tsunagu.base.papers_pictures import JPEG_SIGN, PNG_SIGN

MOST_BYTES = 5 * 2**20
NOT_A_PHOTO = "PNG か JPEG の写真を選んでください。"
_PNG_KEPT = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB"})
_APP0, _EXIF, _APP14, _APP15, _COMMENT, _SCAN = 0xE0, 0xE1, 0xEE, 0xEF, 0xFE, 0xDA
_ORIENTATION, _SHORT = 0x0112, 3


def checked_photo(content: bytes, *, name: str) -> Paper:
    """The photo without anything beside it. RuleBrokenError (field "photo") says what to do."""
    if len(content) > MOST_BYTES:
        raise RuleBrokenError(f"写真が大きすぎます。{MOST_BYTES // 2**20} MB までにしてください。", field="photo")
    if not content.startswith((PNG_SIGN, JPEG_SIGN)):
        raise RuleBrokenError(NOT_A_PHOTO, field="photo")
    try:
        paper = checked_paper(content, name=name)
    except RuleBrokenError as refusal:
        raise RuleBrokenError(str(refusal).replace("PDF に", ""), field="photo") from None
    bare = _bare_png(paper.content) if paper.content.startswith(PNG_SIGN) else _bare_jpeg(paper.content)
    return Paper(bare, paper.content_type, paper.name)


def _bare_png(content: bytes) -> bytes:
    return content[:8] + b"".join(part for kind, part in _chunks(content) if kind in _PNG_KEPT)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 8
    while place < len(content):
        length = int.from_bytes(content[place : place + 4], "big") + 12
        yield content[place + 4 : place + 8], content[place : place + length]
        place += length


def _bare_jpeg(content: bytes) -> bytes:
    kept, turned = [content[:2]], b""
    place = 2
    while (marker := content[place + 1]) != _SCAN:
        length = 0 if marker == 0xFF else int.from_bytes(content[place + 2 : place + 4], "big")
        part = content[place : place + 2 + length]
        if marker == _EXIF:
            turned = turned or _turned(part[4:])
        elif not (_APP0 < marker <= _APP15 and marker != _APP14) and marker not in {_COMMENT, 0xFF}:
            kept.append(part)
        place += len(part) if length else 1
    return b"".join((kept[0], turned, *kept[1:], content[place:]))


def _turned(exif: bytes) -> bytes:
    """A part that says which way is up and nothing else; b"" when the photo stands upright or does not say."""
    if not exif.startswith(b"Exif\0\0") or exif[6:8] not in {b"II", b"MM"}:
        return b""
    order = "<" if exif[6:8] == b"II" else ">"
    tiff = exif[6:]
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        entries = (struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * at) for at in range(min(count, 100)))
        way = next((way for tag, kind, _, way in entries if (tag, kind) == (_ORIENTATION, _SHORT)), 1)
    except struct.error:
        return b""
    if not 2 <= way <= 8:
        return b""
    entry = struct.pack(">HHIHH", _ORIENTATION, _SHORT, 1, way, 0)
    body = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + b"\0\0\0\0"
    return bytes((0xFF, _EXIF)) + struct.pack(">H", len(body) + 2) + body
