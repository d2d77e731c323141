"""Routes of bringing a list."""

from django.urls import path

from . import views

app_name = "imports"
urlpatterns = [
    path("", views.index, name="list"),
    path("new", views.new, name="new"),
    path("<uuid:import_id>/", views.show, name="show"),
    path("<uuid:import_id>/mapping", views.mapping, name="mapping"),
    path("<uuid:import_id>/progress", views.progress, name="progress"),
    path("<uuid:import_id>/cancel", views.cancel, name="cancel"),
    path("<uuid:import_id>/refused.csv", views.refused, name="refused"),
]
