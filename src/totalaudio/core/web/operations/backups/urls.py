"""Routes of backups."""

from django.urls import URLPattern, path

from . import views

pages: list[URLPattern] = [
    path("backups/", views.index, name="backups"),
    path("backups/make", views.make, name="backup-make"),
]
