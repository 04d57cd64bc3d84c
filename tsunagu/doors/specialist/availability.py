"""受付: what the specialist takes, how much a month, and a rest; it holds in the search at once."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.doors.forms import DayField, KindForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.reference.listing import availability_states
from tsunagu.specialists.access import listings_visible_to
from tsunagu.specialists.actions.availability import set_availability
from tsunagu.specialists.availability_rules import LEAST, MOST
from tsunagu.specialists.freshness_queries import owner_of
from tsunagu.specialists.own_queries import OwnIntake, own_listing
from tsunagu.specialists.states import Availability


class AvailabilityForm(KindForm):
    """The four things one may say."""

    availability = forms.ChoiceField(label="いまの受付", widget=forms.RadioSelect)
    available_from = DayField("いつから「受付中」に戻すか", "決まっていれば入れます。その日に、ひとりでに戻ります。")
    paused_until = DayField("お休みの最後の日", "この日まで一覧に出ません。次の日に、ひとりでに戻ります。")
    monthly_cap = forms.IntegerField(
        label="ひと月に受ける問い合わせの数",
        help_text=f"{LEAST} から {MOST} まで。この数に届くと、来月まで一覧に出ません。",
        error_messages={"invalid": "整数で入力してください。"},
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["availability"]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = [(term.code, term.name) for term in availability_states().terms]
            chosen.error_messages["invalid_choice"] = "選んでください。"


def availability(request: MemberRequest) -> HttpResponse:
    """The form with what holds now; a refusal is told beside its field."""
    now = timezone.now()
    mine = listings_visible_to(request.user, request.standing.rights)
    own = own_listing(mine, today=day_of(now))
    intake = own.intake if own else None
    form = AvailabilityForm(request.POST if request.method == "POST" else None, initial=_initial(intake))
    if form.is_valid():
        told = form.cleaned_data | {"availability": Availability[form.cleaned_data["availability"].upper()]}
        try:
            if owner := owner_of(mine):
                set_availability(owner, **told, by=request.actor, at=now)
        except RuleBrokenError as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, "受付を変えました。検索に、すぐに反映されます。")
            return redirect("specialist:home")
    return render(request, "specialist/availability.html", {"form": form, "intake": intake})


def _initial(intake: OwnIntake | None) -> dict[str, object]:
    if intake is None:
        return {}
    return {
        "availability": intake.availability.name.lower(),
        "available_from": intake.available_from,
        "paused_until": intake.paused_until,
        "monthly_cap": intake.monthly_cap,
    }
