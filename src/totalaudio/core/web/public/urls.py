"""Routes of the public pages, in the namespace `web`."""

from django.urls import path

from . import call_views, views

pages = [
    path("pricing/", views.pricing, name="pricing"),
    path("privacy/", views.privacy, name="privacy"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("demo-call/", call_views.demo_call, name="demo-call"),
    path("demo-call/<str:key>/", call_views.booked_call, name="booked-call"),
    path("demo-call/<str:key>/demo-call.ics", call_views.call_file, name="call-file"),
    path("demo-call/<str:key>/cancel", call_views.cancel_call, name="cancel-call"),
    path("operator/demo-calls/", call_views.calls, name="calls"),
    path("operator/demo-calls/cancel", call_views.cancel_for_visitor, name="cancel-for-visitor"),
]
