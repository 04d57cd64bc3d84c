"""Photos: only the picture is kept; hostile files are refused in good time."""

import struct

import pytest

from tests.base.hostile import HOSTILE, chunk, jpeg, pdf, png, segment
from tsunagu.base.errors import RuleBrokenError
from tsunagu.base.photos import MOST_BYTES, checked_photo


def exif(way: int, order: str = ">") -> bytes:
    mark = b"MM\0*" if order == ">" else b"II*\0"
    tags = struct.pack(f"{order}HHHIHH", 1, 0x0112, 3, 1, way, 0)
    return segment(0xE1, b"Exif\0\0" + mark + struct.pack(f"{order}I", 8) + tags + b"\0\0\0\0")


def test_a_picture_without_anything_beside_it_stays_as_it_is() -> None:
    assert checked_photo(png(), name="a.png").content == png()
    assert checked_photo(jpeg(), name="a.jpg").content == jpeg()


def test_words_and_place_are_taken_out_of_a_png() -> None:
    found = checked_photo(png(extra=chunk(b"tEXt", b"GPS\x0035.6N") + chunk(b"eXIf", b"MM")), name="a.png")

    assert (found.content, found.content_type, found.name) == (png(), "image/png", "a.png")


def test_place_camera_and_remarks_are_taken_out_of_a_jpeg() -> None:
    beside = segment(0xE1, b"http://ns.example/xap/1.0/\0GPS") + segment(0xED, b"Photoshop") + segment(0xFE, b"note")

    assert checked_photo(jpeg(extra=beside), name="a.jpg").content == jpeg()


@pytest.mark.parametrize("order", [">", "<"])
def test_which_way_is_up_stays(order: str) -> None:
    found = checked_photo(jpeg(extra=exif(6, order)), name="a.jpg").content

    assert found == jpeg()[:2] + exif(6) + jpeg()[2:]


@pytest.mark.parametrize("said", [exif(1), exif(9), segment(0xE1, b"Exif\0\0MM\0*"), segment(0xE1, b"Exif\0\0xx")])
def test_a_mark_that_says_nothing_goes(said: bytes) -> None:
    assert checked_photo(jpeg(extra=said), name="a.jpg").content == jpeg()


def test_a_bare_photo_is_a_photo() -> None:
    once = checked_photo(jpeg(extra=exif(3)), name="a.jpg").content

    assert checked_photo(once, name="a.jpg").content == once


@pytest.mark.timeout(3)  # the promise itself, not a measure of this machine
@pytest.mark.parametrize("kind", [*HOSTILE, "a paper", "too large"])
def test_a_hostile_photo_is_refused_in_time_beside_its_field(kind: str) -> None:
    content = {"a paper": pdf(), "too large": png() + b"\0" * MOST_BYTES, **HOSTILE}[kind]

    with pytest.raises(RuleBrokenError) as refusal:
        checked_photo(content, name="photo.png")

    assert refusal.value.field == "photo"
    assert str(refusal.value).endswith("ください。")
    assert "PDF" not in str(refusal.value)
