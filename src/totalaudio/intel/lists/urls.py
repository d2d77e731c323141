"""Routes of saved lists."""

from django.urls import path

from . import saving_views, views

app_name = "lists"
urlpatterns = [
    path("", views.index, name="list"),
    path("save", saving_views.save, name="save"),
    path("add", saving_views.add, name="add"),
    path("<uuid:list_id>/", views.show, name="show"),
    path("<uuid:list_id>/rename", views.rename, name="rename"),
    path("<uuid:list_id>/remove", views.remove, name="remove"),
    path("<uuid:list_id>/delete", views.delete, name="delete"),
]
