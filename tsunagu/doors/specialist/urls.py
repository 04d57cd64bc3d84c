from django.urls import path

from tsunagu.doors.specialist import (
    answering,
    apply,
    availability,
    begin,
    editions,
    enquiries,
    handing_in,
    keeping,
    looking,
    photo,
    steps,
    survey_file,
    talk,
    views,
)
from tsunagu.doors.talk.routes import talk_routes

app_name = "specialist"
urlpatterns = [
    path("", views.home, name="home"),
    path("begin/", begin.begin, name="begin"),
    path("apply/", apply.apply, name="apply"),
    path("apply/submit/", apply.submit, name="submit"),
    path("apply/withdraw/", apply.withdraw, name="withdraw"),
    path("apply/again/", apply.again, name="apply_again"),
    path("apply/preview/", looking.sheet_preview, name="preview"),
    path("apply/employer-letter/", looking.employer_letter, name="employer_letter"),
    path("apply/messages/", answering.thread, name="thread"),
    path("apply/consent/", handing_in.consent, name="consent"),
    path("apply/proofs/", handing_in.proofs, name="proofs"),
    path("apply/photo/", photo.photo, name="photo"),
    path("apply/photo/file/", photo.photo_file, name="photo_file"),
    path("apply/survey/", survey_file.survey_file, name="survey_file"),
    path("apply/survey/skills.xlsx", survey_file.survey_download, name="survey_download"),
    path("apply/<slug:code>/", steps.apply_step, name="apply_step"),
    path("confirm/", keeping.confirm, name="confirm"),
    path("hide/", keeping.hide, name="hide"),
    path("return/", keeping.come_back, name="come_back"),
    path("availability/", availability.availability, name="availability"),
    path("enquiries/", enquiries.enquiries, name="enquiries"),
    path("enquiries/<int:pk>", enquiries.enquiry, name="enquiry"),
    *talk_routes("enquiries/<int:pk>/talk", talk.party),
    path("versions/", editions.versions, name="versions"),
    path("versions/<int:number>/", editions.version, name="version"),
]
