"""Where a request came from: enough to count visitors for a day, too little to follow anybody.

A visitor is a hash of the day, the address and the browser, with a key of this installation. The same person has
another id tomorrow, and nothing is stored in the browser.
"""

import hmac
from datetime import UTC, datetime
from hashlib import sha256
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit
from uuid import UUID

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.core.exceptions import DisallowedHost, ImproperlyConfigured
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils import timezone

from .recording import NOWHERE, Origin

USER_AGENT_CAP = 300
REFERRER_CAP = 500
# What is kept of an address; the rest would tell one household from another.
_PREFIXES = {4: 24, 6: 48}


def origin_of(request: HttpRequest) -> Origin:
    """Where a request came from; nothing at all of somebody who does not want to be tracked."""
    if wants_no_tracking(request):
        return NOWHERE
    address = address_of(request)
    agent = _capped(request.headers.get("User-Agent"), USER_AGENT_CAP)
    return Origin(
        visitor=visitor_of(address or "", agent or "", timezone.now()),
        session_id=_session_of(request),
        ip_address=address and shortened(address),
        user_agent=agent,
        referrer=_capped(_page_before(request), REFERRER_CAP),
    )


def wants_no_tracking(request: HttpRequest) -> bool:
    """Whether the browser says so: Do Not Track, or Global Privacy Control."""
    return "1" in {request.headers.get("DNT"), request.headers.get("Sec-GPC")}


def visitor_of(address: str, user_agent: str, moment: datetime) -> UUID:
    """The id of a visitor on the day (UTC) of `moment`: a uuid of version 8, which no person has."""
    day = moment.astimezone(UTC).date().isoformat()
    told = "|".join((day, address, user_agent)).encode("utf-8", "replace")
    number = int.from_bytes(hmac.digest(_key(), told, sha256)[:16])
    number = number & ~(0xF << 76) | (8 << 76)
    return UUID(int=number & ~(0b11 << 62) | (0b10 << 62))


def shortened(address: str) -> str | None:
    """The first address of the network that an address is in: /24, or /48 for IPv6; None for what is none."""
    try:
        found = ip_address(address.split("%")[0])  # without the interface of a link-local address
    except ValueError:
        return None
    mapped = getattr(found, "ipv4_mapped", None) or found
    network = ip_network(f"{mapped}/{_PREFIXES[mapped.version]}", strict=False)
    return str(network.network_address)


def _page_before(request: HttpRequest) -> str | None:
    """Where somebody came from; of our own pages nothing but the host, because links to some of them are keys."""
    address = without_query(request.headers.get("Referer"))
    if address is None:
        return None
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/" if _is_ours(request, parts.netloc) else address


def _is_ours(request: HttpRequest, host: str) -> bool:
    try:
        ours, _ = split_domain_port(request.get_host())
    except DisallowedHost:  # whoever asks by a wrong name may well come from a page of ours
        return True
    return ours.strip("[]") == host


def without_query(address: str | None) -> str | None:
    """A web address up to its path: what follows can hold names and keys."""
    try:
        parts = urlsplit(address or "")
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    return f"{parts.scheme}://{host}{parts.path}"


def address_of(request: HttpRequest) -> str | None:
    """The whole address of who asks, as allauth tells it, which counts the proxies in front of us."""
    try:
        found: str | None = get_client_ip(request)
    except ImproperlyConfigured:  # somebody came past the proxy
        return None
    return found


def _session_of(request: HttpRequest) -> str | None:
    """What tells one session from another, and opens none."""
    session = getattr(request, "session", None)
    key = session.session_key if session is not None else None
    return hmac.digest(_key(), key.encode(), sha256).hex()[:32] if key else None


def _capped(text: str | None, cap: int) -> str | None:
    """No more than `cap` characters, without the NUL that PostgreSQL refuses."""
    cleaned = (text or "").replace("\x00", "").encode("utf-8", "replace").decode()[:cap]
    return cleaned or None


def _key() -> bytes:
    return sha256(b"totalaudio.visitors|" + settings.SECRET_KEY.encode()).digest()
