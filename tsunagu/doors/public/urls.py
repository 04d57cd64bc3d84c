from django.urls import path

from tsunagu.doors.public import views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
]
