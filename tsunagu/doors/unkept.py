"""Answers no cache keeps: what only two may read, what a link alone opens, a company's weaknesses."""

from django.http import HttpResponse


def unkept(response: HttpResponse) -> HttpResponse:
    """The same answer, for this reader and this once."""
    response["Cache-Control"] = "no-store, private"
    return response
