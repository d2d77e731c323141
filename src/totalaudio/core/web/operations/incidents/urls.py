"""Routes of incidents."""

from django.urls import URLPattern, path

from . import views

pages: list[URLPattern] = [
    path("incidents/", views.index, name="incidents"),
    path("incidents/new", views.new, name="incident-new"),
    path("incidents/<str:ref>/", views.show, name="incident"),
    path("incidents/<str:ref>/change", views.change, name="incident-change"),
    path("incidents/<str:ref>/export", views.export, name="incident-export"),
]
