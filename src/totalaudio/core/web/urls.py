"""Routes of no product."""

from django.urls import path

from . import health

urlpatterns = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("health", health.health, name="health"),
]
