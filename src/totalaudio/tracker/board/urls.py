"""Routes of the board, the table and the page of one target."""

from django.urls import URLPattern

app_name = "board"
urlpatterns: list[URLPattern] = []
