"""Routes of maintenance."""

from django.urls import URLPattern, path

from . import views

pages: list[URLPattern] = [
    path("maintenance/", views.index, name="maintenance"),
    path("maintenance/<uuid:maintenance_id>/end", views.end, name="end-maintenance"),
]
