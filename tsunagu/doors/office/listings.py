"""Every listing, by state, reason, number or name."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.doors.forms import KindForm
from tsunagu.doors.frame import address
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.paging import cut, mark_of, moment_and_number, pager
from tsunagu.specialists.access import listings_visible_to
from tsunagu.specialists.office_queries import Intake, ListingFilter, ListingRow, listing_rows, listings_found
from tsunagu.specialists.states import HiddenReason, ListingState

SIZE = 50
ALL = ("", "すべて")


class ListingsForm(KindForm):
    """What the secretariat looks for; everything may be left open."""

    words = forms.CharField(
        label="登録番号か氏名",
        required=False,
        max_length=60,
        help_text="番号は先頭だけ、氏名は一部でも。",
    )
    state = forms.ChoiceField(label="状態", required=False, choices=[ALL, *ListingState.choices()])
    reason = forms.ChoiceField(label="非公開の理由", required=False, choices=[ALL, *HiddenReason.choices()])
    intake = forms.ChoiceField(label="受付", required=False, choices=[ALL, *Intake.choices()])

    def asked(self) -> ListingFilter:
        """The filter; fields in error ask for nothing."""
        told = self.cleaned_data
        return ListingFilter(
            state=ListingState(told["state"]) if told.get("state") else None,
            reason=HiddenReason(told["reason"]) if told.get("reason") else None,
            intake=Intake(told["intake"]) if told.get("intake") else None,
            words=told.get("words", ""),
        )


def listings(request: MemberRequest) -> HttpResponse:
    """One page of the list; who stands longest in their state comes first."""
    form = ListingsForm(request.GET)
    form.is_valid()
    today = day_of(timezone.now())
    after = moment_and_number(request.GET.get("page", ""))
    visible = listings_visible_to(request.user, request.standing.rights)
    found = listings_found(visible, form.asked(), today=today)
    rows, has_more = cut(listing_rows(found, after=after, limit=SIZE + 1), SIZE)
    next_mark = mark_of(rows[-1].since, rows[-1].key) if has_more else ""
    kept = {name: value for name, value in form.cleaned_data.items() if value}
    return render(
        request,
        "office/listings.html",
        {
            "form": form,
            "rows": [(row, sheet_address(row)) for row in rows],
            "count": found.count(),
            "is_filtered": bool(kept),
            "pager": pager(kept, next_mark=next_mark, size=SIZE, is_first=after is None),
        },
    )


def sheet_address(row: ListingRow) -> str:
    """The public sheet of who is on the list, else ""."""
    return address("public:sheet", row.riss_no) if row.is_listed else ""
