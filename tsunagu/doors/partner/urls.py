from django.urls import path

from tsunagu.doors.boards.routes import board_paths
from tsunagu.doors.consulting.organiser import Desk, organiser_paths
from tsunagu.doors.events.desk import PARTNER
from tsunagu.doors.events.routes import event_paths
from tsunagu.doors.needs.desk import PARTNER as NEEDS
from tsunagu.doors.needs.routes import desk_paths
from tsunagu.doors.partner import views
from tsunagu.doors.partner.case_routes import CASE_PATHS

app_name = "partner"
urlpatterns = [
    *event_paths(PARTNER),
    path("", views.home, name="home"),
    *desk_paths(NEEDS),
    *organiser_paths(Desk("partner", "支援先のページ")),
    *board_paths(PARTNER),
    *CASE_PATHS,
]
