"""Who writes: the signed-in person's own application. Without a number they are led to where it is entered."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from tsunagu.doors.gate import MemberRequest
from tsunagu.specialists.own_application import OwnApplication, own_application

View = Callable[..., HttpResponse]


def with_application(view: View) -> View:
    """Call the view with the person's application; no address names anybody."""

    @wraps(view)
    def entered(request: MemberRequest, *args: object, **kwargs: object) -> HttpResponse:
        application = own_application(request.user)
        if application is None:
            return redirect("specialist:begin")
        return view(request, application, *args, **kwargs)

    return entered


def trail_to(application: OwnApplication) -> list[dict[str, str]]:
    """The way back from a page of the application."""
    return [{"url": reverse("specialist:apply"), "label": "個票を直す" if application.is_listed else "掲載の申請"}]
