"""Routes of backups."""

from django.urls import URLPattern

pages: list[URLPattern] = []
