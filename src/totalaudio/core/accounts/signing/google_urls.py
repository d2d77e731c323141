"""The routes of signing in with Google."""

from allauth.socialaccount import views as outside
from allauth.socialaccount.providers.google import views as google
from django.urls import path

urlpatterns = [
    path("google/login/", google.oauth2_login, name="google_login"),
    path("google/login/callback/", google.oauth2_callback, name="google_callback"),
    path("3rdparty/", outside.connections, name="socialaccount_connections"),
    path("3rdparty/signup/", outside.signup, name="socialaccount_signup"),
    path(
        "3rdparty/login/cancelled/", outside.login_cancelled, name="socialaccount_login_cancelled"
    ),
    path("3rdparty/login/error/", outside.login_error, name="socialaccount_login_error"),
]
