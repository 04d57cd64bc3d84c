from django.urls import path

from tsunagu.doors.partner import consulting, views

app_name = "partner"
urlpatterns = [
    path("", views.home, name="home"),
    path("consultations/", consulting.consultations, name="consultations"),
    path("consultations/<int:pk>", consulting.consultation, name="consultation"),
]
