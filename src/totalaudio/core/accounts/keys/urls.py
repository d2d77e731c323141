"""Routes of the page of API keys."""

from django.urls import path

from . import views

app_name = "api-keys"
urlpatterns = [
    path("", views.keys_list, name="list"),
    path("<uuid:api_key_id>/revoke/", views.revoke, name="revoke"),
]
