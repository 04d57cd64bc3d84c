"""Papers somebody could hand in to do harm, and plain ones; made here, so that no such file lies in the tree."""

import io
import struct
import zipfile
import zlib

PDF = b"%%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n%s\ntrailer << /Root 1 0 R >>\n%%%%EOF\n"


def pdf(inside: bytes = b"") -> bytes:
    return PDF % inside


def stream(head: bytes, body: bytes) -> bytes:
    return b"5 0 obj\n<< " + head + b" >>\nstream\n" + body + b"\nendstream\nendobj"


def objects(body: bytes, filters: bytes = b"/FlateDecode", more: bytes = b"") -> bytes:
    """A PDF whose object stream holds `body`."""
    return pdf(stream(b"/Type /ObjStm /N 1 /First 4 /Filter " + filters + more, body))


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int = 2, height: int = 2, *, lines: bytes | None = None, extra: bytes = b"") -> bytes:
    raw = (b"\0" + b"\0" * width * 3) * height if lines is None else lines
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    whole = chunk(b"IHDR", head) + extra + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + whole


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def jpeg(width: int = 8, height: int = 8, *, extra: bytes = b"") -> bytes:
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56"
    return b"\xff\xd8" + segment(0xE0, b"JFIF\0") + extra + frame + scan + b"\xff\xd9"


def zipped(size: int = 100) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.txt", b"\0" * size)
    return out.getvalue()


SCRIPT = b"<< /S /JavaScript /JS (app.alert(1)) >>"
HOSTILE: dict[str, bytes] = {
    "nothing": b"",
    "too many bytes": pdf(b" " * (10 * 2**20)),
    "an archive called pdf": zipped(),
    "a zip bomb called pdf": zipped(50 * 2**20),
    "a drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a program": b"MZ\x90\x00" + b"\0" * 200,
    "a program of another system": b"\x7fELF" + b"\0" * 200,
    "an animation": b"GIF89a" + b"\0" * 200,
    "an old office file": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    "postscript": b"%!PS-Adobe-3.0\n",
    "words": "証明書".encode(),
    "pdf begins late": b"\n" + pdf(),
    "pdf without end": pdf()[:-8],
    "pdf of no version": pdf().replace(b"%PDF-1.7", b"%PDF-x.y"),
    "pdf with an archive after it": pdf() + zipped(),
    "pdf with an archive in it": pdf(zipped()),
    "pdf with a page in it": pdf(b"% <html><script>alert(1)</script>"),
    "pdf with a script": pdf(b"4 0 obj " + SCRIPT + b" endobj"),
    "pdf with a script, spelled in numbers": pdf(b"4 0 obj << /S /J#61vaScr#69pt >> endobj"),
    "pdf with a script in packed objects": objects(zlib.compress(SCRIPT)),
    "pdf with a script in objects packed twice": objects(
        zlib.compress(zlib.compress(SCRIPT)), b"[/FlateDecode /FlateDecode]"
    ),
    "pdf with a script in objects in hex": objects(SCRIPT.hex().encode() + b">", b"/ASCIIHexDecode"),
    "pdf with objects packed in a rare way": objects(b"\x80\x0b", b"/LZWDecode"),
    "pdf with objects packed nobody can tell how": objects(zlib.compress(SCRIPT), b"7 0 R"),
    "pdf with the packing hidden behind a remark": objects(zlib.compress(SCRIPT), b"%\n/FlateDecode"),
    "pdf with the packing said twice": objects(zlib.compress(SCRIPT), b"/FlateDecode", b" /X (/Filter [])"),
    "pdf with predicted objects": objects(zlib.compress(b"x"), more=b" /DecodeParms << /Predictor 12 >>"),
    "pdf with objects under another name": pdf(
        stream(b"/Type /XObject /N 1 /F#69rst 4 /Filter /FlateDecode", zlib.compress(SCRIPT))
    ),
    "pdf with a long head before its objects": pdf(
        stream(b"/N 1 /First 4 /Filter /FlateDecode /X (" + b"a" * 9000 + b")", zlib.compress(SCRIPT))
    ),
    "pdf with broken objects": objects(b"not packed"),
    "pdf with a bomb of objects": objects(zlib.compress(b" " * (80 * 2**20), 9)),
    "pdf with very many streams": pdf(b"stream\n" * 30_000),
    "pdf with overlapping objects": pdf((b"/N 1 /First 4 stream\n" * 15_000).ljust(9 * 2**20) + b"endstream"),
    "pdf with overlapping packed objects": pdf(
        ((b"/N 1 /First 4 /Filter /FlateDecode stream\n" + zlib.compress(b"")) * 15_000).ljust(9 * 2**20) + b"endstream"
    ),
    "pdf with objects without end": pdf(b"/N 1 /First 4 stream\n" * 9_000),
    "pdf that starts a program": pdf(b"4 0 obj << /S /Launch /F (cmd.exe) >> endobj"),
    "pdf with a file in it": pdf(b"4 0 obj << /Type /EmbeddedFile >> endobj"),
    "pdf that sends a form": pdf(b"4 0 obj << /S /SubmitForm >> endobj"),
    "pdf that opens another": pdf(b"4 0 obj << /S /GoToR >> endobj"),
    "pdf with a film": pdf(b"4 0 obj << /S /Rendition >> endobj"),
    "pdf with a live form": pdf(b"4 0 obj << /XFA 6 0 R >> endobj"),
    "pdf with a password": pdf(b"trailer << /Encrypt 9 0 R >>"),
    "png of huge sides": png(30_000, 30_000, lines=b"\0"),
    "png of many points": png(19_000, 19_000, lines=b"\0"),
    "png that unpacks to more than it says": png(2, 2, lines=b"\0" * (60 * 2**20)),
    "png with packed words that are a bomb": png(
        extra=chunk(b"zTXt", b"a\0\0" + zlib.compress(b" " * (50 * 2**20), 9))
    ),
    "png with many packed words": png(extra=chunk(b"zTXt", b"a\0\0" + zlib.compress(b" " * 2**20, 9)) * 5000),
    "png with packed words of another kind": png(extra=chunk(b"iTXt", b"a\0\1\0\0\0" + zlib.compress(b"x"))),
    "png without points": png(0, 2),
    "png of nothing": png(lines=b""),
    "png cut short": png()[:-20],
    "png whose part is longer than the file": png()[:8] + b"\xff\xff\xff\xff" + png()[12:],
    "png with a page in it": png(extra=chunk(b"tEXt", b"x\0<script>alert(1)</script>")),
    "png with a pdf in it": png(extra=chunk(b"tEXt", b"x\0" + pdf())),
    "png with damaged points": b"".join((png()[:45], b"\0\0\0\0", png()[49:])),
    "jpeg of huge sides": jpeg(60_000, 60_000),
    "jpeg without height": jpeg(8, 0),
    "jpeg cut short": jpeg()[:-2],
    "jpeg with a program of a server": jpeg(extra=segment(0xFE, b"<?php system('x');")),
    "jpeg with a pdf in it": jpeg(extra=segment(0xFE, pdf())),
    "jpeg with an archive in it": jpeg(extra=segment(0xFE, zipped())),
    "jpeg of marks only": b"\xff\xd8" + b"\xff" * 100_000,
    "jpeg of empty parts": b"\xff\xd8" + b"\xff\xe0\x00\x00" * 1000,
}
PLAIN: dict[str, tuple[bytes, str]] = {
    "pdf": (pdf(), "application/pdf"),
    "pdf with pictures and words": (
        pdf(stream(b"/Subtype /Image /Filter /DCTDecode", jpeg()) + b"\n" + stream(b"/Filter /FlateDecode", b"x")),
        "application/pdf",
    ),
    "pdf with objects": (objects(zlib.compress(b"1 0 << /Type /Page >>")), "application/pdf"),
    "pdf with an outline before a picture": (
        pdf(b"3 0 obj << /Type /Outlines /First 4 0 R /N 2 >> endobj\n" + stream(b"/Filter /DCTDecode", jpeg())),
        "application/pdf",
    ),
    "pdf that begins on its second page": (
        pdf(b"<< /OpenAction [3 0 R /Fit] /URI (https://a.example) >>"),
        "application/pdf",
    ),
    "png": (png(), "image/png"),
    "png with its name": (png(extra=chunk(b"iCCP", b"icc\0\0" + zlib.compress(b"x" * 3000))), "image/png"),
    "jpeg": (jpeg(), "image/jpeg"),
    "jpeg of a telephone": (jpeg(4000, 3000, extra=segment(0xE1, b"Exif\0\0" + b"\xff\xd9" * 20)), "image/jpeg"),
}
