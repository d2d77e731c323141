"""Routes of the numbers."""

from django.urls import path

from .views import page

app_name = "numbers"
urlpatterns = [path("", page, name="page")]
