from django.urls import path

from tsunagu.doors.company import talk, views

app_name = "company"
urlpatterns = [
    path("", views.home, name="home"),
    path("talks/<int:pk>", talk.talk, name="talk"),
    path("talks/<int:pk>/meetings/<int:meeting>.ics", talk.calendar, name="talk_calendar"),
    path("talks/<int:pk>/papers/<int:number>/<slug:kind>.docx", talk.paper, name="talk_paper"),
    path("talks/<int:pk>/papers/<int:number>/<slug:kind>.pdf", talk.paper_pdf, name="talk_pdf"),
    path("talks/<int:pk>/papers/<int:number>/<slug:kind>", talk.paper_print, name="talk_print"),
]
