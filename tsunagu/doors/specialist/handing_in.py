"""Handing in papers: for other qualifications, and what an employer signed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tsunagu.base.errors import RuleBrokenError
from tsunagu.base.papers import MOST_BYTES
from tsunagu.doors.forms import KindForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.specialist.entering import trail_to, with_application
from tsunagu.specialists.actions.consents import give_consent_paper
from tsunagu.specialists.actions.proofs import OTHER, give_proof
from tsunagu.specialists.application.declaring import content_of
from tsunagu.specialists.own_application import OwnApplication
from tsunagu.specialists.own_review import own_consent, own_proofs
from tsunagu.specialists.states import ProofState

KINDS = {ProofState.GIVEN: "key", ProofState.VERIFIED: "good", ProofState.REFUSED: "care"}


class PaperForm(KindForm):
    """One paper."""

    file = forms.FileField(
        label="書類のファイル",
        help_text="PDF・PNG・JPEG、10 MB まで。事務局だけが見ます。",
        error_messages={"empty": "ファイルが空です。もう一度選んでください。", "invalid": "ファイルを選んでください。"},
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Nothing large is read."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(f"ファイルが大きすぎます。{MOST_BYTES // 2**20} MB までにしてください。")
        return file


class ProofForm(PaperForm):
    """One paper for one of the qualifications somebody declared."""

    held = forms.ChoiceField(label="どの資格の証明ですか")
    field_order = ("held", "file")

    def __init__(self, declared: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(f"{code}/{name}", name) for code, name in declared]
        self.fields["held"].choices = [("", "えらんでください"), *choices]  # type: ignore[attr-defined]


@with_application
def proofs(request: MemberRequest, application: OwnApplication) -> HttpResponse:
    """Papers for qualifications handed in, and a new one."""
    declared = [(item.code, item.name) for item in content_of(application.content).qualifications]
    is_sent = request.method == "POST"
    form = ProofForm(declared, request.POST if is_sent else None, request.FILES if is_sent else None)
    if form.is_valid():
        try:
            _hand_in(request, application, form)
        except RuleBrokenError as refusal:
            form.add_error("file" if refusal.field == "file" else None, str(refusal))
        else:
            messages.success(request, "証明書を受け取りました。事務局が確かめます。")
            return redirect("specialist:proofs")
    rows = [(proof, KINDS[proof.state]) for proof in own_proofs(application.specialist)]
    shown = {"rows": rows, "form": form, "has_any": bool(declared), "trail": trail_to(application)}
    return render(request, "specialist/proofs.html", shown)


def _hand_in(request: MemberRequest, application: OwnApplication, form: ProofForm) -> None:
    code, _, name = form.cleaned_data["held"].partition("/")
    called = name if code == OTHER else ""
    give_proof(application.specialist, code, called, form.cleaned_data["file"], by=request.actor, at=timezone.now())


@with_application
def consent(request: MemberRequest, application: OwnApplication) -> HttpResponse:
    """What the employer signed: whether it is there, and a new one."""
    is_sent = request.method == "POST"
    form = PaperForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            give_consent_paper(application.specialist, file, by=request.actor, at=timezone.now())
        except RuleBrokenError as refusal:
            form.add_error("file" if refusal.field == "file" else None, str(refusal))
        else:
            messages.success(request, "勤務先の同意の書類を受け取りました。")
            return redirect("specialist:consent")
    agreed_on = content_of(application.content).declared.employer_agreed_on
    shown = {
        "given": own_consent(application.specialist),
        "agreed_on": agreed_on,
        "form": form,
        "trail": trail_to(application),
    }
    return render(request, "specialist/consent.html", shown)
