"""The pages of who is in charge of needs, at a door."""

from functools import partial

from django.urls import URLPattern, path

from tsunagu.doors.needs import batch, desk_engagements, desk_enter, desk_list, desk_need
from tsunagu.doors.needs.desk import Desk


def desk_paths(desk: Desk) -> list[URLPattern]:
    """The same addresses at both doors; the gate asks for the right, the desk finds what the person keeps."""
    return [
        path("needs/", partial(desk_list.needs, desk), name="needs"),
        path("needs/batch", partial(batch.batch, desk), name="batch"),
        path("needs/new", partial(desk_enter.need_new, desk), name="need_new"),
        path("needs/<int:pk>", partial(desk_need.need, desk), name="need"),
        path("engagements/", partial(desk_engagements.engagements, desk), name="engagements"),
        path("engagements/<int:pk>", partial(desk_engagements.engagement, desk), name="engagement"),
    ]
