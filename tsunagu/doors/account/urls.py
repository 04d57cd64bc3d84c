from django.urls import path

from tsunagu.doors.account import hats, invitation, members, organisation, start

app_name = "account"
urlpatterns = [
    path("start", start.start, name="start"),
    path("start/company", start.found_company, name="found_company"),
    path("memberships", hats.memberships, name="memberships"),
    path("memberships/switch", hats.switch, name="switch"),
    path("memberships/<int:pk>/end", members.end_membership, name="end_membership"),
    path("invitation", invitation.invitation, name="invitation"),
    path("organisation", organisation.organisation, name="organisation"),
    path("organisation/edit", organisation.edit_organisation, name="edit_organisation"),
    path("organisation/invite", members.invite, name="invite"),
    path("organisation/invitations/<int:pk>/withdraw", members.withdraw_invitation, name="withdraw_invitation"),
]
