"""Every code the journal is given is put in words for the secretariat."""

import re
from pathlib import Path

import pytest

import tsunagu
from tsunagu.doors.ages import age_words
from tsunagu.doors.office.words import journal_words, subject_words, value_words, verb_words
from tsunagu.upkeep.known_settings import KnownSetting

HOUSE = Path(tsunagu.__file__).parent
VERB = re.compile(r'(?:\brecord\(\s*|ERASED = )"([a-z_]+\.[a-z_-]+)"')


def test_every_verb_in_the_house_has_words_in_journal_words() -> None:
    used = {
        verb for path in HOUSE.rglob("*.py") if "tests" not in path.parts for verb in VERB.findall(path.read_text())
    }

    assert len(used) > 20
    assert used - journal_words()["verbs"].keys() == set()


def test_a_code_without_words_is_shown_as_it_is() -> None:
    assert (verb_words("new.verb"), subject_words("NewThing")) == ("new.verb", "NewThing")


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0分"), (3599, "59分"), (3600, "1時間"), (172799, "47時間"), (172800, "2日")]
)
def test_an_age_in_its_largest_unit(seconds: int, words: str) -> None:
    from datetime import timedelta

    assert age_words(timedelta(seconds=seconds)) == words


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [("number", 0, "0日"), ("yes_no", True, "はい"), ("yes_no", False, "いいえ"), ("text", "", "（なし）")],
)
def test_a_value_with_its_unit(kind: str, value: object, words: str) -> None:
    unit = "日" if kind == "number" else ""
    known = KnownSetting(code="x", label="x", unit=unit, kind=kind, default=value, source="s")

    assert value_words(known, value) == words
