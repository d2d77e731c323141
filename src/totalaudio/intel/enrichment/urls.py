"""Routes of enrichment runs."""

from django.urls import path

from . import views

app_name = "runs"
urlpatterns = [
    path("", views.index, name="list"),
    path("start", views.start, name="start"),
    path("<uuid:run_id>/", views.show, name="show"),
    path("<uuid:run_id>/progress", views.progress, name="progress"),
    path("<uuid:run_id>/cancel", views.cancel, name="cancel"),
]
