"""Routes of taking a list along."""

from django.urls import URLPattern, URLResolver

app_name = "exports"
urlpatterns: list[URLPattern | URLResolver] = []
