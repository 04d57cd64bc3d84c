"""PDF looked through for anything that acts, without drawing it: scripts, launching, attachments, forms, passwords.

Names are read with their #xx spellings undone, in the plain part and in packed object streams. What an action is must
stand in plain names there: ISO 32000-1, 7.5.7 (object streams), 12.6.4 (types of action).
"""

import base64
import re
import zlib
from collections.abc import Callable, Iterator

from tsunagu.base.errors import RuleBrokenError

PDF_SIGN = b"%PDF-"
MOST_PACKED, MOST_UNPACKED = 20 * 2**20, 60 * 2**20  # of all objects; overlapping streams count each time
MOST_STREAMS = 20_000
BROKEN = "PDF が壊れていて読めません。PDF に保存し直してください。"
LIVE = "PDF に動く仕組みや添付ファイルが入っています。印刷から PDF に保存し直してください。"
LOCKED = "PDF にパスワードがかかっています。外してから選んでください。"
TOO_LARGE = "PDF の中身が大きすぎます。ページを減らしてください。"

_VERSION = re.compile(rb"%PDF-[12]\.\d")
_END = re.compile(rb"%%EOF\s*\Z")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_AFTER = rb"(?=[\x00\t\n\x0c\r ()<>\[\]{}/%]|\Z)"
_LIVE = re.compile(
    rb"/(?:JavaScript|Launch|SubmitForm|ImportData|GoToR|GoToE|Rendition|RichMedia|RichMediaExecute|EmbeddedFiles?"
    rb"|XFA|Movie|Sound|Filespec)" + _AFTER
)
_LOCKED = re.compile(rb"/Encrypt" + _AFTER)
_NAMED_SO, _FIRST, _NUMBER = (re.compile(rb"/" + name + _AFTER) for name in (rb"ObjStm", rb"First", rb"N"))
_STREAM = re.compile(rb"(?<!end)stream[ \t]*(?:\r\n|\n|\r)")
_FILTERS = re.compile(rb"/Filter" + _AFTER)
_FILTER = re.compile(rb"/Filter\s*(\[[\w/\s]*\]|/\w+)")
_PREDICTED = re.compile(rb"/DecodeParms" + _AFTER)
_NAME = re.compile(rb"/(\w+)")
# What only pictures are packed with.
_PICTURES = {b"DCTDecode", b"JPXDecode", b"CCITTFaxDecode", b"JBIG2Decode"}


def checked_pdf(content: bytes) -> bytes:
    """The bytes as they are. RuleBrokenError: broken, locked, too large unpacked, or something in it acts."""
    if not _VERSION.match(content) or not _END.search(content[-64:]):
        raise RuleBrokenError(BROKEN)
    plain = _spelled_out(content)
    if _LOCKED.search(plain):
        raise RuleBrokenError(LOCKED)
    _refuse_live(plain)
    left_packed, left = MOST_PACKED, MOST_UNPACKED
    for packed, filters in _object_streams(content):
        unpacked = _unpacked(packed, filters, most=left)
        left_packed, left = left_packed - len(packed), left - len(unpacked)
        if min(left_packed, left) < 0:
            raise RuleBrokenError(TOO_LARGE)
        _refuse_live(_spelled_out(unpacked))
    return content


def _spelled_out(content: bytes) -> bytes:
    """#4A → J: a name may be written either way (ISO 32000-1, 7.3.5)."""
    return _ESCAPE.sub(lambda found: bytes((int(found[1], 16),)), content)


def _refuse_live(plain: bytes) -> None:
    if _LIVE.search(plain):
        raise RuleBrokenError(LIVE)


def _object_streams(content: bytes) -> Iterator[tuple[bytes, list[bytes]]]:
    """(packed bytes, names of the filters) of every stream that may be read as one of objects."""
    begun = 0
    for count, found in enumerate(_STREAM.finditer(content)):
        if count > MOST_STREAMS:
            raise RuleBrokenError(TOO_LARGE)
        head = _spelled_out(content[begun : found.start()])  # the stream's dictionary, and all that stands before it
        begun = found.end()
        if not (_NAMED_SO.search(head) or (_FIRST.search(head) and _NUMBER.search(head))):
            continue
        filters = _filters(head)
        if not _PICTURES & set(filters):
            end = content.find(b"endstream", begun)
            if end == -1:
                raise RuleBrokenError(BROKEN)
            yield content[begun:end], filters


def _filters(head: bytes) -> list[bytes]:
    """How objects are packed. Said twice, elsewhere or with a prediction, it is refused."""
    said = _FILTER.findall(head)
    if len(said) != len(_FILTERS.findall(head)) or len(said) > 1 or _PREDICTED.search(head):
        raise RuleBrokenError(LIVE)
    return _NAME.findall(said[0]) if said else []


def _unpacked(packed: bytes, filters: list[bytes], *, most: int) -> bytes:
    """RuleBrokenError for a filter nobody uses for objects: what cannot be looked through is not taken."""
    for name in filters:
        undo = _UNDO.get(name)
        if undo is None:
            raise RuleBrokenError(LIVE)
        packed = undo(packed, most)
    return packed


def _inflated(packed: bytes, most: int) -> bytes:
    reader = zlib.decompressobj()
    try:
        unpacked = reader.decompress(packed, max(most, 1))
    except zlib.error:
        raise RuleBrokenError(BROKEN) from None
    if reader.unconsumed_tail:
        raise RuleBrokenError(TOO_LARGE)
    return unpacked


def _from_hex(packed: bytes, _most: int) -> bytes:
    digits = re.sub(rb"\s", b"", packed.partition(b">")[0])
    try:
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    except ValueError:
        raise RuleBrokenError(BROKEN) from None


def _from_base85(packed: bytes, _most: int) -> bytes:
    try:
        return base64.a85decode(packed.strip().removeprefix(b"<~").partition(b"~>")[0])
    except ValueError:
        raise RuleBrokenError(BROKEN) from None


_UNDO: dict[bytes, Callable[[bytes, int], bytes]] = {
    b"FlateDecode": _inflated,
    b"Fl": _inflated,
    b"ASCIIHexDecode": _from_hex,
    b"AHx": _from_hex,
    b"ASCII85Decode": _from_base85,
    b"A85": _from_base85,
}
