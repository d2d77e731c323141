"""Routes of the operators' pages of flags."""

from django.urls import path

from . import views

app_name = "flags"
urlpatterns = [
    path("", views.index, name="list"),
    path("<slug:flag>/", views.show, name="show"),
    path("<slug:flag>/clear", views.clear, name="clear"),
]
