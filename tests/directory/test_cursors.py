"""A cursor comes back as it went out, or is refused."""

import pytest
from django.core.signing import Signer

from tests.directory.people import TODAY
from tsunagu.directory.cursors import Cursor, CursorError, read_cursor


def test_a_cursor_comes_back_from_its_words() -> None:
    cursor = Cursor(seed=7, position=20, points=93, specialist_id=5, day=TODAY)

    assert read_cursor(str(cursor)) == cursor


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("7.", "8.", 1),
        lambda text: text[:-1],
        lambda text: text.split(":")[0],
        lambda text: text + "x",
        lambda _: "",
        lambda _: "7.20.93.5.739941",
        lambda _: ":",
        lambda text: text.replace(".", "．"),
        lambda text: "\x00" + text,
    ],
)
def test_a_cursor_that_was_changed_is_refused(spoil) -> None:
    text = spoil(str(Cursor(seed=7, position=20, points=93, specialist_id=5, day=TODAY)))

    with pytest.raises(CursorError, match="一覧の最初から"):
        read_cursor(text)


def test_somebody_elses_signature_is_not_ours() -> None:
    with pytest.raises(CursorError):
        read_cursor(Signer(salt="other").sign("7.20.93.5.739941"))
