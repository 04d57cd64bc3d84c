"""案件の書類: through the upload gate into the vault, and read again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.base import File

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.base.papers import MOST_BYTES, checked_paper
from tsunagu.vault.actions import open_file, store_file
from tsunagu.vault.models import StoredFile
from tsunagu.vault.states import FileKind


def keep_paper(file: File[Any], *, scope: str, by: Actor, at: datetime) -> StoredFile:
    """The paper in the vault. Refuses large files, and what is not a plain PDF, PNG or JPEG (base.papers)."""
    if (file.size or 0) > MOST_BYTES:
        raise RuleBrokenError(f"ファイルが大きすぎます。{MOST_BYTES // 2**20} MB までにしてください。", field="file")
    checked = checked_paper(file.read(), name=file.name or "")
    return store_file(
        checked.content, name=checked.name, kind=FileKind.PAPER, scope=scope, content_type=checked.content_type,
        by=by, at=at,
    )  # fmt: skip


def read_paper(stored: StoredFile, *, by: Actor, at: datetime) -> tuple[StoredFile, bytes]:
    """A paper and its bytes; reading is journalled. Refuses one that was erased; who may is asked before."""
    return stored, open_file(stored, by=by, at=at)
