"""What whoever was written to can open: the link that ends it, and the privacy notice. Nobody signs in for either."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from totalaudio.core.lib.access import everybody

from . import identity, unsubscribing


@csrf_exempt
@everybody
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, key: str) -> HttpResponse:
    """Ask on GET, which scanners send too; act on POST, from the page or from a mail program (RFC 8058)."""
    if request.method == "POST":
        is_done = unsubscribing.unsubscribe(key)
        return _page(request, "pitch/unsubscribed.html", {} if is_done else None)
    offer = unsubscribing.offer_of(key)
    return _page(request, "pitch/unsubscribe.html", {"offer": offer} if offer else None)


@everybody
@require_safe
def notice(request: HttpRequest, key: str) -> HttpResponse:
    """Who writes, why, where the address is from, and what its owner can ask for."""
    found = identity.notice_by_key(key)
    return _page(request, "pitch/notice.html", {"notice": found} if found else None)


def _page(request: HttpRequest, template: str, context: dict[str, object] | None) -> HttpResponse:
    """The page; for a key that is none the same words for whatever reason."""
    if context is None:
        answer = render(request, "pitch/link_unknown.html", status=404)
    else:
        answer = render(request, template, context)
    answer["X-Robots-Tag"] = "noindex"
    return answer
