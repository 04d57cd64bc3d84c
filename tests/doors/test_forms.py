import pytest
from django import forms

from tsunagu.doors.forms import MOST_SEEN, KindForm, SeenForm


class Order(KindForm):
    name = forms.CharField(label="お名前")
    place = forms.ChoiceField(label="場所", choices=[("13", "東京都")])
    themes = forms.MultipleChoiceField(label="テーマ", choices=[("a", "ア")])
    agrees = forms.BooleanField(label="同意")
    note = forms.CharField(label="備考", required=False)


def test_what_is_missing_is_said_in_plain_words() -> None:
    assert Order({}).errors == {
        "name": ["入力してください。"],
        "place": ["選んでください。"],
        "themes": ["選んでください。"],
        "agrees": ["続けるには、ここに印を付けてください。"],
    }


def test_a_field_ties_its_words_to_its_input() -> None:
    form = Order({"note": "x"})

    drawn = str(form["name"].as_field_group())

    for words in (
        'for="id_name"',
        "必須",
        'id="id_name_error"',
        'aria-describedby="id_name_error"',
        'aria-invalid="true"',
    ):
        assert words in drawn


def test_no_input_carries_a_placeholder() -> None:
    class Hinted(KindForm):
        name = forms.CharField(widget=forms.TextInput(attrs={"placeholder": "見本 花子"}))

    assert "placeholder" not in str(Hinted()["name"])


@pytest.mark.parametrize(
    ("sent", "is_fine"),
    [("0", True), (str(MOST_SEEN), True), ("", True), ("-1", False), (str(MOST_SEEN + 1), False), ("x", False)],
)
def test_a_version_seen_leaves_room_for_the_next_one_in_its_column(sent: str, *, is_fine: bool) -> None:
    assert SeenForm({"seen": sent}).is_valid() is is_fine
