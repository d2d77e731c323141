"""Routes of workspaces, members and invitations."""

from django.urls import URLPattern, URLResolver

app_name = "workspaces"
urlpatterns: list[URLPattern | URLResolver] = []
