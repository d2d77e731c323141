"""The way into the demo: one click, only where the installation offers it."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from totalaudio.core.accounts.models import User
from totalaudio.core.lib.access import everybody


@everybody
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in as the demo's person; 404 where there is no demo."""
    if settings.DEMO_EMAIL is None:
        raise Http404
    user = User.objects.filter(email=settings.DEMO_EMAIL, is_active=True).first()
    if user is None:
        messages.error(
            request, "The demo is not ready. Start the platform again, without --no-demo."
        )
        return redirect("account_login")
    get_adapter(request).login(request, user)
    return redirect(settings.LOGIN_REDIRECT_URL)
