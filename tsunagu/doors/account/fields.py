"""Fields the forms of this door share."""

from collections.abc import Iterable

from django import forms

from tsunagu.reference.listing import prefectures

CHOOSE = "選んでください。"
NAME = forms.CharField(label="会社や組織の名称", max_length=200, help_text="例：株式会社かくう製作所")
NAME_KANA = forms.CharField(
    label="よみ", max_length=200, required=False, help_text="ひらがなで。例：かくうせいさくしょ"
)


def one_of(label: str, choices: Iterable[tuple[str, str]]) -> forms.ChoiceField:
    """A choice with an empty first line; what is not in it is told as what is missing."""
    told = {"required": CHOOSE, "invalid_choice": CHOOSE}
    return forms.ChoiceField(label=label, choices=[("", "選んでください"), *choices], error_messages=told)


def prefecture_field() -> forms.ChoiceField:
    """所在地 as JIS X 0401."""
    return one_of("所在地（都道府県）", [(term.code, term.name) for term in prefectures().current])
