from django.urls import path

from tsunagu.doors.specialist import apply, begin, editions, enquiries, looking, photo, steps, survey_file, talk, views

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
    path("apply/photo/", photo.photo, name="photo"),
    path("apply/photo/file/", photo.photo_file, name="photo_file"),
    path("apply/survey/", survey_file.survey_file, name="survey_file"),
    path("apply/survey/skills.xlsx", survey_file.survey_download, name="survey_download"),
    path("apply/<slug:code>/", steps.apply_step, name="apply_step"),
    path("enquiries/", enquiries.enquiries, name="enquiries"),
    path("enquiries/<int:pk>", enquiries.enquiry, name="enquiry"),
    path("enquiries/<int:pk>/talk", talk.talk, name="talk"),
    path("enquiries/<int:pk>/talk/meetings/<int:meeting>.ics", talk.calendar, name="talk_calendar"),
    path("enquiries/<int:pk>/talk/papers/<int:number>/<slug:kind>.docx", talk.paper, name="talk_paper"),
    path("enquiries/<int:pk>/talk/papers/<int:number>/<slug:kind>", talk.paper_print, name="talk_paper_print"),
    path("versions/", editions.versions, name="versions"),
    path("versions/<int:number>/", editions.version, name="version"),
]
