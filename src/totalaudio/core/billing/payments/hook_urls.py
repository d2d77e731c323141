"""The route that Stripe calls."""

from django.urls import path

from . import inbox

urlpatterns = [path("webhook", inbox.receive, name="stripe-webhook")]
