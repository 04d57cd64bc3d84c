"""Reads the words of a PDF made here, for tests: every page's letters by the font's own table, without spaces at breaks."""

import re
import zlib

_OBJECT = re.compile(rb"(?<![\d.])(\d+) 0 obj\n(.*?)endobj", re.DOTALL)
_CHAR = re.compile(r"<([0-9A-F]{4})> <([0-9A-F]+)>")
_INSIDE = rb"[^()\\]|\\."
_SHOWN = re.compile(
    rb"/(f\d+) [\d.]+ Tf|\(((?:" + _INSIDE + rb"|\((?:" + _INSIDE + rb")*\))*)\)|<([0-9A-Fa-f]+)>", re.DOTALL
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def words_of(content: bytes) -> str:
    """All letters in the order they are drawn."""
    objects = {int(number): body for number, body in _OBJECT.findall(content)}
    return "\n".join(_page(objects, body) for body in objects.values() if b"/Type/Page/" in body)


def _page(objects: dict[int, bytes], page: bytes) -> str:
    fonts = {
        name: _table(_stream(objects[_reference(objects[int(number)], b"ToUnicode")]))
        for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", objects[_reference(page, b"Resources")])
    }
    shown, table = [], {}
    for font, text, code in _SHOWN.findall(_stream(objects[_reference(page, b"Contents")])):
        table = fonts[font] if font else table
        plain = bytes.fromhex(code.decode()) or _ESCAPE.sub(_escaped, text)
        shown += [table.get(plain[at : at + 2], "") for at in range(0, len(plain), 2)]
    return "".join(shown)


def _escaped(found: re.Match[bytes]) -> bytes:
    said = found[1]
    return bytes([int(said, 8)]) if said[:1] in b"01234567" else _LETTERS.get(said, said)


def _table(cmap: bytes) -> dict[bytes, str]:
    return {bytes.fromhex(code): bytes.fromhex(text).decode("utf-16-be") for code, text in _CHAR.findall(cmap.decode())}


def _reference(body: bytes, name: bytes) -> int:
    return int(re.search(rb"/" + name + rb" (\d+) 0 R", body)[1])


def _stream(body: bytes) -> bytes:
    return zlib.decompress(body.split(b"stream\n", 1)[1].rsplit(b"\nendstream", 1)[0])
