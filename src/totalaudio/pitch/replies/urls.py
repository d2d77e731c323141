"""Routes of replies."""

from django.urls import path

from . import views

app_name = "replies"
urlpatterns = [
    path("", views.replies, name="list"),
    path("read", views.read_now, name="read"),
    path("by-hand", views.by_hand, name="by-hand"),
    path("<uuid:incoming_id>/kind", views.kind, name="kind"),
]
