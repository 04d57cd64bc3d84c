from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError

from tsunagu.upkeep import health as upkeep_health
from tsunagu.upkeep.actions.leases import beat
from tsunagu.upkeep.health import Health, health, register_health_check

AT = datetime(2026, 11, 21, tzinfo=UTC)
GROUND = ("database", "migrations", "worker", "files")


@pytest.fixture(autouse=True)
def only_ground(monkeypatch, file_store):
    """The checks of upkeep alone, a file store of the test's own, and nothing remembered."""
    checks = {name: upkeep_health.CHECKS[name] for name in GROUND}
    monkeypatch.setattr(upkeep_health, "CHECKS", checks)
    monkeypatch.setattr(upkeep_health, "_complete", False)


@pytest.mark.django_db
def test_all_is_fine_with_a_worker_that_lives() -> None:
    beat("w1", at=AT - timedelta(seconds=30))

    assert {name: found.ok for name, found in health(at=AT).items()} == dict.fromkeys(GROUND, True)


@pytest.mark.django_db
def test_a_silent_worker_is_trouble() -> None:
    beat("w1", at=AT - timedelta(seconds=61))

    assert health(at=AT)["worker"] == Health(ok=False, detail="0 alive")


@pytest.mark.django_db
def test_missing_migrations_are_trouble_and_the_rest_is_not_asked(monkeypatch) -> None:
    monkeypatch.setattr(upkeep_health, "missing_migrations", lambda: ["a.0001", "b.0002"])

    assert health(at=AT)["migrations"] == Health(ok=False, detail="2 missing")
    assert health(at=AT)["worker"] == Health(ok=False, detail="not asked")


@pytest.mark.django_db
def test_an_upper_rooms_check_is_asked_and_its_error_tells_no_secret() -> None:
    def broken(_at) -> Health:
        raise DatabaseError("password=hunter2")

    register_health_check("outbox", broken)

    assert health(at=AT)["outbox"] == Health(ok=False, detail="DatabaseError")


def test_a_checks_name_is_taken_once() -> None:
    with pytest.raises(ValueError, match="registered already"):
        register_health_check("worker", lambda _at: Health(ok=True, detail=""))


@pytest.mark.django_db
def test_the_page_says_200_or_503(client, monkeypatch) -> None:
    trouble = client.get("/healthz")
    monkeypatch.setattr(upkeep_health, "CHECKS", {"database": upkeep_health.database_health})
    fine = client.get("/healthz")

    assert (trouble.status_code, trouble.json()["status"], trouble.json()["worker"]["ok"]) == (
        503,
        "trouble",
        False,
    )
    assert (fine.status_code, fine.json()["status"], fine.json()["database"]["ok"]) == (200, "ok", True)
    assert fine["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_file_store_that_cannot_be_written_is_trouble_and_one_that_can_is_left_clean(file_store) -> None:
    fine = health(at=AT)["files"]
    left = list((file_store / "health").iterdir())
    (file_store / "health").rmdir()
    (file_store / "health").write_text("in the way")

    assert (fine, left) == (Health(ok=True, detail="writable"), [])
    assert health(at=AT)["files"] == Health(ok=False, detail="FileExistsError")


@pytest.mark.django_db
def test_the_cache_is_a_table_all_processes_share() -> None:
    cache.set("k", "v", 60)

    assert cache.get("k") == "v"
