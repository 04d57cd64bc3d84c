from django.urls import path

from tsunagu.doors.events.desk import PARTNER
from tsunagu.doors.events.routes import event_paths
from tsunagu.doors.partner import board, consulting, views

app_name = "partner"
urlpatterns = [
    *event_paths(PARTNER),
    path("", views.home, name="home"),
    path("consultations/", consulting.consultations, name="consultations"),
    path("consultations/<int:pk>", consulting.consultation, name="consultation"),
    path("events/<int:pk>/board", board.board, name="board"),
    path("events/<int:pk>/board/pair", board.pair, name="board_pair"),
]
