"""Forms that count once: double click, resend and back button make one row and lead to the same page.

What was corrected after the back button is another form: it is stored too, never acknowledged and thrown away.

    class AskForm(OnceForm):
        name = forms.CharField(label="お名前")

    if form.is_valid() and (gone := go_once(request, form, lambda: reverse("public:asked", args=[ask(…).pk]))):
        return gone

The template shows the hidden field: `{{ form.once_key }}`.
"""

import json
import re
import secrets
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import salted_hmac

from tsunagu.base.errors import RuleBrokenError
from tsunagu.doors.gate import GatedRequest
from tsunagu.upkeep.actions.once import once

KEY = re.compile(r"[0-9a-f]{32}")
UNTOLD = {"once_key", "csrfmiddlewaretoken"}


def new_key() -> str:
    """A key no other form has."""
    return secrets.token_hex(16)


class OnceField(forms.Field):
    """The hidden key; whatever is not a key of ours is replaced by a new one and never an error."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, initial=new_key)

    def clean(self, value: object) -> str:
        """The key as sent, or a new one."""
        return value if isinstance(value, str) and KEY.fullmatch(value) else new_key()


class OnceForm(forms.Form):
    """A form with a key of its own."""

    once_key = OnceField()


def redirect_once(request: GatedRequest, form: OnceForm, act: Callable[[], str]) -> HttpResponse:
    """Call `act` (it returns the next page's address) unless just this was sent before; go to its address."""
    match = request.resolver_match
    scope = f"{match.view_name if match else ''}:{request.actor.code}"
    key = _key_of(request, form.cleaned_data["once_key"])
    return redirect(once(key, scope=scope, at=timezone.now(), act=act))


def _key_of(request: GatedRequest, form_key: str) -> str:
    """The form's key with all that was sent, where to and which files: 64 digits that tell nothing of it."""
    told = [(name, request.POST.getlist(name)) for name in sorted(request.POST) if name not in UNTOLD]
    files = [(name, [_digest(one) for one in request.FILES.getlist(name)]) for name in sorted(request.FILES)]
    sent = json.dumps([form_key, request.path, told, files])
    return salted_hmac("tsunagu.once", sent, algorithm="sha256").hexdigest()


def _digest(file: "UploadedFile[Any]") -> str:
    told = sha256(b"".join(file.chunks())).hexdigest()
    file.seek(0)
    return told


def go_once(request: GatedRequest, form: OnceForm, act: Callable[[], str], *, said: str = "") -> HttpResponse | None:
    """`redirect_once`; `said` is shown on the next page. None: refused, which is told on the form, beside its field."""
    try:
        response = redirect_once(request, form, act)
    except RuleBrokenError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None
    if said:
        messages.success(request, said)
    return response


def press_once(request: GatedRequest, act: Callable[[], object], *, back: str, said: str = "") -> HttpResponse:
    """A button without fields: `act` once, then the page `back`, which shows `said`, or why it was refused."""
    form = OnceForm(request.POST)
    form.is_valid()

    def done() -> str:
        act()
        return back

    if gone := go_once(request, form, done, said=said):
        return gone
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
    return redirect(back)
