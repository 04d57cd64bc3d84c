from django.urls import path

from tsunagu.doors.diagnosis.routes import diagnosis_routes, questionnaire_route
from tsunagu.doors.public import (
    about,
    after_event,
    enquire,
    enquiries,
    finding,
    invited,
    keep_true,
    listing,
    open_data,
    photo,
    register,
    shortlist,
    talk,
    timetable,
)
from tsunagu.doors.talk.routes import talk_routes

app_name = "public"
urlpatterns = [
    path("", finding.home, name="home"),
    path("needs/<str:code>", finding.needs, name="needs"),
    path("conditions", finding.conditions, name="conditions"),
    path("specialists", listing.listing, name="list"),
    path("specialists/<str:riss_no>", listing.sheet, name="sheet"),
    path("specialists/<str:riss_no>/photo", photo.photo, name="photo"),
    path("timetables/<str:token>", timetable.timetable, name="timetable"),
    path("timetables/<str:token>/timetable.ics", timetable.calendar, name="timetable_calendar"),
    path("compare", listing.compare, name="compare"),
    path("invited", invited.invited, name="invited"),
    path("shortlist", shortlist.shortlist, name="shortlist"),
    path("enquire", enquire.enquire, name="enquire"),
    path("enquire/sent", enquire.enquiry_sent, name="enquiry_sent"),
    path("enquiries/confirm", enquiries.confirm, name="confirm_enquiry"),
    path("enquiries/<str:token>", enquiries.enquiry, name="enquiry"),
    *talk_routes("enquiries/<str:token>/talk/<int:pk>", talk.party),
    *diagnosis_routes("events/registrations/<str:token>/diagnosis", after_event.party_of),
    questionnaire_route("events/registrations/<str:token>/questionnaire", after_event.party_of),
    path("events/registrations/<str:token>/consultations/<int:pk>", after_event.consultation, name="consultation"),
    path("emergency", finding.emergency, name="emergency"),
    path("about-order", about.about_order, name="about_order"),
    path("register", register.register, name="register"),
    path("open-data", open_data.open_data, name="open_data"),
    path("open-data/<str:name>", open_data.download, name="open_data_file"),
    path("keep-true", keep_true.keep_true, name="keep_true"),
]
