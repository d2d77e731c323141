"""The routes of the app that this process is."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("totalaudio.core.web.urls")),
    path("accounts/", include("allauth.urls")),
]
