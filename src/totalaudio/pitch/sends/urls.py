"""Routes of sends."""

from django.urls import path

from . import views

app_name = "sends"
urlpatterns = [
    path("", views.index, name="list"),
    path("cancel", views.cancel, name="cancel"),
    path("again", views.again, name="again"),
    path("<uuid:send_id>/resolve", views.resolve, name="resolve"),
]
