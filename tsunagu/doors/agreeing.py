"""A tick for terms that changed, beside the button it goes with."""

from typing import Any

from django import forms

from tsunagu.doors.forms import KindForm

READ = '<a href="/terms" target="_blank" rel="noopener">新しい利用規約を読む（別の画面で開きます）</a>'


class AgreeForm(KindForm):
    """The terms changed since somebody agreed to them."""

    terms = forms.BooleanField(label="新しい利用規約に同意します", help_text=READ)


def agree_form(data: Any = None, *, is_needed: bool, auto_id: str = "id_%s") -> AgreeForm | None:
    """The form where it is needed; bound to `data` when something was sent."""
    return AgreeForm(data, auto_id=auto_id) if is_needed else None
