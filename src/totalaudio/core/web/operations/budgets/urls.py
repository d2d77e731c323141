"""Routes of budgets."""

from django.urls import URLPattern

pages: list[URLPattern] = []
