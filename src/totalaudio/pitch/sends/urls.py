"""Routes of what was sent and what is queued."""

from django.urls import URLPattern

app_name = "sends"
urlpatterns: list[URLPattern] = []
