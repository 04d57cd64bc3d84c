from django.urls import path

from tsunagu.doors.public import about, finding, listing, shortlist

app_name = "public"
urlpatterns = [
    path("", finding.home, name="home"),
    path("needs/<str:code>", finding.needs, name="needs"),
    path("conditions", finding.conditions, name="conditions"),
    path("specialists", listing.listing, name="list"),
    path("specialists/<str:riss_no>", listing.sheet, name="sheet"),
    path("compare", listing.compare, name="compare"),
    path("shortlist", shortlist.shortlist, name="shortlist"),
    path("emergency", finding.emergency, name="emergency"),
    path("about-order", about.about_order, name="about_order"),
]
