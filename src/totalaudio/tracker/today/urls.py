"""Routes of Today and its calendar."""

from django.urls import URLPattern

app_name = "today"
urlpatterns: list[URLPattern] = []
