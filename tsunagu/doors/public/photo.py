"""The photo on a public sheet."""

from django.http import Http404, HttpResponse

from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.pictures import as_picture
from tsunagu.specialists.photo_queries import photo_of_sheet


def photo(_request: GatedRequest, riss_no: str) -> HttpResponse:
    """The photo of somebody on the list; nobody else's, and no file is named."""
    found = photo_of_sheet(riss_no)
    if found is None:
        raise Http404
    return as_picture(*found)
