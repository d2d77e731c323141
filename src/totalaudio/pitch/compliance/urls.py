"""Routes of the compliance desk, and of the links in messages."""

from django.urls import URLPattern

app_name = "compliance"
urlpatterns: list[URLPattern] = []
