from django.urls import path

from tsunagu.doors.company import talk, views
from tsunagu.doors.talk.routes import talk_routes

app_name = "company"
urlpatterns = [
    path("", views.home, name="home"),
    *talk_routes("talks/<int:pk>", talk.party),
]
