"""Pages for what went wrong: one plain sentence and what to do next. Nothing of the cause is shown.

Signatures are Django's (handler400 to handler500, CSRF_FAILURE_VIEW).
"""

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """400: the request cannot be read."""
    return render(request, "errors/400.html", status=400)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """403: not allowed."""
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404: no such page, or not for this person; which of the two is not said."""
    return render(request, "errors/404.html", status=404)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403 for a form whose CSRF token is missing or old."""
    return render(request, "errors/csrf.html", status=403)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: too often in a short time (allauth asks for it by this name in config/urls.py)."""
    return render(request, "errors/429.html", status=429)


def broken(_request: HttpRequest) -> HttpResponse:
    """500: needs neither database nor context, so that it never fails itself."""
    return HttpResponseServerError(render_to_string("errors/500.html"))
