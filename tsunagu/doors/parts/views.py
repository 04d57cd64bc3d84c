from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tsunagu.doors.parts.samples import groups


def parts(request: HttpRequest) -> HttpResponse:
    """The page of components, for developers: every part in its states."""
    return render(request, "parts_page.html", {"groups": groups()})
