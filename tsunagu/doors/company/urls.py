from django.urls import path

from tsunagu.doors.company import views

app_name = "company"
urlpatterns = [
    path("", views.home, name="home"),
]
