from django.urls import path

from tsunagu.doors.partner import views

app_name = "partner"
urlpatterns = [
    path("", views.home, name="home"),
]
