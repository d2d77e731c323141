"""Routes of no product."""

from django.urls import include, path

from . import health, home, operator, outbox

_pages = [
    path("", home.home, name="home"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/empty", outbox.empty_outbox, name="empty-outbox"),
    path("operator/", operator.glance, name="operator"),
]

urlpatterns = [
    path("", include((_pages, "web"))),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("health", health.health, name="health"),
]
