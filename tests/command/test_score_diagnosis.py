"""`tsunagu score diagnosis` as docs/reference and the interfaces promise it."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tsunagu.doors.command.__main__ import main
from tsunagu.reference.self_diagnosis import self_diagnosis
from tsunagu.toolkit.diagnosis import Answer
from tsunagu.toolkit.diagnosis_form import diagnosis_form

NUMBERS = [str(item.no) for item in self_diagnosis().items]
DONE = dict.fromkeys(NUMBERS, "done")


@pytest.fixture
def score(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    def run(content: object, name: str = "answers.json") -> tuple[int, str, str]:
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        code = main(["score", "diagnosis", str(file)])
        said = capsys.readouterr()
        return code, said.out, said.err.replace(str(tmp_path) + "/", "")

    return run


def test_answers_become_points(score) -> None:
    code, out, err = score(DONE | {"1": "partial", "6": "unknown", "9": "not_applicable", "25": "not_done"})

    assert (code, json.loads(out), err) == (
        0,
        {
            "total": 89,
            "parts": {"1": 18, "2": 47, "3": 24},
            "unknown": 1,
            "not_applicable": 1,
            "band": "一部に手薄な所がある",
        },
        "",
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (DONE | {"26": "done"}, "26: no such item; there are 1 to 25."),
        (DONE | {"3": "maybe"}, "3: 'maybe' is not an answer; there are done, partial"),
        (DONE | {"3": 4}, "3: 4 is not an answer"),
        (DONE | {"3": ["done"]}, "3: ['done'] is not an answer"),
        (DONE | {"3": None}, "3: no answer."),
        ({}, "1, 2, 3, 4, 5"),
        ([1], "the whole: expected an object"),
        (b'{"1": "done", "1": "done"}', "'1' stands twice"),
        (b"\xff\xfe", "not UTF-8"),
    ],
)
def test_a_wrong_or_missing_entry_is_named_and_nothing_is_answered(score, content: object, message: str) -> None:
    code, out, err = score(content)

    assert (code, out) == (2, "")
    assert message in err


def test_the_exported_form_scores_like_the_answers(score) -> None:
    answers = DONE | {"4": "not_done", "11": "unknown"}

    code, out, _ = score(diagnosis_form({int(no): Answer(given) for no, given in answers.items()}), "form.xlsx")

    assert (code, out) == (0, score(answers)[1])


def test_the_form_goes_out_empty_and_is_scored_when_filled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = tmp_path / "form.xlsx"
    assert main(["score", "diagnosis", "--form", str(form)]) == 0
    book = load_workbook(form)
    for row in book.active.iter_rows(min_row=2):
        row[3].value = "一部実施している"
    book.save(form)
    capsys.readouterr()

    assert main(["score", "diagnosis", str(form)]) == 0

    assert json.loads(capsys.readouterr().out)["total"] == 50


def test_an_empty_form_names_what_is_missing(score) -> None:
    code, out, err = score(diagnosis_form({}), "form.xlsx")

    assert (code, out, err) == (2, "", f"tsunagu: form.xlsx: {', '.join(NUMBERS)}: no answer.\n")


def test_wrong_cells_are_named_by_line_and_column(score) -> None:
    code, _, err = score("番号,答え\n1,はい\n26,実施している\n".encode(), "form.csv")

    assert code == 2
    assert [line.partition(": ")[2][:10] for line in err.removeprefix("tsunagu: ").splitlines()] == [
        "2行目「答え」: 「", "3行目「番号」: 「",
    ]  # fmt: skip


@pytest.mark.parametrize("words", [[], ["a.json", "--form", "b.xlsx"]])
def test_either_a_file_or_the_form_is_asked_for(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "diagnosis", *words]) == 2
    assert "give a FILE to score, or --form" in capsys.readouterr().err
