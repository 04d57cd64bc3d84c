"""Papers as PDF: a Typst template and its facts → bytes. A4, Japanese, tagged (PDF/UA-1 and PDF/A-2a).

A template is plain Typst text. Facts come in as `data` only, never by building the text, so nothing typed can
become markup. It reads no file and takes no package: the folder it may read holds the dress of papers alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst

PDF = "application/pdf"
FOLDER = Path(__file__).parent / "data" / "pdf"
STANDARDS: tuple[typst.PDFStandard, ...] = ("ua-1", "a-2a")
_DRESS = '#import "/paper.typ": data, facts, paper\n#show: paper\n'


def pdf(template: str, data: Mapping[str, object], *, at: datetime) -> bytes:
    """A PDF from Typst text. In the template `data` is what was given here (str, int, bool, None, lists, mappings).

    `data["title"]` (str) is the title of the file; `at`: when it is made. Letters no font has are shown as boxes, and
    only such a file is no PDF/A. A mistake in the template raises typst.TypstError.
    """
    import typst

    told = json.dumps(_printable(data), ensure_ascii=False)
    source = f"{_DRESS}{template}".encode()
    try:
        return _made(source, told, at, STANDARDS)
    except typst.TypstError:
        return _made(source, told, at, ())


def _made(source: bytes, told: str, at: datetime, standards: tuple[typst.PDFStandard, ...]) -> bytes:
    import typst

    writer = typst.Compiler(source, root=FOLDER, font_paths=_fonts(), sys_inputs={"data": told})
    made = writer.compile(format="pdf", pdf_standards=list(standards), timestamp=int(at.timestamp()))
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no file.")
    return made


@cache
def _fonts() -> typst.Fonts:
    """The paper fonts of the packages, the same on every machine."""
    import noto_cjk_sans_jp_bold
    import noto_cjk_sans_jp_regular
    import typst

    folders = [Path(str(one.__file__)).parent for one in (noto_cjk_sans_jp_regular, noto_cjk_sans_jp_bold)]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


def _printable(value: object) -> object:
    """Texts without letters that cannot be shown; lines stay lines."""
    if isinstance(value, str):
        return "".join(letter for letter in value if letter.isprintable() or letter == "\n")
    if isinstance(value, Mapping):
        return {key: _printable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(one) for one in value]
    return value
