"""Routes of mailboxes and the outbox on this machine."""

from django.urls import URLPattern

app_name = "mailboxes"
urlpatterns: list[URLPattern] = []
