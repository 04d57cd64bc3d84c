"""The pages of who keeps events, at a door."""

from functools import partial

from django.urls import URLPattern, path

from tsunagu.doors.events import advising, keeping, papers, people
from tsunagu.doors.events.desk import Desk


def event_paths(desk: Desk) -> list[URLPattern]:
    """The same addresses at both doors; the gate asks for the right, the desk finds what the person keeps."""
    return [
        path("events/", partial(keeping.events, desk), name="events"),
        path("events/new", partial(keeping.event_new, desk), name="event_new"),
        path("events/<int:pk>/", partial(keeping.event, desk), name="event"),
        path("events/<int:pk>/edit", partial(keeping.event_edit, desk), name="event_edit"),
        path("events/<int:pk>/registrations", partial(people.registrations, desk), name="event_registrations"),
        path("events/<int:pk>/registrations/new", partial(people.event_enter, desk), name="event_enter"),
        path("events/<int:pk>/registrations.<slug:kind>", partial(people.event_export, desk), name="event_export"),
        path("events/<int:pk>/advisers", partial(advising.advisers, desk), name="event_advisers"),
        path("events/<int:pk>/ambassadors", partial(advising.ambassadors, desk), name="event_ambassadors"),
        path("events/<int:pk>/kit", partial(papers.event_kit, desk), name="event_kit"),
        path("events/<int:pk>/flyer.pdf", partial(papers.event_flyer, desk), name="event_flyer"),
        path("arrive/<str:token>", partial(people.arrive, desk), name="arrive"),
    ]
