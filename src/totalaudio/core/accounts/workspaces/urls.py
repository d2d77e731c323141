"""Routes of workspaces, members and invitations."""

from django.urls import path

from . import invitation_views, member_views, views

app_name = "workspaces"
urlpatterns = [
    path("new/", views.new, name="new"),
    path("settings/", views.settings, name="settings"),
    path("leave/", views.leave, name="leave"),
    path("<uuid:workspace_id>/switch/", views.switch, name="switch"),
    path("members/", member_views.members_list, name="members"),
    path("members/<uuid:member_id>/role/", member_views.role, name="role"),
    path("members/<uuid:member_id>/remove/", member_views.remove, name="remove"),
    path("invitations/<uuid:invitation_id>/resend/", invitation_views.resend, name="resend"),
    path("invitations/<uuid:invitation_id>/revoke/", invitation_views.revoke, name="revoke"),
    path("invitation/<str:key>/", invitation_views.invitation, name="invitation"),
]
