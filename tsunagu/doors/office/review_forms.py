"""The forms on the page of one listing under review. `do` says which one was sent."""

from collections.abc import Iterable
from typing import Any

from django import forms

from tsunagu.doors.forms import DayField, KindForm, SeenField
from tsunagu.doors.once import OnceForm
from tsunagu.specialists.actions.office_moves import LONGEST_REASON
from tsunagu.specialists.actions.review import LONGEST_NOTE
from tsunagu.specialists.actions.review_messages import LONGEST_TEXT
from tsunagu.specialists.states import HiddenReason, ListingState

LARGEST = 2**31 - 1
YES, NO = "yes", "no"
MOVE_WORDS = {
    ListingState.SUSPENDED: "止める（停止）",
    ListingState.HIDDEN: "非公開にする",
    ListingState.PUBLISHED: "また公開する",
    ListingState.WITHDRAWN: "掲載を終える",
}
ANSWERS = [(YES, "はい"), (NO, "いいえ")]


class DoForm(KindForm, OnceForm):
    """One button. `seen`: number of the edition on the page, so that another one is never decided unread."""

    do = forms.CharField(widget=forms.HiddenInput, max_length=20)
    seen = SeenField()


class TextForm(DoForm):
    """A button with words for the specialist."""

    text = forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label


class MoveForm(DoForm):
    """A listing is stopped, hidden, brought back or ended."""

    to = forms.ChoiceField(label="どうするか")
    hidden_reason = forms.ChoiceField(
        label="非公開にする理由",
        required=False,
        choices=[("", "（非公開にするときだけ選びます）"), *HiddenReason.choices()],
    )
    reason = forms.CharField(
        label="理由", max_length=LONGEST_REASON, help_text="記録に残ります。ご本人には、状態だけを知らせます。"
    )

    def __init__(self, *args: Any, moves: Iterable[ListingState], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = forms.ChoiceField(
            label="どうするか",
            choices=[(to.value, MOVE_WORDS[to]) for to in moves],
            widget=forms.RadioSelect,
            error_messages={"required": "選んでください。"},
        )
        self.order_fields(["to", "hidden_reason", "reason"])


class AnswerForm(DoForm):
    """Two buttons, yes or no, about one row of the page."""

    row = forms.IntegerField(min_value=1, max_value=LARGEST, widget=forms.HiddenInput)
    answer = forms.ChoiceField(choices=ANSWERS, widget=forms.HiddenInput)

    @property
    def is_yes(self) -> bool:
        """Which of the two buttons it was."""
        return bool(self.cleaned_data["answer"] == YES)


class CriterionForm(AnswerForm):
    """A criterion is met or not."""

    note = forms.CharField(label="メモ（満たしていないときは理由）", required=False, max_length=LONGEST_NOTE)


class ProofForm(AnswerForm):
    """A paper proves its qualification or not."""

    how = forms.CharField(
        label="何と照らし合わせたか",
        required=False,
        max_length=200,
        help_text="確認できないときは、その理由。例：証明書の写し",
    )
    until = DayField("証明の期限", "期限のない資格は、空のままにします。")
