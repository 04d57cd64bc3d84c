"""Fields the forms of this door share."""

from django import forms

from tsunagu.reference.listing import prefectures

NAME = forms.CharField(label="会社や組織の名称", max_length=200, help_text="例：株式会社かくう製作所")
NAME_KANA = forms.CharField(
    label="よみ", max_length=200, required=False, help_text="ひらがなで。例：かくうせいさくしょ"
)


def prefecture_field() -> forms.ChoiceField:
    """所在地 as JIS X 0401."""
    named = [(term.code, term.name) for term in prefectures().current]
    return forms.ChoiceField(label="所在地（都道府県）", choices=[("", "選んでください"), *named])
