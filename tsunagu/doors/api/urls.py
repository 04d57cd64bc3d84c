"""Below /api/v1/. The library's page of interactive documentation is not used: it needs scripts from elsewhere."""

from django.urls import path

from tsunagu.doors.api.page import docs
from tsunagu.doors.api.service import openapi, operation_routes

app_name = "api"
urlpatterns = [
    path("docs", docs, name="docs"),
    path("openapi.json", openapi, name="openapi"),
    *operation_routes(),
]
