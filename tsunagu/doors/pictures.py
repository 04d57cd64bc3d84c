"""A picture as an answer: shown inside a page, and nothing but a picture."""

from django.http import HttpResponse


def as_picture(content: bytes, content_type: str) -> HttpResponse:
    """A PNG or JPEG that passed the gate. Should a browser take it for a page after all, nothing in it may act."""
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Content-Disposition": "inline",
    }
    return HttpResponse(content, content_type=content_type, headers=headers)
