"""The API as one thing: its operations, how refusals are told, its OpenAPI document."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer

from tsunagu.directory.conditions import Problem
from tsunagu.doors.api.asking import RefusedError, nothing_asked
from tsunagu.doors.api.frame import told
from tsunagu.doors.api.operations import router

ROOT = "/api/v1/"
JAPANESE = {"ensure_ascii": False}
# Fields a library checks before we do: what to say instead of its English sentence.
SENTENCES = {"riss_no": "登録番号は6けたの数字で指定してください。"}


class _Renderer(JSONRenderer):
    json_dumps_params = JAPANESE


api = NinjaAPI(
    title="つなぐ 公開API",
    version="1",
    description="登録セキスペ（情報処理安全確保支援士）の一覧と個票、コード表。読むだけのAPIで、だれでも使えます。",
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    renderer=_Renderer(),
)
api.add_router("", router)


@api.exception_handler(RefusedError)
def _refused(_request: HttpRequest, refusal: Any) -> HttpResponse:
    return told(refusal.status, refusal.problems)


@api.exception_handler(ValidationError)
def _not_valid(_request: HttpRequest, refusal: Any) -> HttpResponse:
    fields = [str(error["loc"][-1]) for error in refusal.errors]
    return told(422, [Problem(name, SENTENCES.get(name, "この値は使えません。")) for name in fields])


def operation_routes() -> list[URLPattern]:
    """The routes of the operations, without the root the library adds."""
    return [route for route in api.urls[0] if isinstance(route, URLPattern) and route.name != "api-root"]


@cache
def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document. HEAD goes without saying."""
    found: dict[str, Any] = api.get_openapi_schema(path_prefix=ROOT)
    for methods in found["paths"].values():
        methods.pop("head", None)
    return {**found, "servers": [{"url": "/"}]}


@csrf_exempt
def openapi(request: HttpRequest) -> HttpResponse:
    """/api/v1/openapi.json. It only reads: whoever posts is told 405, not asked for a token."""
    try:
        nothing_asked(dict(request.GET.lists()))
    except RefusedError as refusal:
        return told(refusal.status, refusal.problems)
    return JsonResponse(document(), json_dumps_params=JAPANESE)
