"""DATABASE_URL as spec'd: the three forms, and a sentence for everything else."""

import pytest

from tsunagu.base.engines import database_config

KEYS = ("NAME", "USER", "PASSWORD", "HOST", "PORT")


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("postgres://me:p%40ss@db.example:5433/tsunagu", ("tsunagu", "me", "p@ss", "db.example", "5433")),
        ("postgresql://me@db.example/tsunagu", ("tsunagu", "me", "", "db.example", "")),
        ("postgres:///tsunagu?host=/run/postgresql", ("tsunagu", "", "", "/run/postgresql", "")),
        ("postgres:///tsunagu?host=/run/pg&user=me&port=5433", ("tsunagu", "me", "", "/run/pg", "5433")),
        ("postgres://me@[::1]:5432/t", ("t", "me", "", "::1", "5432")),
    ],
)
def test_postgresql(url, wanted) -> None:
    config = database_config(url)

    assert (config["ENGINE"], tuple(config[key] for key in KEYS)) == ("django.db.backends.postgresql", wanted)


def test_sqlite_keeps_the_path_and_makes_its_directory(tmp_path) -> None:
    config = database_config(f"sqlite:///{tmp_path}/new/a%20b.sqlite3")

    assert (config["NAME"], (tmp_path / "new").is_dir()) == (f"{tmp_path}/new/a b.sqlite3", True)
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize("url", ["mysql://host/db", "tsunagu.sqlite3", "http://db"])
def test_anything_else_is_refused_with_the_forms_that_are_served(url) -> None:
    with pytest.raises(ValueError, match=r"is not served. Use sqlite:///path"):
        database_config(url)
