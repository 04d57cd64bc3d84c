"""The page of one's own organisation: who belongs to it, who is invited, its name and place."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.accounts.access import invitations_kept_by
from tsunagu.accounts.actions import edit_organisation as edit
from tsunagu.accounts.models import Organisation
from tsunagu.accounts.queries import invitation_rows, members_of, organisation_by_id
from tsunagu.accounts.states import Right
from tsunagu.doors.account.fields import NAME, NAME_KANA, prefecture_field
from tsunagu.doors.forms import KindForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import OnceForm, go_once
from tsunagu.reference.listing import prefectures

CHANGED_HATS = "別の組織に切り替わっています。画面を読み直してください。"


class OfForm(KindForm, OnceForm):
    """A form about one organisation. `of` says which was shown: the session may have changed hats in another tab."""

    of = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31 - 1)

    def is_of(self, organisation: Organisation) -> bool:
        """Whether it was filled in for this organisation; says so on the form when not."""
        if self.cleaned_data["of"] == organisation.pk:
            return True
        self.add_error(None, CHANGED_HATS)
        return False


class OrganisationForm(OfForm):
    """Name and place."""

    name = NAME
    name_kana = NAME_KANA

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["prefecture"] = prefecture_field()


def worn(request: MemberRequest) -> Organisation:
    """The organisation the person acts for. Http404 without one."""
    key = next(iter(request.standing.organisation_ids), None)
    if key is None:
        raise Http404
    return organisation_by_id(key)


def organisation(request: MemberRequest) -> HttpResponse:
    """Members with the way to take each out, invitations that wait, and what one may do."""
    now, own = timezone.now(), worn(request)
    shown = {
        "organisation": own,
        "place": prefectures()[own.prefecture].name,
        "members": members_of(own.pk, at=now),
        "invitations": invitation_rows(invitations_kept_by(request.standing, at=now)),
        "may_edit": Right.ORGANISATION_EDIT in request.standing.rights,
        "own_id": request.user.pk,
    }
    return render(request, "account/organisation.html", shown)


def edit_organisation(request: MemberRequest) -> HttpResponse:
    """Another name, reading or prefecture."""
    own = worn(request)
    initial = {"of": own.pk, "name": own.name, "name_kana": own.name_kana, "prefecture": own.prefecture}
    form = OrganisationForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and form.is_of(own):
        gone = go_once(request, form, lambda: _edit(request, form, own), said="組織の登録を変えました。")
        if gone:
            return gone
    trail = [{"url": reverse("account:organisation"), "label": "組織と担当者"}]
    return render(request, "account/edit_organisation.html", {"form": form, "trail": trail})


def _edit(request: MemberRequest, form: OrganisationForm, own: Organisation) -> str:
    told = {name: form.cleaned_data[name] for name in ("name", "name_kana", "prefecture")}
    edit(own, **told, by=request.actor, at=timezone.now())
    return reverse("account:organisation")
