from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service import Service, service


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Service]:
    """A service whose database has no tables yet."""
    with service(tmp_path) as made:
        yield made


@pytest.fixture
def migrated(fresh: Service) -> Service:
    """A service ready to be served."""
    done = fresh.run("migrate")
    assert done.returncode == 0, done.stderr
    return fresh
