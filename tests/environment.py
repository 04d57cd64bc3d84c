"""Loaded before Django (pytest -p): tests never touch var/ or an operator's database."""

import os
import tempfile

os.environ["TSUNAGU_VAR"] = tempfile.mkdtemp(prefix="tsunagu-test-")
os.mkdir(os.path.join(os.environ["TSUNAGU_VAR"], "static"))  # noqa: PTH102, PTH118  (WhiteNoise warns without it)
os.environ["TSUNAGU_DEMO"] = "0"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser driver runs an event loop beside the live server
for name in (
    *("DATABASE_URL", "EMAIL_URL", "FILES_URL", "PORT", "WEB_CONCURRENCY"),
    *(f"TSUNAGU_{end}" for end in "KEYS FROM HOSTS ORIGINS SITE BEHIND_PROXY BIND DEBUG".split()),  # noqa: SIM905
):
    os.environ.pop(name, None)
if url := os.environ.get("TSUNAGU_TEST_DATABASE"):
    from pathlib import Path

    from tsunagu.vault.keys import make_keys

    keys = Path(os.environ["TSUNAGU_VAR"], "keys")
    make_keys(keys)
    os.environ["DATABASE_URL"] = url
    os.environ["TSUNAGU_KEYS"] = str(keys)
