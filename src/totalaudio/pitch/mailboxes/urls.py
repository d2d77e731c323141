"""Routes of mailboxes and the outbox on this machine."""

from django.urls import path

from . import connecting_views, google_views, outbox_views, views

app_name = "mailboxes"
urlpatterns = [
    path("", views.mailboxes, name="list"),
    path("new/", connecting_views.new, name="new"),
    path("new/smtp/", connecting_views.smtp, name="smtp"),
    path("new/local", views.add_local, name="local"),
    path("new/google", google_views.start, name="google"),
    path("google/return", google_views.finish, name="google-return"),
    path("outbox/", outbox_views.outbox, name="outbox"),
    path("outbox/<uuid:message_id>/answer", outbox_views.answer, name="answer"),
    path("<uuid:mailbox_id>/", views.show, name="show"),
    path("<uuid:mailbox_id>/servers/", connecting_views.servers, name="servers"),
    path("<uuid:mailbox_id>/pause", views.pause, name="pause"),
    path("<uuid:mailbox_id>/resume", views.resume, name="resume"),
    path("<uuid:mailbox_id>/try", views.try_it, name="try"),
    path("<uuid:mailbox_id>/disconnect", views.disconnect, name="disconnect"),
]
