"""Routes of maintenance."""

from django.urls import URLPattern

pages: list[URLPattern] = []
