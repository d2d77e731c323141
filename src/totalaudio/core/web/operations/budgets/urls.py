"""Routes of budgets."""

from django.urls import URLPattern, path

from . import views

pages: list[URLPattern] = [
    path("budgets/", views.overview, name="budgets"),
    path("budgets/<str:app>/", views.one_app, name="budget"),
]
