"""The child that reads a table somebody uploaded: bytes on stdin, cells as JSON on stdout, little memory, no files.

Run by `limited_tables`, never imported by the service: it puts limits on its own process before it reads anything.
"""

import json
import resource
import sys

MOST_MEMORY = 768 * 2**20  # bytes of addresses; a table of 100,000 rows stays well below
MOST_SECONDS = 20  # of a processor
MOST_OPEN_FILES = 32
MOST_LETTERS = 20 * 2**20  # of all cells together
TOO_LONG = "ファイルの文字が多すぎるか、大きすぎる欄があります。分けてください。"


def limit() -> None:
    """From here on: no more memory, no endless loop, nothing written to a disk, no other program."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (MOST_OPEN_FILES, MOST_OPEN_FILES))


def main() -> None:
    """Answer {"rows": [[cell, …], …]} or {"refused": sentence}."""
    limit()
    from tsunagu.base.errors import RuleBrokenError
    from tsunagu.base.table_files import rows_of

    content = sys.stdin.buffer.read()
    try:
        rows = rows_of(content)
        is_long = sum(len(cell) for row in rows for cell in row) > MOST_LETTERS
        said: dict[str, object] = {"refused": TOO_LONG} if is_long else {"rows": rows}
    except RuleBrokenError as refusal:
        said = {"refused": str(refusal)}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
