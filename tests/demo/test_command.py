from datetime import date

import pytest

from tsunagu.accounts.models import User
from tsunagu.demo import season
from tsunagu.doors.command.__main__ import main
from tsunagu.specialists.models import PublishedSheet
from tsunagu.upkeep import queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


def test_an_empty_database_is_filled_and_the_answer_is_the_file_of_sign_ins(capsys, var) -> None:
    assert main(["demo", "--specialists", "3", "--seed", "5", "--as-of", "2026-04-01"]) == 0

    told = capsys.readouterr()
    assert told.out == f"{var / 'demo-sign-ins.json'}\n"
    assert "見本の登録" in told.err
    assert list(PublishedSheet.objects.values_list("published_at__date", flat=True)) == [date(2026, 4, 1)] * 3


def test_a_database_that_is_not_empty_is_left_alone(capsys) -> None:
    User.objects.create_user("a@mihon.example", name="見本 花子")

    assert main(["demo", "--specialists", "3"]) == 2

    assert (capsys.readouterr().out, PublishedSheet.objects.count()) == ("", 0)


@pytest.mark.slow
def test_force_adds_the_demo_beside_what_is_there() -> None:
    User.objects.create_user("a@mihon.example", name="見本 花子")

    assert main(["demo", "--specialists", "3", "--force"]) == 0

    assert (PublishedSheet.objects.count(), User.objects.filter(email="a@mihon.example").count()) == (3, 1)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--specialists", "0"], "--specialists: 0 is out of range. Use 1 to 80000."),
        (["--specialists", "80001"], "--specialists: 80001 is out of range. Use 1 to 80000."),
        (["--specialists", "many"], "--specialists: 'many' is not a whole number."),
        (["--seed", "1.5"], "--seed: '1.5' is not a whole number."),
        (
            ["--as-of", "tomorrow"],
            "--as-of: 'tomorrow' is not a date. Write it as YYYY-MM-DD, e.g. 2026-04-01.",
        ),
        (
            ["--as-of", "2026-02-30"],
            "--as-of: '2026-02-30' is not a date. Write it as YYYY-MM-DD, e.g. 2026-04-01.",
        ),
        (
            ["--as-of", "1999-04-01"],
            "--as-of: 1999-04-01 is out of range. Use a date from 2020-01-01 to 2099-12-31.",
        ),
    ],
)
def test_bad_input_is_one_sentence_and_exit_2(capsys, words, sentence) -> None:
    assert main(["demo", *words]) == 2

    assert capsys.readouterr() == ("", f"tsunagu: {sentence}\n")
    assert season.is_empty()


def test_missing_tables_are_told(capsys, monkeypatch) -> None:
    monkeypatch.setattr(queries, "missing_migrations", lambda: ["specialists.0002_word_index"])

    assert main(["demo"]) == 2

    assert capsys.readouterr().err == "tsunagu: The database lacks 1 migrations. Run 'tsunagu migrate' first.\n"
