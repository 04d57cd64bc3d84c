"""Doors ask and answer: they never write, and never touch a table themselves."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import HOUSE, code_files, name_of, tree_of

DOORS = HOUSE / "doors"
MANAGERS = {"objects", "_default_manager", "_base_manager"}
WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "acreate", "aupdate", "adelete", "asave", "select_for_update", "raw", "execute", "executemany",
}  # fmt: skip
# What is called `update` and so on but writes into no table: the object it is called on, and why.
NO_TABLE: dict[str, str] = {}
# `migrate` brings the tables to this version, and asks the engine for its lock.
DATABASE_ALLOWED = {"tsunagu/doors/command/migrate.py"}


def touches(tree: ast.AST) -> Iterator[str]:
    """What in a piece of code reaches for a table."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            yield ast.unparse(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            if ast.unparse(node.func.value) not in NO_TABLE:
                yield ast.unparse(node.func)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"get_object_or_404", "get_list_or_404"}:
            yield ast.unparse(node.func)
        elif isinstance(node, ast.ClassDef) and any("ModelForm" in ast.unparse(base) for base in node.bases):
            yield f"class {node.name}(ModelForm)"


def database_imports(tree: ast.AST) -> Iterator[str]:
    """Names taken from django.db."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.db":
            yield from (name.name for name in node.names)


@pytest.mark.parametrize("path", code_files(DOORS), ids=name_of)
def test_a_door_asks_queries_and_actions_only(path: Path) -> None:
    assert list(touches(tree_of(path))) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("rows = listings_by_state(today)", []),
        ("Listing.objects.get(pk=1)", ["Listing.objects"]),
        ("listing.save(update_fields=['x'])", ["listing.save"]),
        ("mine.filter(a=1).update(b=2)", ["mine.filter(a=1).update"]),
        ("get_object_or_404(Listing, pk=1)", ["get_object_or_404"]),
        ("class F(forms.ModelForm): pass", ["class F(ModelForm)"]),
    ],
)
def test_a_door_that_reaches_for_a_table_would_be_seen(code: str, found: list[str]) -> None:
    assert list(touches(ast.parse(code))) == found


def test_only_migrate_and_errors_know_the_database() -> None:
    found = {
        name_of(path) for path in code_files(DOORS) if {"connection", "models"} & {*database_imports(tree_of(path))}
    }

    assert found == DATABASE_ALLOWED
