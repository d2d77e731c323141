"""The front door of Audio Intel."""

from django.urls import path

from .views import home

app_name = "intel"
urlpatterns = [path("", home, name="home")]
