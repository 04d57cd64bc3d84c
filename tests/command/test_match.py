"""`tsunagu match` as docs/reference/match.md promises it."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from tsunagu.doors.command.__main__ import main
from tsunagu.matching.season.file_entries import MOST_NEEDS, NeedsFile, PlanFile, SpecialistsFile

PAGES = Path(__file__).resolve().parents[2] / "docs/reference"
NEEDS = {"needs": [{"id": "n1", "prefecture": "13", "theme": "T1"}, {"id": "n2", "prefecture": "13", "theme": "T5"}]}
PEOPLE = {
    "specialists": [
        {"id": "s1", "room": 1, "prefectures": ["13"], "themes_able": ["T1"], "marks": {"S1": "◎"}},
        {"id": "s2", "room": 0, "prefectures": ["13"], "themes_able": ["T1"], "marks": {"S1": "○"}},
    ]
}


def examples() -> list[Any]:
    """The three examples of the page: needs, specialists, plan."""
    page = (PAGES / "match.md").read_text(encoding="utf-8")
    return [json.loads(found) for found in re.findall(r"```json\n(.*?)```", page, re.DOTALL)]


@pytest.fixture
def matched(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    def run(needs: Any, people: Any, *words: str) -> tuple[int, str, str]:
        for name, held in (("needs.json", needs), ("people.json", people)):
            text = held if isinstance(held, str) else json.dumps(held)
            (tmp_path / name).write_text(text, encoding="utf-8")
        files = ["--needs", str(tmp_path / "needs.json"), "--specialists", str(tmp_path / "people.json")]
        code = main(["match", *files, *words])
        said = capsys.readouterr()
        return code, said.out, said.err.replace(str(tmp_path) + "/", "")

    return run


def test_the_plan_goes_to_a_file(matched, tmp_path: Path) -> None:
    code, out, err = matched(NEEDS, PEOPLE, "--out", str(tmp_path / "plan.json"))

    told = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert (code, out) == (0, "")
    assert err == "2 needs, 1 without a candidate. これよりよい組み合わせはないことを確かめました。\n"
    assert [
        (row["need"], [one["specialist"] for one in row["candidates"]], row["lacking"]) for row in told["plan"]
    ] == [
        ("n1", ["s1"], "full"),
        ("n2", [], "no_theme"),
    ]
    shown = told["plan"][0]["candidates"][0]
    assert (shown["points"], sum(line["points"] for line in shown["why"])) == (90, 90)
    assert (told["objective"], told["bound"], told["gap_percent"], told["covered"]) == (90, 90, 0.0, [1, 0, 0])


def test_the_examples_of_the_page_are_as_it_says(matched) -> None:
    needs, people, plan = examples()

    code, out, _ = matched(needs, people)

    told = json.loads(out)
    rows = {row["need"]: row for row in told["plan"]}
    assert code == 0
    assert {key: told[key] for key in plan if key != "plan"} == {key: plan[key] for key in plan if key != "plan"}
    assert rows["n4"] == plan["plan"][0]
    led = rows["n3"]["candidates"][0]
    assert led | {"why": led["why"][:1]} == plan["plan"][1]["candidates"][0]


def test_the_same_files_give_the_same_plan_in_any_order(matched) -> None:
    needs, people, _ = examples()
    back = {"specialists": people["specialists"][::-1]}

    first, second = matched(needs, people)[1], matched(needs, back)[1]

    assert first == second


@pytest.mark.parametrize(
    ("pair", "what_if"),
    [
        (["n1", "s2"], {"cost": -82, "fewer": -1, "over_room": True, "barred": None, "says": ""}),
        (
            ["n2", "s1"],
            {"cost": 0, "fewer": 0, "over_room": False, "barred": "theme", "says": "このテーマに対応できません"},
        ),
    ],
)
def test_what_another_pair_would_cost_is_told(matched, pair: list[str], what_if: dict) -> None:
    code, out, _ = matched(NEEDS, PEOPLE, "--what-if", *pair)

    assert (code, json.loads(out)["what_if"]) == (0, {"need": pair[0], "specialist": pair[1]} | what_if)


@pytest.mark.parametrize(
    ("needs", "people", "words", "message"),
    [
        ("{", PEOPLE, [], "needs.json: file: Invalid JSON"),
        (NEEDS, "[]", [], "people.json: file: Input should be an object"),
        (NEEDS | {"colour": 1}, PEOPLE, [], "needs.json: colour: Extra inputs are not permitted"),
        ({"needs": [{"id": ""}]}, PEOPLE, [], "needs.json: needs.0.id: "),
        ({"needs": [{"id": "a"}] * 2}, PEOPLE, [], "needs.json: file: Value error, need 'a' stands twice."),
        (
            {"needs": [{"id": "a", "theme": "T9"}]},
            PEOPLE,
            [],
            "needs.json: file: Value error, a: code 'T9' is in no vocabulary.",
        ),
        (
            {"needs": [{"id": str(place)} for place in range(MOST_NEEDS + 1)]},
            PEOPLE,
            [],
            "needs.json: needs: Tuple should have at most 20000 items",
        ),
        (
            {"needs": [{"id": "a", "fixed": "s9"}]},
            PEOPLE,
            [],
            "needs.json: a: specialist 's9' is not in the other file.",
        ),
        (NEEDS | {"options": {"shortlist": 5}}, PEOPLE, [], "needs.json: options.shortlist: "),
        (NEEDS, {"specialists": [{"id": "s1", "room": -1}]}, [], "people.json: specialists.0.room: "),
        (
            NEEDS,
            {"specialists": [{"id": "s1", "room": 1}] * 2},
            [],
            "people.json: file: Value error, specialist 's1' stands twice.",
        ),
        (
            NEEDS,
            {"specialists": [{"id": "s1", "room": 1, "prefectures": ["99"]}]},
            [],
            "people.json: file: Value error, s1: code '99' is in no vocabulary.",
        ),
        (NEEDS, PEOPLE, ["--what-if", "n9", "s1"], "--what-if: need 'n9' is not in the file."),
        (NEEDS, PEOPLE, ["--what-if", "n1", "s9"], "--what-if: specialist 's9' is not in the file."),
        (NEEDS, PEOPLE, ["--out", "nowhere/plan.json"], "nowhere/plan.json: its folder does not exist."),
    ],
)
def test_bad_input_is_named_with_the_place(matched, needs: Any, people: Any, words: list[str], message: str) -> None:
    code, out, err = matched(needs, people, *words)

    assert (code, out) == (2, "")
    assert err.startswith(f"tsunagu: {message}")


def test_only_one_file_can_be_stdin(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["match", "--needs", "-", "--specialists", "-"])

    assert (code, capsys.readouterr().err) == (2, "tsunagu: --needs and --specialists cannot both be stdin.\n")


@pytest.mark.parametrize(
    ("name", "kind", "place"), [("needs", NeedsFile, 0), ("specialists", SpecialistsFile, 1), ("plan", PlanFile, 2)]
)
def test_the_schemas_are_those_of_the_code_and_take_the_examples(name: str, kind: Any, place: int) -> None:
    schema = json.loads((PAGES / f"match-{name}.schema.json").read_text(encoding="utf-8"))

    assert schema == kind.model_json_schema()
    assert jsonschema_rs.is_valid(schema, examples()[place])
    assert not jsonschema_rs.is_valid(schema, {"needs": 1, "specialists": 1, "plan": 1})


def test_what_is_written_has_the_form_of_the_schema(matched) -> None:
    schema = json.loads((PAGES / "match-plan.schema.json").read_text(encoding="utf-8"))

    told = json.loads(matched(NEEDS, PEOPLE, "--what-if", "n1", "s2")[1])

    assert jsonschema_rs.is_valid(schema, told)
