"""Papers specialists handed in, as downloads; each reading is journalled."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tsunagu.base.errors import RuleBrokenError
from tsunagu.doors.gate import MemberRequest
from tsunagu.specialists.access import consents_visible_to, proofs_visible_to
from tsunagu.specialists.actions.consents import read_consent
from tsunagu.specialists.actions.proofs import read_proof
from tsunagu.specialists.review_page import find_consent, find_proof
from tsunagu.vault.cipher import NotReadableError
from tsunagu.vault.documents import as_attachment
from tsunagu.vault.models import StoredFile


def proof_file(request: MemberRequest, pk: int) -> HttpResponse:
    """The paper for a qualification."""
    proof = find_proof(proofs_visible_to(request.user, request.standing.rights), pk)
    if proof is None:
        raise Http404
    riss_no = proof.specialist.riss_no
    return _download(request, riss_no, lambda: read_proof(proof, by=request.actor, at=timezone.now()))


def consent_file(request: MemberRequest, riss_no: str) -> HttpResponse:
    """What the employer of a specialist signed."""
    consent = find_consent(consents_visible_to(request.standing.rights), riss_no)
    if consent is None:
        raise Http404
    return _download(request, riss_no, lambda: read_consent(consent, by=request.actor, at=timezone.now()))


def _download(request: MemberRequest, riss_no: str, read: Callable[[], tuple[StoredFile, bytes]]) -> HttpResponse:
    try:
        body, content_type, headers = as_attachment(*read())
    except RuleBrokenError:
        raise Http404 from None
    except NotReadableError:
        messages.error(request, "ファイルを読めませんでした。システムの担当者に伝えてください。")
        return redirect("office:review_listing", riss_no)
    return HttpResponse(body, content_type=content_type, headers=headers)
