"""Routes of deploys."""

from django.urls import URLPattern, path

from . import views

pages: list[URLPattern] = [
    path("deployments/", views.index, name="deployments"),
    path("deployments/<str:deployment>/", views.show, name="deployment"),
]
