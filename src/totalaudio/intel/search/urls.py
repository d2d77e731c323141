"""Routes of the contact table and the contact page."""

from django.urls import path

from . import contact_views, views

app_name = "contacts"
urlpatterns = [
    path("", views.table, name="table"),
    path("palette", views.palette, name="palette"),
    path("enrich", views.enrich, name="enrich"),
    path("delete", views.delete, name="delete"),
    path("<uuid:contact_id>", contact_views.contact, name="contact"),
    path("<uuid:contact_id>/edit", contact_views.edit, name="edit"),
    path("<uuid:contact_id>/address", contact_views.address, name="address"),
]
