"""Forms on the page of a listing under review, for its tests."""

import re

from django.core.files.base import ContentFile
from django.test import Client

from tests.base.hostile import pdf
from tests.specialists.published import AT, CLERK
from tsunagu.specialists.actions.proofs import give_proof
from tsunagu.specialists.models import Listing, QualificationProof

PAGE = "/office/review/000001/"


def fields_of(response, do: str, row: int | str = "") -> dict[str, str]:
    """What the form of an act on the page carries along."""
    for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", response.content.decode(), re.DOTALL):
        told = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
        if told.get("do") == do and (not row or told.get("row") == str(row)):
            told.pop("csrfmiddlewaretoken", None)
            return told
    return {}


def post(client: Client, do: str, row: int | str = "", **more: str):
    return client.post(PAGE, {**fields_of(client.get(PAGE), do, row), **more})


def state_now() -> str:
    return Listing.objects.get(specialist__riss_no="000001").state


def proof_of(listing: Listing, code: str = "cisa") -> QualificationProof:
    return give_proof(listing.specialist, code, "", ContentFile(pdf(), name="証明.pdf"), by=CLERK, at=AT)
