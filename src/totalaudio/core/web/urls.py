"""Routes of no product."""

from django.urls import include, path

from . import health, home, operator, outbox
from .counting.exposing import metrics
from .dashboards import urls as dashboards
from .operations import urls as operations
from .public import urls as public

_pages = [
    path("", home.home, name="home"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/empty", outbox.empty_outbox, name="empty-outbox"),
    path("outbox/<uuid:letter_id>/<int:number>", outbox.attachment, name="attachment"),
    path("operator/", operator.glance, name="operator"),
    *dashboards.pages,
    *public.pages,
]

urlpatterns = [
    path("", include((_pages, "web"))),
    *operations.pages,
    path("metrics", metrics, name="metrics"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("health", health.health, name="health"),
]
