"""The only place where SQL differs by engine: `sqlite` and `postgresql` offer the same functions.

Contract test: tests/base/test_engines.py. Everything else is written once.
"""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tsunagu.base.engines import postgresql, sqlite

ENGINES: dict[str, Any] = {"sqlite": sqlite, "postgresql": postgresql}


def engine_of(vendor: str) -> Any:
    """The module for a Django `connection.vendor`; KeyError for an engine we do not serve."""
    return ENGINES[vendor]


def database_config(url: str) -> dict[str, Any]:
    """`DATABASE_URL` → Django's database settings.

    Forms: `sqlite:///path`, `postgres://user:pw@host:port/db`, `postgres:///db?host=/socket/dir`.
    Raises ValueError with a sentence for anything else.
    """
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    if parts.scheme == "sqlite":
        path = unquote(parts.path)
        return sqlite.settings(path[1:] if path.startswith(("//", "/:memory:")) else path)
    if parts.scheme in {"postgres", "postgresql"}:
        return postgresql.settings(
            name=unquote(parts.path.lstrip("/")),
            user=unquote(parts.username or query.get("user", "")),
            password=unquote(parts.password or ""),
            host=query.get("host", parts.hostname or ""),
            port=str(parts.port or query.get("port", "")),
        )
    raise ValueError(
        f"DATABASE_URL: '{parts.scheme}' is not served. "
        "Use sqlite:///path, postgres://user:pw@host:port/db or postgres:///db?host=/socket/dir."
    )
