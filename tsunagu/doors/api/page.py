"""/api/v1/docs: the API explained to people. Everything a table can say is taken from where it is decided."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tsunagu.directory.conditions import FACETS, WORDS_MOST, Facet
from tsunagu.doors.api.asking import MOST, USUAL
from tsunagu.doors.api.codes import SHOWN

ROUTES = (
    ("/api/v1/specialists", "専門家の一覧。条件でさがします。"),
    ("/api/v1/specialists/{登録番号}", "1人の個票。項目ごとに、よりどころが付きます。"),
    ("/api/v1/codes", "コード表の一覧。"),
    ("/api/v1/codes/{コード表}", "1つのコード表。"),
    ("/api/v1/openapi.json", "機械が読む仕様書（OpenAPI 3.1）。"),
)
STATUSES = (
    ("400", "続きの位置（cursor）や、送られた内容を読み取れません。"),
    ("404", "その人、コード表、アドレスはありません。"),
    ("405", "GET のほかは使えません。"),
    ("422", "条件の名前か値が正しくありません。"),
)


def docs(request: HttpRequest) -> HttpResponse:
    """The page; parameters are not read."""
    return render(request, "api/docs.html", _facts())


def _facts() -> dict[str, Any]:
    return {
        "trail": [{"url": reverse("public:home"), "label": "専門家をさがす"}],
        "routes": _table(("アドレス", "内容"), ROUTES),
        "conditions": _table(
            ("名前", "意味", "値"), [(facet.name, facet.label, _takes(facet)) for facet in FACETS.values()]
        ),
        "statuses": _table(("番号", "意味"), STATUSES),
        "usual": USUAL,
        "most": MOST,
    }


def _table(headings: tuple[str, ...], lines: Any) -> dict[str, Any]:
    """Lines of texts as parts/table.html takes them."""
    rows = [[{"text": text, "label": heading} for text, heading in zip(line, headings, strict=True)] for line in lines]
    return {"headings": headings, "rows": rows}


def _takes(facet: Facet) -> str:
    if facet.free:
        return f"{WORDS_MOST}文字までの言葉"
    if facet.is_flag:
        return "1 で指定"
    lists = "".join(code for code, shown in SHOWN.items() if facet.name in shown.parameters)
    return f"コード表 {lists}（{'いくつでも' if facet.many else '1つだけ'}）"
