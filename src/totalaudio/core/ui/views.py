"""The page that shows every piece in every state, and the choice between light and dark."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from totalaudio.core.lib.access import everybody
from totalaudio.core.ui.context import THEME_COOKIE, THEMES
from totalaudio.core.ui.specimens import palette_results, specimens

_YEAR = 365 * 24 * 3600


@everybody
@require_safe
def pieces(request: HttpRequest) -> HttpResponse:
    """Show every piece of the design system in every state."""
    return render(request, "ui/pieces.html", specimens(dict(request.GET.lists())))


@everybody
@require_safe
def palette(request: HttpRequest) -> JsonResponse:
    """Answer the palette of the page of all pieces from its examples."""
    return JsonResponse({"results": palette_results(request.GET.get("q", ""))})


@everybody
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen colours in a cookie for a year and go back to the page."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    answer = HttpResponseRedirect(target)
    chosen = request.POST.get("theme", "")
    answer.set_cookie(
        THEME_COOKIE, chosen if chosen in THEMES else "system", max_age=_YEAR,
        secure=request.is_secure(), httponly=True, samesite="Lax",
    )  # fmt: skip
    return answer
