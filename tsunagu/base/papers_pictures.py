"""PNG and JPEG walked from part to part: whole, of moderate size, and nothing after their end."""

import struct
import zlib

from tsunagu.base.errors import RuleBrokenError

PNG_SIGN, JPEG_SIGN = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
MOST_SIDE, MOST_PIXELS = 20_000, 50_000_000
MOST_UNPACKED, MOST_TEXT, MOST_TEXTS, LONGEST_KEYWORD = 220 * 2**20, 2**20, 50, 79
BROKEN = "画像が壊れていて読めません。保存し直してください。"
TOO_LARGE = "画像が大きすぎます。縦横を小さくして、保存し直してください。"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
# JPEG: frames that say how large the picture is; markers without a length.
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_START_OF_SCAN, _END = 0xDA, 0xD9


def checked_png(content: bytes) -> bytes:
    """The bytes of a PNG up to its end. RuleBrokenError: broken, too large, or it unpacks to more than it says."""
    place, expected, texts = len(PNG_SIGN), 0, 0
    packed: list[bytes] = []
    while place + 12 <= len(content):
        length = int.from_bytes(content[place : place + 4], "big")
        kind, body = content[place + 4 : place + 8], content[place + 8 : place + 8 + length]
        place += 12 + length
        if len(body) < length or place > len(content) or texts > MOST_TEXTS:
            break
        if not expected:
            expected = _png_bytes(kind, body)
        elif kind == b"IDAT":
            packed.append(body)
        elif kind in {b"iCCP", b"zTXt", b"iTXt"}:
            texts += 1
            _check_text(kind, body)
        elif kind == b"IEND":
            _check_unpacked(packed, expected)
            return content[:place]
    raise RuleBrokenError(BROKEN)


def _png_bytes(kind: bytes, body: bytes) -> int:
    """How many bytes a picture with this head unpacks to at most."""
    if kind != b"IHDR" or len(body) != 13:
        raise RuleBrokenError(BROKEN)
    width, height, depth, colours = struct.unpack(">IIBB", body[:10])
    if colours not in _CHANNELS or depth not in {1, 2, 4, 8, 16}:
        raise RuleBrokenError(BROKEN)
    _check_sides(width, height)
    whole: int = height * (1 + width * _CHANNELS[colours] * depth // 8 + 1)
    if whole > MOST_UNPACKED:
        raise RuleBrokenError(TOO_LARGE)
    return whole + whole // 8 + 1024  # interlaced pictures have more, shorter lines


def _check_sides(width: int, height: int) -> None:
    if not (width and height):
        raise RuleBrokenError(BROKEN)
    if max(width, height) > MOST_SIDE or width * height > MOST_PIXELS:
        raise RuleBrokenError(TOO_LARGE)


def _check_unpacked(packed: list[bytes], most: int) -> None:
    reader, unpacked = zlib.decompressobj(), 0
    try:
        for part in packed:
            rest = part
            while rest:
                unpacked += len(reader.decompress(rest, 2**20))
                rest = reader.unconsumed_tail
                if unpacked > most:
                    raise RuleBrokenError(TOO_LARGE)
    except zlib.error:
        raise RuleBrokenError(BROKEN) from None
    if not unpacked:
        raise RuleBrokenError(BROKEN)


def _check_text(kind: bytes, body: bytes) -> None:
    """Packed words and colour profiles stay small when unpacked; what nobody packs is not taken packed."""
    name, _, rest = body.partition(b"\0")
    if kind == b"iTXt":
        is_bomb = rest[:1] != b"\0"
    else:
        reader = zlib.decompressobj()
        try:
            reader.decompress(rest[1:], MOST_TEXT)
        except zlib.error:
            raise RuleBrokenError(BROKEN) from None
        is_bomb = bool(reader.unconsumed_tail)
    if is_bomb or len(name) > LONGEST_KEYWORD:
        raise RuleBrokenError(TOO_LARGE)


def checked_jpeg(content: bytes) -> bytes:
    """The bytes of a JPEG up to its end. RuleBrokenError: broken or too large."""
    place, has_frame = 2, False
    while place + 4 <= len(content):
        if content[place] != 0xFF:
            break
        marker = content[place + 1]
        if marker == 0xFF or marker in _ALONE:  # padding, or a marker that stands alone
            place += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(content[place + 2 : place + 4], "big")
        if marker in _FRAMES:
            has_frame = True
            _check_frame(content[place + 4 : place + 2 + length])
        if length < 2 or marker == _END:
            break
        place += 2 + length
        if marker == _START_OF_SCAN:
            place = _after_scan(content, place)
            if has_frame and content[place : place + 2] == bytes((0xFF, _END)):
                return content[: place + 2]
    raise RuleBrokenError(BROKEN)


def _check_frame(body: bytes) -> None:
    if len(body) < 6:
        raise RuleBrokenError(BROKEN)
    height, width = struct.unpack(">HH", body[1:5])
    _check_sides(width, height)


def _after_scan(content: bytes, place: int) -> int:
    """Where the next marker stands; inside a scan FF is followed by 00 or a restart mark."""
    while (place := content.find(b"\xff", place)) != -1:
        following = content[place + 1] if place + 1 < len(content) else 0
        if following and following not in _ALONE and following != 0xFF:
            return place
        place += 1
    return len(content)
