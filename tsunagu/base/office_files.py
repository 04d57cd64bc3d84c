"""The gate before any parser of Office files: what is in the zip, how large, whether anything is live.

Source: promises §4 (types, parts, unpacked size, DTD, macros, external links).
"""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from tsunagu.base.errors import RuleBrokenError

MOST_BYTES = 30 * 2**20
MOST_PARTS = 2_000
MOST_UNPACKED_BYTES = 300 * 2**20
ZIP_SIGN, OLD_OFFICE_SIGN = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

_LIVE_PARTS = re.compile(
    r"vbaProject|macrosheets/|externalLinks/|activeX/|embeddings/|ctrlProps/|connections\.xml|queryTables/|\.bin$",
    re.IGNORECASE,
)
_HARMLESS_BIN = re.compile(r"printerSettings\d*\.bin$", re.IGNORECASE)
_RELATION = re.compile(rb"<[^<>]*TargetMode\s*=\s*[\"']External[\"'][^<>]*>", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_LOOK_BACK = 16


def check_office_file(content: bytes) -> None:
    """Raise RuleBrokenError unless this is a plain Office file of moderate size with nothing live in it."""
    if content.startswith(OLD_OFFICE_SIGN):
        raise RuleBrokenError(
            "パスワード付き、または古い形式のファイルです。パスワードを外し、.xlsx で保存し直してください。"
        )
    if len(content) > MOST_BYTES:
        raise RuleBrokenError(f"ファイルが大きすぎます。{MOST_BYTES // 2**20} MB までにしてください。")
    try:
        with ZipFile(BytesIO(content)) as package:
            _check_parts(package)
    except RuleBrokenError:
        raise
    except Exception:  # noqa: BLE001  (whatever a broken zip does to the reader, the answer is the same)
        raise RuleBrokenError("ファイルが壊れていて読めません。Excel で開き、保存し直してください。") from None


def _check_parts(package: ZipFile) -> None:
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise RuleBrokenError("ファイルの中身が大きすぎます。行や画像を減らしてください。")
    if "[Content_Types].xml" not in package.namelist():
        raise RuleBrokenError("Excel のファイルではありません。.xlsx か CSV を選んでください。")
    for part in parts:
        if _LIVE_PARTS.search(part.filename) and not _HARMLESS_BIN.search(part.filename):
            raise RuleBrokenError("マクロや外部の参照が入っています。外してから保存し直してください。")
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            _check_xml(package, part)


def _check_xml(package: ZipFile, part: ZipInfo) -> None:
    for chunk in _chunks(package, part):
        if b"\x00" in chunk or _DOCTYPE.search(chunk):
            raise RuleBrokenError(
                "ファイルに許可していない書き方（DTD など）があります。Excel で保存し直してください。"
            )
    if part.filename.lower().endswith(".rels"):
        for relation in _RELATION.findall(package.read(part)):
            if b"/hyperlink" not in relation:
                raise RuleBrokenError("外部のファイルへの参照が入っています。外してから保存し直してください。")
    if part.filename == "[Content_Types].xml" and b"macroEnabled" in package.read(part):
        raise RuleBrokenError("マクロ付きのファイルです。.xlsx で保存し直してください。")


def _chunks(package: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    tail = b""
    with package.open(part) as stream:
        while chunk := stream.read(2**16):
            yield tail + chunk
            tail = chunk[-_LOOK_BACK:]
