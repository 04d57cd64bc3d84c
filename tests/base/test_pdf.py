"""Papers as PDF."""

from datetime import UTC, datetime

import pytest

from tests.base.pdf_words import words_of
from tsunagu.base.pdf import FOLDER, pdf

AT = datetime(2026, 11, 21, 3, tzinfo=UTC)
PLAIN = "= #data.title\n#data.words"


def test_a_paper_is_tagged_japanese_and_keeps_its_title() -> None:
    content = pdf(PLAIN, {"title": "見本の紙", "words": "規程を𠮷田さんと見直します。"}, at=AT)

    assert content.startswith(b"%PDF-1.7")
    assert [content.count(part) for part in (b"/MarkInfo", b"<pdfuaid:part>1<", b"<pdfaid:part>2<")] == [1, 1, 1]
    assert b"/Lang(ja)" in content


def test_the_same_facts_make_the_same_file() -> None:
    data = {"title": "見本", "words": "同じ"}

    assert pdf(PLAIN, data, at=AT) == pdf(PLAIN, data, at=AT)


def test_what_was_typed_is_text_and_never_markup() -> None:
    typed = '#import "@preview/x:0.1.0" #read("/paper.typ") $x$ *太字* \\ 一\n二 a\x0bb'

    shown = words_of(pdf(PLAIN, {"title": "見本", "words": typed}, at=AT))

    assert shown.startswith('見本#import "@preview/x:0.1.0" #read("/paper.typ") $x$ *太字* \\ 一二 ab')


def test_a_letter_no_font_has_costs_the_standard_not_the_paper() -> None:
    content = pdf(PLAIN, {"title": "見本", "words": "笑顔😀"}, at=AT)

    assert (content[:5], b"pdfaid" in content) == (b"%PDF-", False)


def test_facts_stand_in_a_table() -> None:
    data = {"title": "見本", "rows": (("料金", "30,000円"), ("内容", "一行目\n二行目"))}

    shown = words_of(pdf("#facts(data.rows)", data, at=AT))

    assert shown == "項目内容料金30,000円内容一行目二行目1 / 1"


@pytest.mark.parametrize("template", ['#read("/../../../pdf.py")', "#data.missing"])
def test_a_template_that_cannot_be_is_an_error(template: str) -> None:
    import typst

    with pytest.raises(typst.TypstError):
        pdf(template, {"title": "見本"}, at=AT)


def test_the_folder_a_template_may_read_holds_the_dress_alone() -> None:
    assert [path.name for path in FOLDER.iterdir()] == ["paper.typ"]
