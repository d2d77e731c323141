"""The routes of an installation where signing in with Google is configured."""

from django.urls import include, path

from totalaudio.project.urls import handler403, handler404, handler429, handler500, urlpatterns

__all__ = ["handler403", "handler404", "handler429", "handler500", "urlpatterns"]

urlpatterns = [
    *urlpatterns,
    path("accounts/", include("totalaudio.core.accounts.signing.google_urls")),
]
