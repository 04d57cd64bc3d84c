import subprocess
import sys
from importlib import import_module
from types import SimpleNamespace

import pytest

from tsunagu.base.errors import RuleBrokenError
from tsunagu.doors.command import __main__ as command
from tsunagu.doors.command.frame import BadInputError, add_group, add_verb, answer, read_text


def verb_that(act):
    """A verb module whose only verb `act` does what is given."""
    return SimpleNamespace(add_to=lambda subparsers: add_verb(subparsers, "act", act, help="Act."))


@pytest.fixture
def only(monkeypatch):
    """Let the command line consist of one made-up verb."""

    def use(module):
        monkeypatch.setattr(command, "VERBS", ("made_up",))
        monkeypatch.setitem(sys.modules, "tsunagu.doors.command.made_up", module)

    return use


def test_help_lists_every_verb(capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(["--help"])

    words = capsys.readouterr().out.split()
    assert ended.value.code == 0
    assert [name for name in command.VERBS if name.replace("_", "-") not in words] == []


def test_an_answer_goes_to_stdout_and_the_exit_code_is_the_verbs(only, capsys) -> None:
    only(verb_that(lambda _args: answer("42") or 3))

    assert command.main(["act"]) == 3

    assert capsys.readouterr() == ("42\n", "")


@pytest.mark.parametrize("refusal", [BadInputError("No such file."), RuleBrokenError("できません。")])
def test_a_refusal_is_one_sentence_on_stderr_and_exit_2(only, capsys, refusal) -> None:
    def refuse(_args):
        raise refusal

    only(verb_that(refuse))

    assert command.main(["act"]) == 2

    assert capsys.readouterr() == ("", f"tsunagu: {refusal}\n")


@pytest.mark.parametrize("words", [[], ["no-such-verb"], ["migrate", "--no-such-option"]])
def test_words_nobody_knows_end_with_exit_2(words, capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(words)

    assert (ended.value.code, capsys.readouterr().out) == (2, "")


def test_a_group_has_verbs_of_its_own(only, capsys) -> None:
    def add_to(subparsers):
        group = add_group(subparsers, "score", help="Score.")
        add_verb(group, "skills", lambda _args: answer("skills") or 0, help="Skills.")

    only(SimpleNamespace(add_to=add_to))

    assert (command.main(["score", "skills"]), capsys.readouterr().out) == (0, "skills\n")


def test_a_file_that_is_not_there_is_bad_input() -> None:
    with pytest.raises(BadInputError, match=r"^/nowhere/file: cannot be read"):
        read_text("/nowhere/file")


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path) -> None:
    file = tmp_path / "in.json"
    file.write_bytes("\ufeff{}".encode())

    assert read_text(str(file)) == "{}"


def test_help_needs_neither_django_nor_heavy_libraries() -> None:
    heavy = "('django', 'openpyxl', 'ninja', 'pydantic', 'psycopg', 'numpy', 'yaml')"
    script = (
        "import sys; from tsunagu.doors.command.__main__ import parser; parser(); "
        f"print([name for name in {heavy} if name in sys.modules])"
    )

    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert shown.stdout == "[]\n"


@pytest.mark.parametrize("name", command.VERBS)
def test_every_named_module_offers_the_verb(name) -> None:
    assert callable(import_module(f"tsunagu.doors.command.{name}").add_to)
