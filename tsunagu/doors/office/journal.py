"""The journal: who did what to what, when and why; and whether its chain reaches the newest line."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from tsunagu.doors.forms import DayField, KindForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.office.words import journal_words, subject_words, verb_words
from tsunagu.doors.paging import cut, number, pager
from tsunagu.journal.queries import JournalFilter, JournalRow, chain_state, journal_rows

SIZE = 50
FIRST, LAST = date(2000, 1, 1), date(2199, 12, 31)


def _choices(kind: str) -> list[tuple[str, str]]:
    return [("", "すべて"), *journal_words()[kind].items()]


class SearchedDayField(DayField):
    """A day of the search; may be left open."""

    def validate(self, value: date | None) -> None:
        """Only days there can be lines of: the first and last days of the calendar are no moments everywhere."""
        if value and not FIRST <= value <= LAST:
            raise forms.ValidationError("2000年から2199年までの日付を入力してください。")


class JournalForm(KindForm):
    """What is sought; everything may be left open."""

    verb = forms.ChoiceField(label="したこと", required=False, choices=lambda: _choices("verbs"))
    subject_kind = forms.ChoiceField(label="何に", required=False, choices=lambda: _choices("subjects"))
    subject_code = forms.CharField(label="その番号", required=False, max_length=100, help_text="記録の中の番号です。")
    who = forms.CharField(label="だれが", required=False, max_length=60, help_text="氏名の一部か、コード。")
    since = SearchedDayField("いつから")
    until = SearchedDayField("いつまで")

    def asked(self) -> JournalFilter:
        """The filter; fields in error ask for nothing."""
        return JournalFilter(**{name: value for name, value in self.cleaned_data.items() if value})


@dataclass(frozen=True, slots=True)
class JournalLine:
    """A line of the journal in words."""

    row: JournalRow
    verb: str
    subject: str
    facts: list[tuple[str, str]]


def journal(request: MemberRequest) -> HttpResponse:
    """One page of lines, the newest first."""
    form = JournalForm(request.GET)
    form.is_valid()
    before = number(request.GET.get("page", ""))
    rows, has_more = cut(journal_rows(form.asked(), before=before, limit=SIZE + 1), SIZE)
    kept = {name: str(value) for name, value in form.cleaned_data.items() if value}
    return render(
        request,
        "office/journal.html",
        {
            "form": form,
            "lines": [journal_line(row) for row in rows],
            "chain": chain_state(),
            "pager": pager(kept, next_mark=str(rows[-1].key) if has_more else "", size=SIZE, is_first=before is None),
        },
    )


def journal_line(row: JournalRow) -> JournalLine:
    """A line in words; facts as they were written."""
    facts = [(name, _fact(value)) for name, value in row.facts.items()]
    return JournalLine(row, verb_words(row.verb), subject_words(row.subject_kind), facts)


def _fact(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
