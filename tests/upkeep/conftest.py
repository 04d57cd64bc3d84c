import pytest

from tsunagu.upkeep.registry import REGISTRY


@pytest.fixture
def registry(monkeypatch):
    """An empty registry for this test."""
    for name in ("jobs", "timetable", "rounds"):
        monkeypatch.setattr(REGISTRY, name, {})
    return REGISTRY
