"""How allauth behaves here: strict sign-in limits, links to the public address, names from Google."""

from typing import Any
from urllib.parse import quote, urljoin

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.context import request_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from totalaudio.core.tenancy.context import SIGN_IN, context

from .models import User


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """allauth with our ways."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed.",
        "duplicate_email": "This is already your address.",
        "email_password_mismatch": "No account has this address and password. Check both, or reset the password.",
        "enter_current_password": "This is not your current password.",
        "incorrect_password": "This is not your password.",
        "rate_limited": "Too many tries. Wait five minutes.",
        "same_as_current": "This is what it is already.",
        "too_many_login_attempts": "Too many tries. Wait five minutes.",
        "unverified_primary_email": "Confirm your e-mail address first.",
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try; past the limit answer 429, alike for known and unknown addresses."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            raise ImmediateHttpResponse(ratelimit.respond_429(request)) from None

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """A link to the public address, whatever host the request named."""
        return public(reverse("account_confirm_email", args=[emailconfirmation.key]))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """A link to the public address, whatever host the request named."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return public(path.replace("UID-KEY", quote(key)))

    def is_safe_url(self, url: str | None) -> bool:
        """Whether `next` leads to a page of ours; allauth would also go to every host that we answer for."""
        host = {self.request.get_host()}
        return url_has_allowed_host_and_scheme(url, host, require_https=self.request.is_secure())

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell the owner of the address, and nobody else, that it is in use."""
        self.send_mail(
            "account/email/account_already_exists",
            email,
            {
                "login_url": public(reverse("account_login")),
                "password_reset_url": public(reverse("account_reset_password")),
            },
        )

    def send_mail(self, template_prefix: str, email: str, words: dict[str, Any]) -> None:
        """Give every mail the public address and how long its links last."""
        minutes = settings.PASSWORD_RESET_TIMEOUT // 60
        days = settings.ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS
        known = {"base_url": settings.BASE_URL, "reset_minutes": minutes, "confirm_days": days}
        super().send_mail(template_prefix, email, {**words, **known})

    def send_notification_mail(
        self, template_prefix: str, user: User, *args: Any, **kwargs: Any
    ) -> None:
        """Tell by mail what changed; allauth does some of it after the commit, when the context is gone."""
        if connection.in_atomic_block:
            super().send_notification_mail(template_prefix, user, *args, **kwargs)
            return
        with context(user_id=user.pk, role=SIGN_IN), request_context(self.request):
            super().send_notification_mail(template_prefix, user, *args, **kwargs)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own page."""
        return reverse("people:profile")


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """The second step in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right, or it is too old. Type the one that the app shows now.",
        "unverified_email": "Confirm your e-mail address first.",
        "cannot_generate_recovery_codes": "Set up the second step first.",
    }


class OutsideAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Signing in with Google: takes over the name."""

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> User:
        """A new person is called as Google calls them."""
        user: User = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        user.name = (data.get("name") or " ".join(part for part in parts if part))[:80]
        return user


def public(path: str) -> str:
    """The address of a path of ours as people reach it, for mail."""
    return urljoin(f"{settings.BASE_URL}/", path)
