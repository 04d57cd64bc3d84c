"""Invitations to people of the register, in batches, and entries for those without a login."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.doors.forms import KindForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import OnceForm, go_once
from tsunagu.specialists.actions.invitations import LONGEST_BATCH, Sent, enter_without_login, invite_batch
from tsunagu.specialists.invitation_queries import Invited, batches_sent, last_renewal, renewal_candidates
from tsunagu.specialists.register_rules import riss_no
from tsunagu.vault.links import site_link

MOST_LINES, SHOWN = 200, 100
SHAPE = "「000123, a@mihon.example」の形で、1行に1人ずつ書いてください。"


class InviteForm(KindForm, OnceForm):
    """A batch: its name, and one person a line."""

    batch = forms.CharField(label="案内の名前", max_length=LONGEST_BATCH, help_text="例：2026年10月の更新")
    lines = forms.CharField(
        label="案内する方",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=f"登録番号とメールアドレスを、コンマで区切ります。1行に1人、{MOST_LINES}人まで",
    )

    def clean_lines(self) -> list[Invited]:
        """The people; a line of another shape is named."""
        rows = [line for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        if len(rows) > MOST_LINES:
            raise forms.ValidationError(f"{MOST_LINES}人までにしてください（今 {len(rows)}人）。")
        return list(_people(rows))


class EnterForm(KindForm, OnceForm):
    """Somebody without a login."""

    riss_no = forms.CharField(
        label="登録番号", max_length=20, help_text="数字6桁です。氏名は登録簿から入ります。例：017139"
    )
    name_kana = forms.CharField(label="よみ", max_length=100, help_text="ひらがなで書きます。")

    def clean_riss_no(self) -> str:
        """Six digits, however they were typed."""
        return _number(self.cleaned_data["riss_no"])


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a batch: how many letters were written, and who got none and why."""

    written: int
    refused: list[Sent]


def invitations(request: MemberRequest) -> HttpResponse:
    """The two forms, what was sent before, and who was renewed and is not listed."""
    today = day_of(timezone.now())
    do = request.POST.get("do", "") if request.method == "POST" else ""
    invite = InviteForm(request.POST if do == "invite" else None, auto_id="invite-%s")
    enter = EnterForm(request.POST if do == "enter" else None, auto_id="enter-%s")
    told: list[Told] = []
    for form, act in ((invite, lambda: _invite(request, invite, told)), (enter, lambda: _enter(request, enter))):
        if form.is_valid():
            gone = go_once(request, form, act)
            if gone and not (told and told[0].refused):
                messages.success(request, _said(told))
                return gone
    shown = _again(invite, told[0]) if told else invite
    return render(request, "office/invitations.html", _shown(shown, enter, told, today))


def _shown(invite: InviteForm, enter: EnterForm, told: list[Told], today: Any) -> dict[str, Any]:
    return {
        "invite": invite,
        "enter": enter,
        "told": told[0] if told else None,
        "batches": batches_sent(),
        "renewed_on": last_renewal(today),
        "candidates": renewal_candidates(today=today, limit=SHOWN),
        "trail": [{"url": reverse("office:review"), "label": "申請の確認"}],
    }


def _invite(request: MemberRequest, form: InviteForm, told: list[Told]) -> str:
    page = site_link(reverse("public:invited"))
    sent = invite_batch(
        form.cleaned_data["lines"], form.cleaned_data["batch"], page=page, by=request.actor, at=timezone.now()
    )
    refused = [one for one in sent if one.refusal]
    told.append(Told(len(sent) - len(refused), refused))
    return reverse("office:invitations")


def _again(form: InviteForm, told: Told) -> InviteForm:
    """A fresh form with those who got no letter, to be mended and sent."""
    lines = "\n".join(f"{one.riss_no}, {one.email}" for one in told.refused)
    return InviteForm(auto_id="invite-%s", initial={"batch": form.cleaned_data["batch"], "lines": lines})


def _enter(request: MemberRequest, form: EnterForm) -> str:
    said = form.cleaned_data
    enter_without_login(said["riss_no"], said["name_kana"], by=request.actor, at=timezone.now())
    return reverse("office:review_listing", args=[said["riss_no"]])


def _said(told: list[Told]) -> str:
    return f"{told[0].written}通の案内を書きました。" if told else "受け付けました。"


def _people(rows: list[str]) -> Iterator[Invited]:
    for place, row in enumerate(rows, start=1):
        number, comma, email = row.replace("，", ",").replace("\t", ",").partition(",")
        if not comma or "@" not in email:
            raise forms.ValidationError(f"{place}行目：{SHAPE}")
        yield Invited(_number(number, place=place), email.strip())


def _number(typed: str, *, place: int = 0) -> str:
    try:
        return riss_no(typed)
    except ValueError as wrong:
        raise forms.ValidationError(f"{place}行目：{wrong}" if place else str(wrong)) from wrong
