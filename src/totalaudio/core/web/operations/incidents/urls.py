"""Routes of incidents."""

from django.urls import URLPattern

pages: list[URLPattern] = []
