"""Routes of the pages with figures."""

from django.urls import path

from . import views

pages = [
    path("operator/metrics/", views.metrics, name="metrics"),
    path("people/usage/", views.usage, name="usage"),
]
