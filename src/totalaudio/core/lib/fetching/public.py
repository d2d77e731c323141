"""Which network addresses are on the public internet, and which names lead only there."""

import ipaddress
from collections.abc import Callable, Sequence
from typing import Final

import dns.exception
import dns.resolver

from totalaudio.core.lib.fetching.errors import FetchFailedError, FetchRefusedError

type Resolve = Callable[[str], Sequence[str]]

_LIFETIME: Final = 4.0  # seconds for all DNS questions about one name
# Ranges that carry an IPv4 address inside: what they reach depends on the network around us.
_WRAPPED: Final = tuple(
    ipaddress.ip_network(network)
    for network in (
        "::/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/32",
        "2002::/16",
        "fec0::/10",
    )
)


def is_public(address: str) -> bool:
    """Whether an IP address is globally reachable unicast; anything that is no address is not."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip.scope_id or any(ip in network for network in _WRAPPED):
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def resolve_by_dns(host: str) -> Sequence[str]:
    """The IPv4 and IPv6 addresses of a name, asked of the system's DNS servers within 4 seconds."""
    try:
        answers = dns.resolver.resolve_name(host, lifetime=_LIFETIME)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer) as error:
        raise FetchFailedError(f"{host}: the name has no address") from error
    except (dns.exception.DNSException, OSError) as error:
        raise FetchFailedError(f"{host}: the name could not be looked up") from error
    return tuple(answers.addresses())


def checked_addresses(host: str, resolve: Resolve) -> Sequence[str]:
    """The addresses of a host, all of them public; a host with a single other one is refused."""
    literal = host.strip("[]")
    addresses = (literal,) if _is_literal(literal) else tuple(resolve(host))
    if not addresses:
        raise FetchFailedError(f"{host}: the name has no address")
    if not all(is_public(address) for address in addresses):
        raise FetchRefusedError(f"{host}: the address is not on the public internet")
    return addresses


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
