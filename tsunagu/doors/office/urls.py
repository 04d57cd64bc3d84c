from django.urls import path

from tsunagu.doors.boards.routes import board_paths
from tsunagu.doors.consulting.organiser import Desk, organiser_paths
from tsunagu.doors.events.desk import OFFICE
from tsunagu.doors.events.routes import event_paths
from tsunagu.doors.needs.desk import OFFICE as NEEDS
from tsunagu.doors.needs.routes import desk_paths
from tsunagu.doors.office import (
    enquiries,
    entries,
    home,
    invitations,
    jobs,
    journal,
    listings,
    outbox,
    papers,
    review,
    settings,
)

app_name = "office"
urlpatterns = [
    *event_paths(OFFICE),
    *board_paths(OFFICE),
    path("", home.home, name="home"),
    path("listings/", listings.listings, name="listings"),
    path("review/", review.review, name="review"),
    path("review/<str:riss_no>/", review.review_listing, name="review_listing"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("review/<str:riss_no>/entry/", entries.entry, name="entry"),
    path("review/<str:riss_no>/entry/<slug:code>/", entries.entry_step, name="entry_step"),
    path("review/<str:riss_no>/consent", papers.consent_file, name="consent_file"),
    path("proofs/<int:pk>/file", papers.proof_file, name="proof_file"),
    path("enquiries/", enquiries.enquiries, name="enquiries"),
    path("enquiries/<int:pk>", enquiries.enquiry, name="enquiry"),
    *desk_paths(NEEDS),
    *organiser_paths(Desk("office", "事務局のページ")),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:pk>/cancel", jobs.cancel_job, name="cancel_job"),
    path("jobs/<int:pk>/retry", jobs.retry_job, name="retry_job"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<int:pk>/send-again", outbox.send_again, name="send_again"),
    path("settings/", settings.settings, name="settings"),
    path("settings/<str:code>/", settings.change_setting, name="change_setting"),
    path("journal/", journal.journal, name="journal"),
]
