"""Routes of campaigns."""

from django.urls import path

from . import target_views, views

app_name = "campaigns"
urlpatterns = [
    path("", views.index, name="list"),
    path("new", views.new, name="new"),
    path("<uuid:campaign_id>/", views.show, name="show"),
    path("<uuid:campaign_id>/edit", views.edit, name="edit"),
    path("<uuid:campaign_id>/status", views.status, name="status"),
    path("<uuid:campaign_id>/targets", target_views.choose, name="targets"),
]
