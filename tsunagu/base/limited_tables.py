"""Tables strangers upload are read in a child process with limits: what breaks the parser breaks the child alone.

Source: promises §4 (uploads pass a gate before any parser and are parsed in a limited child). The gate stands in the
child too; a file that would fill memory or never end costs seconds, then a sentence.
"""

import json
import subprocess
import sys
from pathlib import Path

from tsunagu.base.errors import RuleBrokenError
from tsunagu.base.table_files import Cells

ROOT = Path(__file__).parents[2]
PATIENCE = 30  # seconds; the child's own limit on processor time comes first
TOO_MUCH = "ファイルを読めませんでした。大きすぎるか、壊れています。書き出した様式のまま使ってください。"
# Nothing of the service's environment (keys, addresses, passwords) is given to the child.
_ENVIRONMENT = {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"}


def rows_in_child(content: bytes) -> list[Cells]:
    """As `table_files.rows_of`, with the same refusals, and one more where the child gave up."""
    command = [sys.executable, "-s", "-m", "tsunagu.base.table_child"]
    try:
        done = subprocess.run(  # noqa: S603  (our own module; nothing typed is in the command)
            command, input=content, capture_output=True, check=True, timeout=PATIENCE, cwd="/", env=_ENVIRONMENT
        )
        said = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError):
        raise RuleBrokenError(TOO_MUCH) from None
    if "refused" in said:
        raise RuleBrokenError(said["refused"])
    return [tuple(row) for row in said["rows"]]
