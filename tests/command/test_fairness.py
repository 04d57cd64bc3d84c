"""`tsunagu fairness simulate` as docs/reference and the interfaces promise it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.directory.people import crowd
from tsunagu.directory.population_file import PopulationFile, read_population
from tsunagu.doors.command.__main__ import main
from tsunagu.specialists.models import PublishedSheet

SCHEMA = Path(__file__).resolve().parents[2] / "docs/reference/fairness-population.schema.json"
ONE = {"id": 7, "registered_on": "2020-04-01"}
WHOLE = ONE | {
    "prefectures": ["13", "14"],
    "online": True,
    "themes_able": ["T1", "T5"],
    "themes_delivered": ["T5"],
    "industries": ["medical"],
    "fees": [{"form": "onsite_consulting", "min_yen": 20000, "max_yen": None, "first_free": True}],
    "periods": ["spot"],
    "affiliation": "employed",
    "qualifications": [{"code": "cisa", "proved": True, "proved_until": "2027-03-31"}, {"code": "itc"}],
    "marks": {"S1": "◎", "S2": "○", "A7": ""},
    "has_chamber_ties": True,
    "availability": "waitlist",
    "paused_until": "2026-12-01",
    "monthly_cap": 2,
    "load": 1,
}


@pytest.fixture
def simulate(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    def run(*words: str, file: Any = None) -> tuple[int, str, str]:
        if file is not None:
            path = tmp_path / "people.json"
            path.write_text(file if isinstance(file, str) else json.dumps({"specialists": file}), encoding="utf-8")
            words = ("--population", str(path), *words)
        code = main(["fairness", "simulate", *words])
        said = capsys.readouterr()
        return code, said.out, said.err.replace(str(tmp_path) + "/", "")

    return run


def test_made_up_people_give_a_table(simulate, db: None) -> None:
    code, out, err = simulate("--specialists", "200", "--sessions", "20")

    lines = out.splitlines()
    assert (code, err) == (0, "Making up 200 specialists …\n")
    assert lines[0].startswith("| simulation, 200 specialists, 20 sessions in 2026-11 | plain sort |")
    assert len(lines) == 9


def test_json_is_the_same_table_for_programs(simulate, db: None) -> None:
    code, out, _ = simulate(
        "--specialists", "200", "--sessions", "20", "--seed", "5", "--as-of", "2026-04-20", "--json"
    )

    told = json.loads(out)
    assert code == 0
    assert {key: told[key] for key in ("specialists", "sessions", "month", "seed")} == {
        "specialists": 200,
        "sessions": 20,
        "month": "2026-04",
        "seed": 5,
    }
    assert told["met"] == all(row["met"] for row in told["rows"])
    assert [sorted(row) for row in told["rows"]] == [
        ["code", "label", "least", "met", "most", "plain_sort", "this_method", "ties_shuffled"]
    ] * 7


def test_without_options_the_present_list_is_simulated(simulate, db: None) -> None:
    crowd(3)
    crowd(1, first=5000, is_listed=False)

    told = json.loads(simulate("--json")[1])

    assert (told["specialists"], told["sessions"]) == (3, 200)
    assert PublishedSheet.objects.filter(load__gt=0).count() == 0


def test_an_empty_list_gives_way_to_made_up_people(simulate, db: None, monkeypatch) -> None:
    monkeypatch.setattr("tsunagu.doors.command.fairness.SPECIALISTS", 30)

    code, out, err = simulate("--json")

    assert (code, json.loads(out)["specialists"], err) == (0, 30, "Making up 30 specialists …\n")


def test_people_of_a_file(simulate) -> None:
    code, out, err = simulate("--sessions", "10", "--json", file=[ONE, ONE | {"id": 8, "online": True}])

    assert (code, json.loads(out)["specialists"], err) == (0, 2, "")


def test_a_file_says_what_a_sheet_says() -> None:
    row = next(iter(read_population(json.dumps({"specialists": [WHOLE]}).encode(), month=202611)))

    assert {key: row[key] for key in ("specialist_id", "registered_on", "load_month", "load", "monthly_cap")} == {
        "specialist_id": 7,
        "registered_on": date(2020, 4, 1),
        "load_month": 202611,
        "load": 1,
        "monthly_cap": 2,
    }
    assert {key: row[key] for key in ("online", "has_chamber_ties", "availability", "paused_until")} == {
        "online": True,
        "has_chamber_ties": True,
        "availability": 2,
        "paused_until": date(2026, 12, 1),
    }
    assert (row["mark_s1"], row["mark_s2"], row["mark_a7"]) == (2, 1, 0)
    assert (row["proof_until"], row["audit_proof_until"]) == (date(2027, 3, 31), date(2027, 3, 31))
    assert (row["themes_able"], row["themes_delivered"], row["prefectures"]) == (0b10001, 0b10000, 0b11 << 12)


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("[]", "people.json: file: "),
        ("{", "people.json: file: Invalid JSON"),
        ([], "people.json: specialists: "),
        ([ONE | {"id": 0}], "people.json: specialists.0.id: "),
        ([{"id": 1}], "people.json: specialists.0.registered_on: Field required"),
        ([ONE | {"stars": 5}], "people.json: specialists.0.stars: Extra inputs are not permitted"),
        ([ONE | {"marks": {"S1": "x"}}], "people.json: specialists.0.marks.S1: "),
        ([ONE | {"online": "yes"}], "people.json: specialists.0.online: "),
        ([ONE | {"themes_able": ["T99"]}], "people.json: specialist 7: themes: no code 'T99'"),
        ([ONE, ONE], "people.json: an id stands twice."),
    ],
)
def test_a_wrong_file_is_named_with_the_place(simulate, file: Any, message: str) -> None:
    code, out, err = simulate(file=file)

    assert (code, out, err[: len("tsunagu: ") + len(message)]) == (2, "", f"tsunagu: {message}")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--population", "/nowhere/file"], "tsunagu: /nowhere/file: cannot be read"),
        (["--specialists", "0"], "tsunagu: --specialists: 0 is out of range. Use 1 to 80000."),
        (["--specialists", "many"], "tsunagu: --specialists: 'many' is not a whole number."),
        (["--sessions", "0"], "tsunagu: --sessions: 0 is out of range. Use 1 to 1000000."),
        (["--sessions", ""], "tsunagu: --sessions: '' is not a whole number."),
        (["--seed", "x"], "tsunagu: --seed: 'x' is not a whole number."),
        (["--as-of", "today"], "tsunagu: --as-of: 'today' is not a date."),
    ],
)
def test_wrong_options_are_refused(simulate, words: list[str], message: str) -> None:
    code, out, err = simulate(*words)

    assert (code, out, err[: len(message)]) == (2, "", message)


def test_a_file_and_made_up_people_exclude_each_other(simulate, capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        simulate("--specialists", "5", file=[ONE])

    assert (ended.value.code, capsys.readouterr().out) == (2, "")


def test_the_schema_in_the_docs_is_that_of_the_reader() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == PopulationFile.model_json_schema()
