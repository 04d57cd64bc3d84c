"""Signing up by oneself: the form, the same for known and unknown addresses."""

from typing import Any

from allauth.account.forms import SignupForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse

from tsunagu.accounts.models import User
from tsunagu.base.errors import RuleBrokenError
from tsunagu.doors.forms import sentence_for

PERSON_NAME = forms.CharField(
    label="お名前",
    max_length=100,
    help_text="例：架空 太郎",
    widget=forms.TextInput(attrs={"autocomplete": "name"}),
)
AGREE = forms.BooleanField(
    label="利用規約に同意する",
    help_text='<a href="/terms" target="_blank" rel="noopener">利用規約を読む（別の画面で開きます）</a>',
)


class SignUpForm(SignupForm):
    """E-mail, name, password, terms. Nobody learns from the answer, or from its time, whether an address is known."""

    name = PERSON_NAME
    is_agreed = AGREE
    field_order = ("email", "name", "password1", "password2", "is_agreed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = sentence_for(field)

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """A new person, or the answer for an address that is taken: as much work, the same page."""
        if not self.account_already_exists:
            try:
                return super().try_save(request)  # type: ignore[no-any-return]
            except RuleBrokenError:  # somebody else was faster with the same address
                self.account_already_exists = True
        make_password(self.cleaned_data["password1"])
        return super().try_save(request)  # type: ignore[no-any-return]
