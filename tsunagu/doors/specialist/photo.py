"""The photo of the own sheet: given, looked at, taken out."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tsunagu.base.errors import RuleBrokenError
from tsunagu.base.photos import MOST_BYTES
from tsunagu.doors.forms import KindForm, SeenField
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.pictures import as_picture
from tsunagu.doors.specialist.entering import trail_to, with_application
from tsunagu.specialists.actions.drafts import open_draft
from tsunagu.specialists.actions.photos import give_photo, take_photo_out
from tsunagu.specialists.application.steps import PHOTO, steps
from tsunagu.specialists.own_application import OwnApplication
from tsunagu.specialists.photo_queries import photo_of_draft

TOO_LARGE = f"写真が大きすぎます。{MOST_BYTES // 2**20} MB までにしてください。"


class PhotoForm(KindForm):
    """A picture, and the count of saves the page was opened with."""

    photo = forms.FileField(
        label="写真のファイル",
        help_text="PNG か JPEG、5 MB まで。撮った場所などの情報は、取りのぞいて保存します。",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        error_messages={
            "empty": "ファイルが空です。もう一度選んでください。",
            "invalid": "ファイルを選んでください。",
            "missing": "ファイルを選んでください。",
        },
    )
    seen = SeenField()

    def clean_photo(self) -> UploadedFile[bytes]:
        """Nothing large is read."""
        photo: UploadedFile[bytes] = self.cleaned_data["photo"]
        if (photo.size or 0) > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return photo


@with_application
def photo(request: MemberRequest, application: OwnApplication) -> HttpResponse:
    """Choose a photo, or take the present one out."""
    is_sent = request.method == "POST"
    is_removal = is_sent and "remove" in request.POST
    form = PhotoForm(
        request.POST if is_sent and not is_removal else None,
        request.FILES if is_sent and not is_removal else None,
        initial={"seen": application.seen},
    )
    refusal_words = ""
    if is_removal or form.is_valid():
        try:
            _act(request, application, form, is_removal=is_removal)
        except RuleBrokenError as refusal:
            if is_removal:
                refusal_words = str(refusal)
            else:
                form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, "写真を外しました。" if is_removal else "写真を保存しました。")
            return redirect("specialist:photo")
    shown = {
        "application": application,
        "form": form,
        "step": steps()[PHOTO],
        "has_photo": bool(application.content.get(PHOTO)),
        "refusal": refusal_words,
        "trail": trail_to(application),
    }
    return render(request, "specialist/photo.html", shown)


def _act(request: MemberRequest, application: OwnApplication, form: PhotoForm, *, is_removal: bool) -> None:
    now = timezone.now()
    draft = open_draft(application.specialist, by=request.actor, at=now)
    if is_removal:
        take_photo_out(draft, seen=draft.seen, by=request.actor, at=now)
        return
    given = form.cleaned_data["photo"]
    give_photo(
        draft,
        given.read(),
        name=given.name or "",
        seen=form.cleaned_data["seen"] if form.cleaned_data["seen"] is not None else draft.seen,
        by=request.actor,
        at=now,
    )


@with_application
def photo_file(_request: MemberRequest, application: OwnApplication) -> HttpResponse:
    """The photo of the draft, for its owner."""
    found = photo_of_draft(application)
    if found is None:
        raise Http404
    return as_picture(*found)
