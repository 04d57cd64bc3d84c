from pathlib import Path

import pytest

from tests.bench.populations import bench_dir


@pytest.fixture(scope="session")
def bench_place() -> Path:
    """Where built databases are kept."""
    return bench_dir()
