"""Digests of journal lines and the chain over them. Plain functions."""

import hashlib
import json
from collections.abc import Mapping

START = "0" * 64


def digest(line: Mapping[str, object], *, salt: str) -> str:
    """SHA-256 over a line's canonical JSON and a salt: without the salt nobody can guess what it said."""
    body = json.dumps(canonical(line), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{salt}\n{body}".encode()).hexdigest()


def canonical(value: object) -> object:
    """The same value whichever engine kept it: a whole float is an integer (jsonb keeps no difference)."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Mapping):
        return {key: canonical(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [canonical(inner) for inner in value]
    return value


def link(previous: str, entry_id: int, entry_digest: str) -> str:
    """The next chain value from the one before and the entry now sealed."""
    return hashlib.sha256(f"{previous}\n{entry_id}\n{entry_digest}".encode()).hexdigest()
