"""Around every answer below /api/: JSON also for what went wrong, who may keep it how long, readable from anywhere.

Loaded with the middleware of every web process; knows nothing of the operations.
"""

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response, set_response_etag

from tsunagu.directory.conditions import Problem

BELOW = "/api/"
SENTENCES = {
    400: "送られた内容を読み取れません。アドレスを確かめてください。",
    403: "この操作はできません。",
    404: "このアドレスはありません。",
    405: "この方法では使えません。GET を使ってください。",
    429: "短い間に、多くの問い合わせがありました。1分ほど待ってから、もう一度試してください。",
}
BROKEN = "うまく処理できませんでした。時間をおいて試してください。"
# A list begins a new order for everybody who asks: nobody keeps it. A sheet may change any moment: ask each time.
KEPT = {
    "api:sheet": "public, no-cache",
    "api:codes": "public, max-age=3600",
    "api:vocabulary": "public, max-age=3600",
    "api:openapi": "public, max-age=3600",
}
NOT_KEPT = "no-store"
METHODS = "GET, HEAD, OPTIONS"
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def told(status: int, problems: Iterable[Problem]) -> HttpResponse:
    """A refusal: {"errors": [{"field", "message"}]}."""
    errors = [{"field": problem.field, "message": problem.sentence} for problem in problems]
    return JsonResponse({"errors": errors}, status=status, json_dumps_params={"ensure_ascii": False})


class ApiAnswersMiddleware:
    """JSON, caching and CORS for the API; everything else passes untouched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(BELOW):
            return self.get_response(request)
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={**CORS, **PREFLIGHT, "Cache-Control": NOT_KEPT})
        response = _as_json(self.get_response(request))
        return _for_anybody(request, response) if _is_json(response) else response


def _is_json(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith("application/json")


def _as_json(response: HttpResponse) -> HttpResponse:
    if response.status_code < 400 or _is_json(response):
        return response
    sentence = SENTENCES.get(response.status_code, BROKEN)
    instead = told(response.status_code, [Problem("", sentence)])
    for name in ("Allow", "Retry-After"):
        if name in response.headers:
            instead[name] = response[name]
    return instead


def _for_anybody(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Everything said here is public: any site may read it, without cookies."""
    route = request.resolver_match.view_name if request.resolver_match else ""
    response["Cache-Control"] = KEPT.get(route, NOT_KEPT) if response.status_code == 200 else NOT_KEPT
    if response["Cache-Control"] != NOT_KEPT:
        set_response_etag(response)
        response = get_conditional_response(request, etag=response["ETag"], response=response) or response
    for name, value in CORS.items():
        response[name] = value
    return response
