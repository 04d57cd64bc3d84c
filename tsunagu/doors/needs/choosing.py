"""Choosing among the candidates: who is asked first, and who follows if they cannot."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import Any

from django import forms

from tsunagu.doors.forms import KindForm
from tsunagu.doors.once import OnceForm
from tsunagu.matching.need_queries import CandidateRow

SEPARATOR = ","


def orders(others: Sequence[CandidateRow]) -> list[tuple[str, str]]:
    """(keys, words) of every order in which the others may follow, the one by rank first; [("", "")] without others."""
    return [
        (SEPARATOR.join(str(one.key) for one in order), "、つぎに".join(f"{one.name}さん" for one in order))
        for order in permutations(others)
    ]


class ChooseForm(KindForm, OnceForm):
    """The one who is asked, and the order of the others. Shown once a candidate was pressed."""

    use_required_attribute = False
    do = forms.CharField(widget=forms.HiddenInput, initial="ask")
    first = forms.IntegerField(widget=forms.HiddenInput)
    then = forms.ChoiceField(
        label="引き受けられないときは、この順で続けて頼みます", widget=forms.RadioSelect, required=False
    )

    def __init__(self, data: Any = None, *, others: Sequence[CandidateRow], first: CandidateRow) -> None:
        choices = orders(others)
        super().__init__(data, initial={"first": first.key, "then": choices[0][0]})
        then = self.fields["then"]
        if isinstance(then, forms.ChoiceField):
            then.choices = choices
        if not others:
            then.widget = forms.HiddenInput()

    def then_keys(self) -> tuple[int, ...]:
        """Who follows, in order."""
        told: str = self.cleaned_data["then"]
        return tuple(int(key) for key in told.split(SEPARATOR) if key)
