"""Every address of the service. Who may enter: tsunagu/doors/policy.py."""

from django.urls import include, path

from tsunagu.doors import addresses
from tsunagu.doors import views as doors
from tsunagu.doors.health import healthz
from tsunagu.doors.parts.views import parts

urlpatterns = [
    path("", include("tsunagu.doors.public.urls")),
    path("api/v1/", include("tsunagu.doors.api.urls")),
    path("home", doors.home, name="home"),
    path("arrive/<str:token>", doors.arrive, name="arrive"),
    path("company/", include("tsunagu.doors.company.urls")),
    path("specialist/", include("tsunagu.doors.specialist.urls")),
    path("partner/", include("tsunagu.doors.partner.urls")),
    path("office/", include("tsunagu.doors.office.urls")),
    path("prove-address", addresses.prove_address, name="prove_address"),
    path("terms", doors.terms, name="terms"),
    path("healthz", healthz, name="healthz"),
    path("accounts/", include("tsunagu.doors.account.urls")),
    path("accounts/", include("allauth.urls")),
    path("parts", parts, name="parts"),
]
handler400 = "tsunagu.doors.errors.bad_request"
handler403 = "tsunagu.doors.errors.refused"
handler404 = "tsunagu.doors.errors.not_found"
handler429 = "tsunagu.doors.errors.too_many"
handler500 = "tsunagu.doors.errors.broken"
