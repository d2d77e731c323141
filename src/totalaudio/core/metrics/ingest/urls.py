"""The route on which events come in."""

from django.urls import path

from . import views

app_name = "events"
urlpatterns = [path("events", views.receive, name="receive")]
