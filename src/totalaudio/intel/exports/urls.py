"""Routes of taking a list along."""

from django.urls import path

from .views import contacts

app_name = "exports"
urlpatterns = [path("contacts", contacts, name="contacts")]
