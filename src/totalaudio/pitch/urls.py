"""Routes of Pitch Generator."""

from django.urls import path

from .views import home

app_name = "pitch"
urlpatterns = [path("", home, name="home")]
