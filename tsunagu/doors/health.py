"""/healthz: for load balancers and whoever is on call."""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from tsunagu.upkeep.health import health


def healthz(_request: HttpRequest) -> JsonResponse:
    """200 when every check is fine, else 503: {"status": "ok"/"trouble", "database": {"ok", "detail"}, …}."""
    found = health(at=timezone.now())
    fine = all(finding.ok for finding in found.values())
    checks = {name: {"ok": finding.ok, "detail": finding.detail} for name, finding in found.items()}
    answer = JsonResponse({"status": "ok" if fine else "trouble", **checks}, status=200 if fine else 503)
    answer["Cache-Control"] = "no-store"
    return answer
