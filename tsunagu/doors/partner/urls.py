from django.urls import path

from tsunagu.doors.consulting.organiser import Desk, organiser_paths
from tsunagu.doors.events.desk import PARTNER
from tsunagu.doors.events.routes import event_paths
from tsunagu.doors.partner import board, views

app_name = "partner"
urlpatterns = [
    *event_paths(PARTNER),
    path("", views.home, name="home"),
    *organiser_paths(Desk("partner", "支援先のページ")),
    path("events/<int:pk>/board", board.board, name="board"),
    path("events/<int:pk>/board/pair", board.pair, name="board_pair"),
]
