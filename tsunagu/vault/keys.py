"""The key file: what encrypts confidential values and signs cookies. Outside the database and every backup.

A JSON file, mode 0600: {"signing": "...", "current": "k1", "encryption": {"k1": "<base64, 32 bytes>"}}.
Read before Django is set up, so nothing of Django is imported here.
"""

import base64
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

KEY_BYTES = 32


class KeysMissingError(Exception):
    """No key file where one is required. The service does not start."""


@dataclass(frozen=True, slots=True)
class Keys:
    """`signing`: cookies and links; `encryption`: 32 bytes by key id; `current` encrypts new values."""

    signing: str
    current: str
    encryption: dict[str, bytes]


def find_or_make_keys(given: str, var: Path, *, may_make: bool) -> Path:
    """The key file's path. Makes `var/keys` on the embedded default's first start; else it must exist."""
    path = Path(given) if given else var / "keys"
    if path.exists():
        return path
    if given or not may_make:
        raise KeysMissingError(
            f"No key file at {path}. Set TSUNAGU_KEYS to a key file; make one with: "
            "python -m tsunagu.vault.keys /path/to/keys (docs/how-to/run-on-postgresql.md)."
        )
    make_keys(path)
    return path


def make_keys(path: Path) -> None:
    """Write a new key file, readable by its owner only. An existing file is never overwritten."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content: dict[str, object] = {
        "signing": secrets.token_urlsafe(48),
        "current": "k1",
        "encryption": {"k1": base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()},
    }
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    _write_private(temporary, content)
    try:
        path.hardlink_to(temporary)  # fails where a file stands already: two first starts make one file
    except FileExistsError:
        pass
    finally:
        temporary.unlink()


def add_key(path: Path) -> str:
    """Add a key and make it the current one; returns its id ("k2"). Old values stay readable."""
    read_keys(path)
    content = json.loads(path.read_text())
    newest = max(int(name.removeprefix("k")) for name in content["encryption"])
    content["current"] = f"k{newest + 1}"
    content["encryption"][content["current"]] = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    _write_private(temporary, content)
    temporary.replace(path)
    return str(content["current"])


def _write_private(path: Path, content: dict[str, object]) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())


def read_keys(path: Path) -> Keys:
    """The keys of a file; raises KeysMissingError with a sentence when it is not a key file."""
    try:
        content = json.loads(path.read_text())
        encryption = {name: base64.b64decode(key) for name, key in content["encryption"].items()}
        keys = Keys(signing=content["signing"], current=content["current"], encryption=encryption)
        current_length = len(encryption[keys.current])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise KeysMissingError(f"{path} is not a key file: {wrong}") from wrong
    if current_length != KEY_BYTES:
        raise KeysMissingError(f"{path} is not a key file: its current key has the wrong length")
    return keys


def django_secret(path: Path) -> str:
    """Django's SECRET_KEY, out of the key file."""
    return read_keys(path).signing


def main(words: list[str]) -> int:
    """`python -m tsunagu.vault.keys PATH` makes a key file; `--rotate PATH` adds a key. 2 = not done."""
    import sys

    path = Path(words[-1]) if words and not words[-1].startswith("-") else None
    if path is None or words[:-1] not in ([], ["--rotate"]):
        sys.stderr.write("usage: python -m tsunagu.vault.keys [--rotate] PATH\n")
        return 2
    if words[:-1]:
        sys.stdout.write(f"{path}: {add_key(path)} is the current key now.\n")
    elif path.exists():
        sys.stderr.write(f"{path} exists already and stays as it is.\n")
        return 2
    else:
        make_keys(path)
    return 0


if __name__ == "__main__":
    import sys

    sys.exit(main(sys.argv[1:]))
