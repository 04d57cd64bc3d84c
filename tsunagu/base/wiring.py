"""Turns addresses of outside things into Django settings."""

from typing import Any
from urllib.parse import unquote, urlsplit


def storage_config(url: str) -> dict[str, Any]:
    """`FILES_URL` → Django's STORAGES. `file:///dir` for now; raises ValueError with a sentence for anything else."""
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc or not parts.path:
        raise ValueError(f"FILES_URL: '{url}' is not served. Use file:///dir.")
    return {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": unquote(parts.path), "base_url": None},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
