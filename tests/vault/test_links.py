"""Signed values: one purpose, one end."""

from datetime import UTC, datetime, timedelta

import pytest

from tsunagu.base.errors import RuleBrokenError
from tsunagu.vault.links import read_signed, sign

AT = datetime(2026, 11, 21, tzinfo=UTC)
TOKEN_END = AT + timedelta(hours=1)


def test_a_signed_value_is_read_until_its_end() -> None:
    text = sign({"address": "a@example.jp"}, purpose="prove", until=TOKEN_END)

    assert read_signed(text, purpose="prove", at=TOKEN_END) == {"address": "a@example.jp"}


def test_a_signed_value_ends() -> None:
    text = sign(1, purpose="prove", until=TOKEN_END)

    with pytest.raises(RuleBrokenError, match="期限"):
        read_signed(text, purpose="prove", at=TOKEN_END + timedelta(seconds=1))


@pytest.mark.parametrize("change", ["x", "", "a:b:c"])
def test_a_changed_value_is_refused(change: str) -> None:
    text = sign(1, purpose="prove", until=TOKEN_END)

    with pytest.raises(RuleBrokenError, match="正しくありません"):
        read_signed(text + "x" if change == "x" else change, purpose="prove", at=AT)


def test_a_value_signed_for_another_purpose_is_refused() -> None:
    text = sign(1, purpose="unsubscribe", until=TOKEN_END)

    with pytest.raises(RuleBrokenError, match="正しくありません"):
        read_signed(text, purpose="prove", at=AT)
