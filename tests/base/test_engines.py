"""The contract of the engine modules: the same functions, and on the engine at hand the same behaviour."""

import ast
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction

from tests.house.source import code_files, name_of, tree_of
from tsunagu.base.engines import ENGINES, engine_of, postgresql, sqlite
from tsunagu.base.text import grams
from tsunagu.directory.words import sought

KEY = {"sqlite": "id INTEGER PRIMARY KEY AUTOINCREMENT", "postgresql": "id BIGSERIAL PRIMARY KEY"}
TEXTS = {
    1: "脆弱性の診断と、規程の整備",
    2: "ＰマークとISMSの取得支援",
    3: "ｾｷｭﾘﾃｨ教育、標的型メール訓練",
    4: "クラウドの鍵",
    5: "100% 確実に 'はい' と \"言う\" C++ \\ & | ! ( ) : *",
}


def functions(module: Any) -> dict[str, inspect.Signature]:
    """Public functions of a module by name; a leading `_` of a parameter nobody reads does not count."""
    return {
        name: signature(function)
        for name, function in vars(module).items()
        if inspect.isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_")
    }


def signature(function: Any) -> inspect.Signature:
    told = inspect.signature(function)
    return told.replace(
        parameters=[one.replace(name=one.name.lstrip("_")) for one in told.parameters.values()],
    )


def run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def engine() -> Any:
    return engine_of(connection.vendor)


def test_both_engines_offer_the_same_functions() -> None:
    offered = {name: functions(module) for name, module in ENGINES.items()}
    settings = [each.pop("settings") for each in offered.values()]  # wired by database_config alone

    assert offered["sqlite"] == offered["postgresql"]
    assert sorted(offered["sqlite"]) == [
        "append_only_down", "append_only_up", "change_stamps_down", "change_stamps_up", "gather_statistics",
        "migration_lock", "reset_sequences", "snapshot", "text_condition", "text_index_down", "text_index_up",
    ]  # fmt: skip
    assert len(settings) == 2


def test_an_engine_is_found_by_djangos_name_for_it() -> None:
    assert (engine_of("sqlite"), engine_of("postgresql")) == (sqlite, postgresql)
    with pytest.raises(KeyError):
        engine_of("mysql")


def test_nobody_else_decides_by_the_engine() -> None:
    compared = [
        f"{name_of(path)}:{node.lineno}"
        for path in code_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Compare | ast.Match) and ".vendor" in ast.unparse(node)
    ]

    assert compared == []


@pytest.fixture
def words(db: None) -> None:
    """A table with a word index over `TEXTS`."""
    run([f"CREATE TABLE contract_words ({KEY[connection.vendor]}, grams TEXT NOT NULL)"])
    run(engine().text_index_up("contract_words", "grams", "id"))
    with connection.cursor() as cursor:
        for number, text in TEXTS.items():
            cursor.execute("INSERT INTO contract_words (id, grams) VALUES (%s, %s)", [number, grams([text])])
    engine().reset_sequences(connection, ["contract_words"])


def found(asked: list[list[list[str]]]) -> list[int]:
    """Which rows the index names."""
    sql, parameters = engine().text_condition("contract_words", "grams", "id", asked)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT found FROM ({sql}) AS hit ORDER BY found", parameters)
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("鍵", [4]),  # one character, the last of a run
        ("脆", [1]),  # one character, the first of a run
        ("取得", [2]),
        ("脆弱性", [1]),
        ("脆弱な", []),
        ("Pマーク", [2]),
        ("ｐﾏｰｸ", [2]),
        ("isms", [2]),
        ("セキュリティ", [3]),
        ("せきゅりてぃ", [3]),
        ("教育 訓練", [3]),
        ("教育 脆弱性", []),
        ("100", [5]),
    ],
)
def test_words_are_found_whatever_their_length_width_and_kana(words: None, text: str, rows: list[int]) -> None:
    assert found(sought(text)) == rows


@pytest.mark.parametrize("spellings", [[["規程"], ["規定"]], [["規定"], ["規程"]]])
def test_another_spelling_will_do(words: None, spellings: list[list[str]]) -> None:
    assert found([spellings]) == [1]


@pytest.mark.parametrize(
    "gram",
    ["'", '"', "''", '""', '"*', "'*", "\\", "\\'", "&", "|", "!", "(", ")", ":", ":*", "%s", "%", "-", "^", "<>"],
)
def test_a_gram_is_never_part_of_the_query_language(words: None, gram: str) -> None:
    assert (found([[[gram]]]), found([[[gram], ["鍵*"]]])) == ([], [4])


@pytest.mark.parametrize(
    "typed", ["'; DROP TABLE contract_words; --", '" OR "" "', "* * *", "AND OR NOT", "%' --", "\\"]
)
def test_whatever_a_visitor_types_finds_or_does_not_but_breaks_nothing(words: None, typed: str) -> None:
    asked = sought(typed)

    assert isinstance(found(asked) if asked else [], list)
    assert found(sought("鍵")) == [4]


@pytest.mark.parametrize("block", [(0x3041, 0x3100), (0x4E00, 0x9FFF), (0xFF66, 0xFF9E)])
def test_every_japanese_character_is_found(words: None, block: tuple[int, int]) -> None:
    signs = [chr(number) for number in range(*block, max(1, (block[1] - block[0]) // 200)) if chr(number).isalnum()]
    with connection.cursor() as cursor:
        for sign in signs:
            cursor.execute("INSERT INTO contract_words (grams) VALUES (%s)", [grams([f"甲乙{sign}丙"])])

    assert len(signs) > 50
    assert [sign for sign in signs if not found(sought(f"乙{sign}丙"))] == []


def test_the_index_follows_change_and_deletion(words: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE contract_words SET grams = %s WHERE id = 4", [grams(["錠前"])])
        cursor.execute("DELETE FROM contract_words WHERE id = 1")

    assert [found(sought(word)) for word in ("鍵", "錠前", "脆弱性")] == [[], [4], []]


def test_the_index_goes_as_it_came(words: None) -> None:
    run(engine().text_index_down("contract_words", "grams", "id"))

    run(engine().text_index_up("contract_words", "grams", "id"))  # nothing of the first is in the way


@contextmanager
def refused() -> Iterator[None]:
    with pytest.raises(DatabaseError, match="contract_lines is append-only"), transaction.atomic():
        yield


@pytest.fixture
def lines(db: None) -> None:
    """An append-only table whose columns `name` and `reason` can be emptied."""
    columns = "said TEXT NOT NULL, name TEXT NOT NULL, reason TEXT NOT NULL"
    run([f"CREATE TABLE contract_lines ({KEY[connection.vendor]}, {columns})"])
    run(engine().append_only_up("contract_lines", ("id", "said"), ("name", "reason")))
    run(["INSERT INTO contract_lines (said, name, reason) VALUES ('a', 'b', 'c')"])


def rows() -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT said, name, reason FROM contract_lines ORDER BY id")
        return list(cursor.fetchall())


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE contract_lines SET said = 'x'",
        "UPDATE contract_lines SET name = 'x'",
        "UPDATE contract_lines SET name = '', reason = 'x'",
        "UPDATE contract_lines SET said = '', name = '', reason = ''",
        "DELETE FROM contract_lines",
    ],
)
def test_a_line_is_neither_changed_nor_deleted(lines: None, change: str) -> None:
    with refused():
        run([change])

    assert rows() == [("a", "b", "c")]


def test_lines_are_added_and_the_erasable_part_is_emptied_together(lines: None) -> None:
    run(["INSERT INTO contract_lines (said, name, reason) VALUES ('d', 'e', 'f')"])

    run(["UPDATE contract_lines SET name = '', reason = '' WHERE said = 'a'"])

    assert rows() == [("a", "", ""), ("d", "e", "f")]


def test_without_the_guard_lines_change_again(lines: None) -> None:
    run(engine().append_only_down("contract_lines"))

    run(["UPDATE contract_lines SET said = 'x'"])

    assert rows() == [("x", "b", "c")]


@pytest.fixture
def stamped(db: None) -> None:
    """A table whose changes are stamped by blocks of four ids: block 0 holds 1 to 3, block 2 holds 8."""
    make_stamped()


def make_stamped() -> None:
    run([
        f"CREATE TABLE contract_sheets ({KEY[connection.vendor]}, said TEXT NOT NULL)",
        "CREATE TABLE contract_stamps (stamp BIGINT PRIMARY KEY, block BIGINT NOT NULL)",
        *engine().change_stamps_up("contract_sheets", "id", "contract_stamps", 2),
        "INSERT INTO contract_sheets (id, said) VALUES (1, 'a'), (2, 'b'), (3, 'c'), (8, 'd')",
    ])  # fmt: skip


def stamps() -> set[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT block, stamp FROM contract_stamps")
        return set(cursor.fetchall())


@pytest.mark.parametrize(
    ("change", "blocks"),
    [
        ("UPDATE contract_sheets SET said = 'x' WHERE id = 2", [0]),
        ("UPDATE contract_sheets SET said = said WHERE id = 8", [2]),
        ("UPDATE contract_sheets SET said = 'x'", [0, 2]),
        ("UPDATE contract_sheets SET said = 'x' WHERE id = 99", []),
        ("DELETE FROM contract_sheets WHERE id = 8", [2]),
        ("INSERT INTO contract_sheets (id, said) VALUES (4, 'e'), (5, 'f'), (9, 'g')", [1, 2]),
    ],
)
def test_a_change_replaces_the_stamps_of_its_blocks_and_no_others(
    stamped: None, change: str, blocks: list[int]
) -> None:
    before = stamps()

    run([change])

    assert sorted({block for block, _ in before ^ stamps()}) == blocks
    assert [block for block, _ in sorted(stamps())] == sorted({0, 2, *blocks})


def test_what_is_taken_back_leaves_the_stamps_as_they_were(stamped: None) -> None:
    before = stamps()

    with transaction.atomic():
        run(["UPDATE contract_sheets SET said = 'x'"])
        transaction.set_rollback(True)

    assert stamps() == before


def test_without_the_triggers_nothing_is_stamped(stamped: None) -> None:
    run(engine().change_stamps_down("contract_sheets"))
    before = stamps()

    run(["UPDATE contract_sheets SET said = 'x'"])

    assert stamps() == before


@pytest.mark.django_db(transaction=True)
def test_two_who_change_sheets_of_one_block_do_not_wait_for_each_other() -> None:
    """Waiting in a circle would end one of them. SQLite has one writer at a time."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    make_stamped()
    seen, done = [stamps()], Event()

    def second(_: Any) -> None:
        run(["UPDATE contract_sheets SET said = 'y' WHERE id = 2"])
        done.set()

    try:
        with transaction.atomic():
            run(["UPDATE contract_sheets SET said = 'x' WHERE id = 1"])
            thread = elsewhere(second)
            went_on = done.wait(20)
            thread.join(20)
            seen.append(stamps())
        run(["UPDATE contract_sheets SET said = 'z' WHERE id = 3"])
        seen.append(stamps())
    finally:
        run(["DROP TABLE contract_sheets", "DROP TABLE contract_stamps", "DROP FUNCTION contract_sheets_stamped"])

    assert went_on
    assert [sum(block == 0 for block, _ in some) for some in seen] == [1, 2, 1]
    assert len({stamp for some in seen for block, stamp in some if block == 0}) == 4


def elsewhere(act: Any) -> Thread:
    """Run something in a thread with a connection of its own."""

    def whole() -> None:
        try:
            act(connections["default"])
        finally:
            connections["default"].close()

    thread = Thread(target=whole, daemon=True)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
def test_one_at_a_time_holds_the_migration_lock() -> None:
    begun, held = Event(), Event()

    def second(own: Any) -> None:
        begun.set()
        with engine().migration_lock(own):
            held.set()

    with engine().migration_lock(connection):
        thread = elsewhere(second)
        begun.wait(20)
        waited = not held.wait(0.5)
    thread.join(20)

    assert (waited, held.is_set()) == (True, True)


@pytest.mark.django_db(transaction=True)
def test_the_migration_lock_is_free_again_after_a_failure() -> None:
    with pytest.raises(ZeroDivisionError), engine().migration_lock(connection):
        raise ZeroDivisionError
    free = Event()

    def second(own: Any) -> None:
        with engine().migration_lock(own):
            free.set()

    elsewhere(second).join(20)

    assert free.is_set()


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_is_one_moment_and_writers_go_on() -> None:
    from tsunagu.accounts.models import User

    User.objects.create_user("a@example.jp", name="甲")
    counts = []

    with engine().snapshot(connection):
        counts.append(User.objects.count())
        elsewhere(lambda _: User.objects.create_user("b@example.jp", name="乙")).join(20)
        counts.append(User.objects.count())
    counts.append(User.objects.count())

    assert counts == [1, 1, 2]


@pytest.mark.django_db
def test_after_reset_sequences_ids_go_on_after_the_largest() -> None:
    from tsunagu.accounts.models import User

    User.objects.bulk_create([User(pk=4711, email="a@example.jp")])

    engine().reset_sequences(connection, ["accounts_user", "accounts_organisation"])

    assert User.objects.create_user("b@example.jp", name="乙").pk == 4712


@pytest.mark.django_db
def test_reset_sequences_of_an_empty_table_and_statistics_are_no_trouble() -> None:
    engine().reset_sequences(connection, ["accounts_user"])
    engine().gather_statistics(connection)

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
