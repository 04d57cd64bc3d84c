"""`tsunagu board` as docs/reference/board.md promises it."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from tsunagu.doors.command.__main__ import main
from tsunagu.matching.board_file import BoardFile

PAGES = Path(__file__).resolve().parents[2] / "docs/reference"
DAY = {
    "slots": 2,
    "companies": [{"id": "c1", "themes": ["T1"]}, {"id": "c2", "free": [2]}, {"id": "c3", "ways": ["online"]}],
    "specialists": [{"id": "s1", "themes": ["T1"]}, {"id": "s2", "free": [1]}],
}


@pytest.fixture
def solved(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    def run(day: Any, *words: str) -> tuple[int, str, str]:
        path = tmp_path / "day.json"
        path.write_text(day if isinstance(day, str) else json.dumps(day), encoding="utf-8")
        code = main(["board", str(path), *words])
        said = capsys.readouterr()
        return code, said.out, said.err.replace(str(tmp_path) + "/", "")

    return run


def test_the_timetable_goes_to_a_file(solved, tmp_path: Path) -> None:
    code, out, err = solved(DAY, "--out", str(tmp_path / "out.json"))

    told = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (code, out) == (0, "")
    assert err == "2 consultations, 1 companies short. これよりよい組み合わせはないことを確かめました。\n"
    assert [(row["company"], row["specialist"], row["slot"], row["points"]) for row in told["timetable"]] == [
        ("c1", "s1", 1, 75),
        ("c2", "s1", 2, 90),
    ]
    assert told["unplaced"] == [
        {"company": "c3", "missing": 1, "reason": "no_way", "says": "会場とオンラインの希望が、専門家と合いません。"}
    ]
    assert (told["status"], told["gap"], told["objective"]) == ("optimal", 0, told["bound"])


def test_without_out_the_answer_is_on_stdout(solved) -> None:
    code, out, _ = solved(DAY)

    told = json.loads(out)
    assert (code, sorted(told)) == (
        0,
        ["bound", "gap", "objective", "parts", "reason", "status", "timetable", "unplaced"],
    )
    assert sum(line["points"] for line in told["timetable"][0]["why"]) == told["timetable"][0]["points"]


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("{", "day.json: file: Invalid JSON"),
        ("[]", "day.json: file: Input should be an object"),
        (DAY | {"slots": 0}, "day.json: slots."),
        (DAY | {"colour": 1}, "day.json: colour: Extra inputs are not permitted"),
        (
            DAY | {"companies": [{"id": "c1", "free": [3]}]},
            "day.json: file: Value error, c1: slot 3 is not on the list",
        ),
        (DAY | {"companies": [{"id": "c1"}, {"id": "c1"}]}, "day.json: file: Value error, company 'c1' stands twice"),
        (
            DAY | {"companies": [{"id": "c1", "themes": ["T99"]}]},
            "day.json: file: Value error, c1: code 'T99' is in no",
        ),
        (
            DAY | {"rules": {"forbids": [["c1", "s9"]]}},
            "day.json: file: Value error, rules: specialist 's9' is not on the list",
        ),
        (DAY | {"options": {"seconds": 0}}, "day.json: options.seconds: "),
        (
            DAY | {"rules": {"pins": [{"company": "c1", "specialist": "s2"}]}},
            (
                "day.json: 固定した組み合わせを、すべて同時に守ることができません。固定を一つ外してください。\n"
                "c1 × s2: 希望のテーマに対応できません。"
            ),
        ),
    ],
)
def test_a_wrong_file_is_named_with_the_place(solved, day: Any, message: str) -> None:
    code, out, err = solved(day)

    assert (code, out) == (2, "")
    assert err.startswith(f"tsunagu: {message}")


def test_a_place_that_is_not_there_is_said_before_the_search(solved) -> None:
    code, _, err = solved(DAY, "--out", "nowhere/out.json")

    assert (code, err) == (2, "tsunagu: nowhere/out.json: its folder does not exist.\n")


def test_the_schema_is_that_of_the_code_and_takes_the_example_of_its_page() -> None:
    schema = json.loads((PAGES / "board.schema.json").read_text(encoding="utf-8"))
    example = re.search(r"```json\n(.*?)```", (PAGES / "board.md").read_text(encoding="utf-8"), re.DOTALL)

    assert schema == BoardFile.model_json_schema()
    assert example is not None
    assert jsonschema_rs.is_valid(schema, json.loads(example[1]))
    assert not jsonschema_rs.is_valid(schema, {"slots": 1})


def test_the_example_of_the_page_is_solved(solved) -> None:
    example = re.search(r"```json\n(.*?)```", (PAGES / "board.md").read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None

    code, out, _ = solved(example[1])

    assert (code, len(json.loads(out)["timetable"])) == (0, 2)
