"""A stored file as an answer to a browser."""

from urllib.parse import quote

from tsunagu.vault.models import StoredFile

Attachment = tuple[bytes, str, dict[str, str]]


def as_attachment(stored: StoredFile, content: bytes, *, name: str = "") -> Attachment:
    """(body, content type, headers): always a download, never shown inside a page. `name`: instead of its own.

    `HttpResponse(body, content_type=content_type, headers=headers)`
    """
    shown = name or stored.name
    plain, full = f"file{_ending(shown)}", quote(shown, safe="")
    headers = {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{full}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "no-store, private",
    }
    return content, stored.content_type, headers


def _ending(name: str) -> str:
    ending = name.rpartition(".")[2] if "." in name else ""
    return f".{ending}" if ending.isascii() and ending.isalnum() else ""
