"""Routes of the design system: the page of all pieces and the choice of colours."""

from django.urls import path

from totalaudio.core.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.pieces, name="pieces"),
    path("palette", views.palette, name="palette"),
    path("theme", views.theme, name="theme"),
]
