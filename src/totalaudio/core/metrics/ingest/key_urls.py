"""Routes of the page of event keys."""

from django.urls import path

from . import key_views

app_name = "event-keys"
urlpatterns = [
    path("", key_views.keys_list, name="list"),
    path("<uuid:event_key_id>/revoke/", key_views.revoke, name="revoke"),
]
