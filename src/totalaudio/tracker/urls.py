"""Routes of Tracker."""

from django.urls import path

from .views import home

app_name = "tracker"
urlpatterns = [path("", home, name="home")]
