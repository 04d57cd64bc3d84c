from django.urls import path

from tsunagu.doors.company import cases, consulting, diagnosis, needs, talk, views
from tsunagu.doors.diagnosis.routes import diagnosis_routes
from tsunagu.doors.talk.routes import talk_routes

app_name = "company"
urlpatterns = [
    path("", views.home, name="home"),
    path("consultations/<int:pk>", consulting.consultation, name="consultation"),
    path("cases/<int:pk>", cases.case, name="case"),
    path("needs/new", needs.need_new, name="need_new"),
    path("needs/<int:pk>", needs.need, name="need"),
    *diagnosis_routes("diagnosis", diagnosis.party_of),
    *talk_routes("talks/<int:pk>", talk.party),
]
