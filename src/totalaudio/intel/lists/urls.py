"""Routes of saved lists."""

from django.urls import URLPattern

app_name = "lists"
urlpatterns: list[URLPattern] = []
