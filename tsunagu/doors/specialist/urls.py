from django.urls import path

from tsunagu.doors.specialist import views

app_name = "specialist"
urlpatterns = [
    path("", views.home, name="home"),
]
