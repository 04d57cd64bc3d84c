"""Writing an enquiry without an account: from the sheet, the shortlist or the emergency page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.directory.actions.enquiries import Asked, make_enquiry
from tsunagu.directory.conditions import Conditions, read
from tsunagu.directory.emergency import emergency_contacts
from tsunagu.directory.enquiry_rules import most_asked
from tsunagu.directory.enquiry_settings import clocks_on
from tsunagu.directory.queries.alternatives import Alternative, alternatives
from tsunagu.directory.queries.asking import Askable, askable
from tsunagu.doors.errors import too_many
from tsunagu.doors.forms import TELEPHONE, KindForm
from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.limits import is_within
from tsunagu.doors.once import OnceForm, go_once
from tsunagu.doors.public.visitor import seed_of, shortlist_of
from tsunagu.reference.listing import prefectures
from tsunagu.reference.menus import menus
from tsunagu.upkeep.queries import setting_number

URGENT_NEED = "E-1"
OFFERED_MOST = 20
PICK = ("", "選んでください")
WARNING = (
    "困っていることを、短く書いてください。1000文字までです。"
    "<strong>事故の中身、パスワード、会社の弱いところは書かないでください。</strong>"
    "くわしいことは、専門家と話すときに伝えられます。"
)


class TrapInput(forms.TextInput):
    """A field that no person sees and no reader aloud names; programs fill it in."""

    is_hidden = True

    def __init__(self) -> None:
        super().__init__({"hidden": True, "tabindex": "-1", "autocomplete": "off"})


class EnquireForm(KindForm, OnceForm):
    """Who asks, where, what about, and which of the people offered."""

    riss = forms.MultipleChoiceField(label="問い合わせる専門家", widget=forms.CheckboxSelectMultiple)
    organisation = forms.CharField(
        label="会社や団体の名前", max_length=200, help_text="個人の方は、お名前を書いてください。"
    )
    place = forms.ChoiceField(label="会社のある都道府県")
    need = forms.ChoiceField(label="支援してほしいこと")
    words = forms.CharField(
        label="相談したいこと", max_length=1000, widget=forms.Textarea({"rows": 6}), help_text=WARNING
    )
    contact_name = forms.CharField(
        label="担当者のお名前", max_length=100, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label="メールアドレス",
        max_length=254,
        help_text="確認のメールを送ります。専門家には、このアドレスを伝えません。",
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    telephone = forms.CharField(
        label="電話番号",
        required=False,
        max_length=20,
        validators=[TELEPHONE],
        help_text="なくてもかまいません。「対応します」と答えた専門家にだけ伝えます。",
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    one_enough = forms.BooleanField(
        label="一人が「対応します」と答えたら、ほかの方への問い合わせを終える", required=False
    )

    website = forms.CharField(required=False, max_length=1000, widget=TrapInput)

    def __init__(self, *args: Any, offered: Sequence[Askable], is_urgent: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_urgent = is_urgent
        most = most_asked(is_urgent=is_urgent)
        self._choose("riss", [(one.riss_no, f"{one.name}（第{one.riss_no}号）") for one in offered])
        self.fields["riss"].help_text = f"{most}人まで選べます。"
        self._choose("place", [PICK, *prefectures().choices])
        self._choose("need", _needs(is_urgent=is_urgent))
        if is_urgent:
            self.fields["telephone"].help_text = "書いてあると、専門家がすぐに電話できます。選んだ専門家に伝えます。"

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def asked(self) -> Asked:
        """What the action takes."""
        told = self.cleaned_data
        return Asked(
            organisation=told["organisation"],
            prefecture=told["place"],
            need=told["need"],
            words=told["words"],
            contact_name=told["contact_name"],
            email=told["email"],
            riss_nos=tuple(told["riss"]),
            telephone=told["telephone"],
            is_urgent=self.is_urgent,
            is_one_enough=told["one_enough"],
            is_trapped=bool(told["website"]),
        )


def _needs(*, is_urgent: bool) -> list[Any]:
    grouped = [(menu.name, [(need.code, need.name) for need in menu.needs]) for menu in menus()]
    if is_urgent:
        return [pair for _, pairs in grouped for pair in pairs if pair[0] == URGENT_NEED]
    return [PICK, *grouped]


@dataclass(frozen=True, slots=True)
class Offer:
    """Who may be asked here, who may not just now and why, and who else could be."""

    people: list[Askable]
    away: list[Askable]
    others: list[Alternative]


def enquire(request: GatedRequest) -> HttpResponse:
    """The form, and what was written: kept once, then the page that says a mail is on its way."""
    held = read(dict(request.GET.lists()))[0]
    is_urgent = "urgent" in request.GET
    offer = offer_of(request, held, is_urgent=is_urgent)
    form = EnquireForm(
        request.POST or None,
        offered=offer.people,
        is_urgent=is_urgent,
        initial=_initial(request, held, offer, is_urgent),
    )
    if request.method == "POST":
        hourly = setting_number("enquiry.form_hourly", on=day_of(timezone.now()))
        if not is_within(request, "enquire", f"{hourly}/h"):
            return too_many(request)
        if form.is_valid() and (response := _send(request, form)):
            return response
    return render(request, "public/enquire.html", _facts(form, offer, is_urgent))


def offer_of(request: HttpRequest, held: Conditions, *, is_urgent: bool) -> Offer:
    """Those named in the address, then those on the shortlist."""
    named = request.GET.getlist("riss")
    numbers = [*named, *shortlist_of(request)][:OFFERED_MOST]
    today = day_of(timezone.now())
    found = askable(numbers, is_urgent=is_urgent, today=today)
    people = [one for one in found if not one.why_not]
    away = [one for one in found if one.why_not and one.riss_no in named]
    others: list[Alternative] = []
    if away:
        known = {one.specialist_id for one in found}
        place = held.place[0] if held.place else ""
        others = alternatives(held.need, place, without=known, seed=seed_of(request), today=today)
    return Offer(people, away, others)


def _initial(request: HttpRequest, held: Conditions, offer: Offer, is_urgent: bool) -> dict[str, Any]:  # noqa: FBT001
    named = request.GET.getlist("riss") or [one.riss_no for one in offer.people]
    return {
        "riss": [one.riss_no for one in offer.people if one.riss_no in named][: most_asked(is_urgent=is_urgent)],
        "place": held.place[0] if held.place else "",
        "need": URGENT_NEED if is_urgent else held.need,
    }


def _send(request: GatedRequest, form: EnquireForm) -> HttpResponse | None:
    def act() -> str:
        make_enquiry(form.asked(), by=request.actor, at=timezone.now())
        return reverse("public:enquiry_sent")

    return go_once(request, form, act)


def _facts(form: EnquireForm, offer: Offer, is_urgent: bool) -> dict[str, Any]:  # noqa: FBT001
    clocks = clocks_on(day_of(timezone.now()))
    return {
        "form": form,
        "offer": offer,
        "is_urgent": is_urgent,
        "contacts": emergency_contacts() if is_urgent else (),
        "callable": [one for one in offer.people if one.emergency_telephone] if is_urgent else [],
        "hours": int(clocks.urgent_answer.total_seconds() // 3600),
        "days": clocks.answer.days,
    }


def enquiry_sent(request: GatedRequest) -> HttpResponse:
    """A mail is on its way; the same words for everybody."""
    return render(request, "public/enquiry_sent.html")
