"""Routes of the design system: the choice of colours."""

from django.urls import path

from totalaudio.core.ui import views

app_name = "ui"
urlpatterns = [
    path("theme", views.theme, name="theme"),
]
