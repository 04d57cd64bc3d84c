"""The engine-neutral logical snapshot: one zip, rows of every table and files of the file store, no keys.

manifest.json             format, moment, migrations, per table rows and sha256, per file size and sha256
tables/<app>.<model>.jsonl  one row per line, columns by name; encrypted columns as they stand
files/<name>              the file store's files as they lie there
"""

FORMAT = 1
MANIFEST = "manifest.json"


class SnapshotError(Exception):
    """The snapshot cannot be made or read. The message is one clear sentence."""


class TargetNotEmptyError(Exception):
    """A snapshot is restored into an empty service only. The message names what is there."""


class RestoreDiffersError(Exception):
    """What was restored is not what the snapshot holds; nothing was kept."""


def table_member(label: str) -> str:
    """Where a table's rows lie in the zip."""
    return f"tables/{label}.jsonl"


def file_member(name: str) -> str:
    """Where a file lies in the zip."""
    return f"files/{name}"
