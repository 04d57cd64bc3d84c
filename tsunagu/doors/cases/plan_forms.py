"""The forms of the roadmap and the contract note. Shape only, the actions decide."""

from __future__ import annotations

from django import forms

from tsunagu.consultations.actions.case_files import LONGEST_WORDS
from tsunagu.consultations.actions.case_plans import MOST_YEN, ContractFacts, LineFacts
from tsunagu.consultations.states import CaseParty, RoadmapState
from tsunagu.doors.cases.forms import PICK, PaperField, RowForm
from tsunagu.doors.forms import MOST_SEEN, DayField

PARTIES = [PICK, *CaseParty.choices()]


class LineForm(RowForm):
    """One thing to do. `seen`: the revision the page was made from."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST_SEEN)
    what = forms.CharField(label="すること", max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 2}))
    who = forms.ChoiceField(label="だれが", choices=PARTIES)
    due_on = DayField("いつまでに", "まだ決まっていないときは、空のままにします。")
    state = forms.ChoiceField(label="進み具合", choices=RoadmapState.choices(), initial=RoadmapState.PLANNED)

    def facts(self) -> LineFacts:
        """What was written."""
        told = self.cleaned_data
        return LineFacts(
            what=told["what"], who=CaseParty(told["who"]), due_on=told["due_on"], state=RoadmapState(told["state"])
        )


class ContractForm(RowForm):
    """A contract made elsewhere."""

    first = forms.ChoiceField(label="契約した人", choices=PARTIES)
    second = forms.ChoiceField(label="その相手", choices=PARTIES)
    amount_yen = forms.IntegerField(
        label="金額（円）", required=False, min_value=0, max_value=MOST_YEN,
        help_text="決まっていないときは、空のままにします。",
    )  # fmt: skip
    starts_on = DayField("始まりの日", required=True)
    ends_on = DayField("終わりの日", "終わりを決めていないときは、空のままにします。")
    words = forms.CharField(
        label="内容", required=False, max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 3})
    )
    file = PaperField()

    def facts(self) -> ContractFacts:
        """What was written."""
        told = self.cleaned_data
        return ContractFacts(
            first=CaseParty(told["first"]), second=CaseParty(told["second"]), amount_yen=told["amount_yen"],
            starts_on=told["starts_on"], ends_on=told["ends_on"], words=told["words"],
        )  # fmt: skip
