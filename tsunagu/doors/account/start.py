"""The first page after the address is proved: which way in is theirs."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.companies.actions import CompanyFacts
from tsunagu.companies.actions import found_company as found
from tsunagu.doors.account.fields import NAME, NAME_KANA, one_of, prefecture_field
from tsunagu.doors.forms import KindForm
from tsunagu.doors.frame import address
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.hats import HAT
from tsunagu.doors.once import OnceForm, go_once
from tsunagu.reference.listing import industries


class CompanyForm(KindForm, OnceForm):
    """What is asked of a company when it joins."""

    name = NAME
    name_kana = NAME_KANA
    employees = forms.IntegerField(
        label="従業員数",
        min_value=0,
        max_value=99_999,
        help_text="パート・アルバイトも数えます。だいたいの数でかまいません。",
        error_messages={
            "invalid": "数字で入力してください。",
            "min_value": "0以上の数で入力してください。",
            "max_value": "99999以下の数で入力してください。",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["prefecture"] = prefecture_field()
        self.fields["industry"] = one_of("業種", [(term.code, term.name) for term in industries().current])
        self.order_fields(["name", "name_kana", "prefecture", "industry", "employees"])


def start(request: MemberRequest) -> HttpResponse:
    """The ways in: as a specialist, for a company, by an invitation."""
    ways = {"specialist": address("specialist:begin"), "company": reverse("account:found_company")}
    return render(request, "account/start.html", {"ways": ways})


def found_company(request: MemberRequest) -> HttpResponse:
    """A company joins with the person who is signed in as its first member."""
    form = CompanyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        gone = go_once(request, form, lambda: _found(request, form), said="会社を登録しました。")
        if gone:
            return gone
    return render(request, "account/found_company.html", {"form": form})


def _found(request: MemberRequest, form: CompanyForm) -> str:
    told = form.cleaned_data
    facts = CompanyFacts(**{name: told[name] for name in ("name", "name_kana", "prefecture", "industry", "employees")})
    company = found(facts, request.user, by=request.actor, at=timezone.now())
    request.session[HAT] = str(company.pk)
    return reverse("company:home")
