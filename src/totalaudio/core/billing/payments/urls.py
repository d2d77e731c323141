"""Routes of payments."""

from django.urls import path

from . import views

app_name = "billing"
urlpatterns = [
    path("", views.plan, name="plan"),
    path("checkout", views.checkout, name="checkout"),
    path("portal", views.portal, name="portal"),
    path("confirming", views.confirming, name="confirming"),
    path("confirming/state", views.state, name="state"),
    path("free", views.leave, name="leave"),
]
