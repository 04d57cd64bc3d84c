"""Every action says who acts and when; a line in the journal is written in its transaction."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import HOUSE, calls_of, code_files, name_of, tree_of

ACTIONS = [path for path in code_files() if path.name == "actions.py" or path.parent.name == "actions"]

# The worker's own book-keeping and the form that counts once: nobody decides anything there.
NOBODY_ACTS = {"tsunagu/upkeep/actions/leases.py", "tsunagu/upkeep/actions/once.py"}
# Long work in chunks, each a transaction; the line at the end sums them up.
IN_CHUNKS = {"take_in_register"}


def writers(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Public functions that write: in a transaction of their own, or with a line in the journal."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            decorated = any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)
            if decorated or any(calls_of(node, "record")):
                yield node


def lacking(action: ast.FunctionDef) -> set[str]:
    """Of `by` and `at`: what is not asked for by name."""
    return {"by", "at"} - {argument.arg for argument in action.args.kwonlyargs}


@pytest.mark.parametrize("path", [path for path in ACTIONS if name_of(path) not in NOBODY_ACTS], ids=name_of)
def test_an_action_says_who_and_when(path: Path) -> None:
    assert {action.name: lacking(action) for action in writers(tree_of(path)) if lacking(action)} == {}


@pytest.mark.parametrize("path", ACTIONS, ids=name_of)
def test_an_action_that_records_is_one_transaction(path: Path) -> None:
    loose = [
        action.name
        for action in writers(tree_of(path))
        if action.name not in IN_CHUNKS
        and any(calls_of(action, "record"))
        and not any("atomic" in ast.unparse(row) for row in action.decorator_list)
    ]

    assert loose == []


def test_there_are_actions_to_look_at() -> None:
    assert len([action for path in ACTIONS for action in writers(tree_of(path))]) > 15
    assert {"specialists", "mail", "upkeep"} <= {path.relative_to(HOUSE).parts[0] for path in ACTIONS}


def test_an_action_without_who_would_be_seen() -> None:
    (action,) = writers(ast.parse("@transaction.atomic\ndef do(x, *, at): pass\ndef _own(): record()"))

    assert lacking(action) == {"by"}
