"""Papers handed in: plain ones pass, hostile ones are refused in good time and with a sentence."""

import re

import pytest

from tests.base.hostile import HOSTILE, PLAIN, jpeg, pdf, png, zipped
from tsunagu.base.errors import RuleBrokenError
from tsunagu.base.papers import MOST_BYTES, checked_paper


@pytest.mark.parametrize("kind", PLAIN)
def test_a_plain_paper_passes_as_what_it_is(kind: str) -> None:
    content, content_type = PLAIN[kind]

    paper = checked_paper(content, name="shoumei")

    assert (paper.content, paper.content_type) == (content, content_type)


@pytest.mark.timeout(3)  # the promise itself, not a measure of this machine
@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_paper_is_refused_in_time_beside_its_field(kind: str) -> None:
    with pytest.raises(RuleBrokenError) as refusal:
        checked_paper(HOSTILE[kind], name="shoumei.pdf")

    assert refusal.value.field == "file"
    assert re.search(r"(選んでください|保存し直してください|してください)。$", str(refusal.value))


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        ("証明書.PDF", pdf(), "証明書.PDF"),
        ("写真.jpeg", jpeg(), "写真.jpeg"),
        ("x.html", png(), "x.html.png"),
        ("x.exe", pdf(), "x.exe.pdf"),
        ("", jpeg(), "file.jpg"),
    ],
)
def test_the_name_ends_as_the_type_says(name: str, content: bytes, named: str) -> None:
    assert checked_paper(content, name=name).name == named


@pytest.mark.parametrize("made", [png, jpeg])
def test_what_stands_after_a_picture_is_cut_off(made) -> None:
    assert checked_paper(made() + b"MZ" + zipped(), name="x").content == made()


def test_the_largest_paper_passes_and_one_byte_more_does_not() -> None:
    filling = MOST_BYTES - len(pdf())

    assert len(checked_paper(pdf(b" " * filling), name="x").content) == MOST_BYTES
    with pytest.raises(RuleBrokenError, match="10 MB"):
        checked_paper(pdf(b" " * (filling + 1)), name="x")


@pytest.mark.parametrize("made", [pdf, png, jpeg])
def test_a_paper_cut_anywhere_or_with_any_byte_changed_is_never_a_breakdown(made) -> None:
    whole = made()
    for place in range(len(whole)):
        for odd in (whole[:place], whole[:place] + b"\xff" + whole[place + 1 :]):
            try:
                checked_paper(odd, name="x")
            except RuleBrokenError:
                continue
