"""Routes of the contact table and the contact page."""

from django.urls import path

from . import views
from .contact_views import address, contact, edit

app_name = "contacts"
urlpatterns = [
    path("", views.table, name="table"),
    path("palette", views.palette, name="palette"),
    path("enrich", views.enrich, name="enrich"),
    path("delete", views.delete, name="delete"),
    path("<uuid:contact_id>", contact, name="contact"),
    path("<uuid:contact_id>/edit", edit, name="edit"),
    path("<uuid:contact_id>/address", address, name="address"),
]
