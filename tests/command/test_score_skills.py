"""`tsunagu score skills` as docs/reference and the interfaces promise it."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tsunagu.doors.command.__main__ import main
from tsunagu.reference.skills import skill_subitems
from tsunagu.specialists.skill_form import skill_form

A = {"S1-a": [3, 3, 3, 3, 3], "S1-b": [3, 3], "S1-c": [3, 2]}
B = {"S1-a": [3, 3, 2, 2, 2], "S1-b": [3, 2], "S1-c": [3, 3]}
ABLE = {code: [3] * len(item.questions) for code, item in skill_subitems().items()}


@pytest.fixture
def score(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    def run(content: object, name: str = "answers.json") -> tuple[int, str, str]:
        file = tmp_path / name
        if isinstance(content, bytes):
            file.write_bytes(content)
        else:
            file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        code = main(["score", "skills", str(file)])
        said = capsys.readouterr()
        return code, said.out, said.err.replace(str(tmp_path) + "/", "")

    return run


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (A, {"S1": "◎"}),
        (B, {"S1": "○"}),
        ({}, {}),
        (A | {"S1-c": [3, None]}, {"S1": ""}),
        ({"S1-b": [3, 3]}, {"S1": ""}),
        (A | {"qualifications": ["cisa"]}, {"S1": "◎"}),
        (ABLE, {"S1": "◎", "S2": "◎", "S3": "◎", "S4": "◎", "S5": "◎", "S6": "◎", "A0": "◎", "A7": "○"}),
        (
            ABLE | {"S2-a": [0, 0, 0], "qualifications": ["cais"]},
            {"S1": "◎", "S2": "○", "S3": "◎", "S4": "◎", "S5": "◎", "S6": "◎", "A0": "○", "A7": "◎"},
        ),
        (
            {code: levels for code, levels in ABLE.items() if code[:2] in {"S1", "S2"}} | {"S2-a": [None, 3, 3]},
            {"S1": "◎", "S2": "", "A0": "", "A7": ""},
        ),
    ],
)
def test_answers_become_marks(score, content: dict[str, object], expected: dict[str, str]) -> None:
    code, out, err = score(content)
    assert (code, list(json.loads(out).items()), err) == (0, list(expected.items()), "")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"S7-a": [3]}, "S7-a: no such sub-item"),
        ({"S1-b": [3]}, "S1-b: expected 2 answers, found 1"),
        ({"S1-b": [3, 4]}, "S1-b[1]: 4 is not a level"),
        ({"S1-b": [-1, 3]}, "S1-b[0]: -1 is not a level"),
        ({"S1-b": [True, 3]}, "S1-b[0]: True is not a level"),
        ({"S1-b": [3.0, 3]}, "S1-b[0]: 3.0 is not a level"),
        ({"S1-b": ["3", 3]}, "S1-b[0]: '3' is not a level"),
        ({"S1-b": [[3], 3]}, "S1-b[0]: [3] is not a level"),
        ({"S1-b": None}, "S1-b: expected a list"),
        ({"S1-b": "33"}, "S1-b: expected a list"),
        ({"qualifications": ["cisa", "wizard"]}, "qualifications[1]: 'wizard' is not a qualification"),
        ({"qualifications": [["cisa"]]}, "qualifications[0]: ['cisa'] is not a qualification"),
        ({"qualifications": "cisa"}, "qualifications: expected a list"),
        ([1], "the whole: expected an object"),
        ('{"S1-b": [3, 3], "S1-b": [0, 0]}', "'S1-b' stands twice"),
        ("{S1", "not JSON"),
        ("", "not JSON"),
        ("[" * 100_000, "not JSON"),
        (b"\xff\xfe{", "not UTF-8"),
    ],
)
def test_a_wrong_entry_is_named_and_nothing_is_answered(score, content: object, message: str) -> None:
    code, out, err = score(content)
    assert (code, out) == (2, "")
    assert err.startswith("tsunagu: answers.json: ")
    assert message in err


def test_a_missing_file_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["score", "skills", str(tmp_path / "nowhere.json")]) == 2
    said = capsys.readouterr()
    assert (said.out, "nowhere.json: cannot be read (No such file or directory)" in said.err) == ("", True)


@pytest.mark.parametrize("words", [[], ["a.json", "--form", "b.xlsx"]])
def test_either_a_file_or_the_form_is_asked_for(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "skills", *words]) == 2
    assert "give a FILE to score, or --form" in capsys.readouterr().err


def test_the_form_goes_out_empty_and_is_scored_when_filled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = tmp_path / "form.xlsx"
    assert main(["score", "skills", "--form", str(form)]) == 0
    book = load_workbook(form)
    for row in book.active.iter_rows(min_row=2):
        row[2].value = 3
    book.save(form)
    capsys.readouterr()

    assert main(["score", "skills", str(form)]) == 0

    assert json.loads(capsys.readouterr().out) == {
        **dict.fromkeys(["S1", "S2", "S3", "S4", "S5", "S6", "A0"], "◎"),
        "A7": "○",
    }


def test_the_form_has_64_questions_and_a_drop_down() -> None:
    sheet = load_workbook(BytesIO(skill_form({}))).active
    (rule,) = sheet.data_validations.dataValidation
    assert [cell.value for cell in sheet[1]] == ["小項目", "設問", "実行レベル", "根拠"]
    assert sheet.max_row == 65
    assert (rule.formula1, rule.prompt.splitlines()[3]) == ('"0,1,2,3"', "3：単独実行可能")


def test_an_unanswered_form_gives_blanks(score) -> None:
    code, out, _ = score(skill_form({}), "form.xlsx")
    assert (code, json.loads(out)) == (0, dict.fromkeys(["S1", "S2", "S3", "S4", "S5", "S6", "A0", "A7"], ""))


def test_a_form_made_with_answers_scores_like_the_answers(score) -> None:
    assert json.loads(score(skill_form(ABLE | B), "form.xlsx")[1]) == json.loads(score(ABLE | B)[1])


def test_wrong_cells_of_a_form_are_named_by_line_and_column(score) -> None:
    question = skill_subitems()["S1-b"].questions[0]
    table = f"小項目,設問,実行レベル\nS1-b,{question},５\nS9-z,{question},1\nS1-b,ほかの問,1\nS1-b,{question},1\nS1-b,{question},1\n"

    code, out, err = score(table, "form.csv")

    assert (code, out) == (2, "")
    assert err == (
        "tsunagu: form.csv: 2行目「実行レベル」: 「５」は選べません。0〜3のどれかにしてください。\n"
        "form.csv: 3行目「小項目」: 「S9-z」という小項目はありません。書き出した様式のまま使ってください。\n"
        "form.csv: 4行目「設問」: S1-b にこの設問はありません。書き出した様式のまま使ってください。\n"
        "form.csv: 6行目「設問」: 5行目と同じ設問です。どちらかを消してください。\n"
    )


def test_a_file_that_only_looks_like_excel_is_refused(score) -> None:
    code, out, err = score(b"PK\x03\x04 nothing", "form.xlsx")
    assert (code, out, "壊れていて読めません" in err) == (2, "", True)
