"""Step 3: whether the domain of the address takes mail at all, asked of DNS; no mailbox is probed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Final

import dns.exception
import dns.name
import dns.rdatatype
import dns.resolver

from totalaudio.core.lib.remembering import OncePerKey
from totalaudio.intel.enrichment.findings import Finding
from totalaudio.intel.enrichment.steps.domains import mail_domain
from totalaudio.intel.enrichment.steps.step import NOTHING, Case, Found

ACCEPTS: Final = "accepts mail"
ACCEPTS_NONE: Final = "accepts no mail"
NO_DOMAIN: Final = "no such domain"

_TRY_SECONDS: Final = 2.0
_LIFETIME: Final = 4.0


@dataclass(frozen=True, slots=True)
class _Reply:
    status: str
    record: str
    confidence: float


class DnsStep:
    """Asks for MX records, and without any for addresses (RFC 5321 section 5.1); once per domain.

    A null MX (RFC 7505) means that the domain takes no mail. What could not be asked is not
    tested, never invalid.
    """

    name = "dns"
    fields = frozenset({"email_status"})

    def __init__(self, resolver: dns.resolver.Resolver | None = None) -> None:
        self._resolver = resolver
        self._known = OncePerKey(self._look_up)
        self._world = OncePerKey(self._sees)

    def find(self, case: Case) -> Found:
        """The state of the domain with the record that says so."""
        domain = mail_domain(case.subject.email)
        return self._known.get(domain) if domain else NOTHING

    def _look_up(self, domain: str) -> Found:
        at = datetime.now(UTC)
        try:
            reply = _ask(self._resolver or _system_resolver(), dns.name.from_text(domain))
        except dns.exception.Timeout:
            return _untested(f"address not tested: DNS gave no answer for {domain} in time")
        except dns.resolver.NoNameservers:
            return _untested(f"address not tested: DNS could not answer for {domain}")
        except (dns.exception.DNSException, UnicodeError, OSError) as error:
            return _untested(f"address not tested: {domain}: {type(error).__name__}")
        if reply.status == NO_DOMAIN and not self._world.get("."):
            return _untested("address not tested: DNS here does not know the public internet")
        source = f"DNS of {domain}"
        finding = Finding(
            "email_status",
            reply.status,
            self.name,
            source,
            None,
            reply.record,
            at,
            reply.confidence,
        )
        problem = () if reply.status == ACCEPTS else (f"{domain}: {reply.status}",)
        return Found((finding,), problem)

    def _sees(self, zone: str) -> bool:
        """A resolver of a closed network denies every name; one that knows the root may be believed."""
        try:
            (self._resolver or _system_resolver()).resolve(zone, "NS", lifetime=_LIFETIME)
        except (dns.exception.DNSException, OSError):
            return False
        return True


def _untested(problem: str) -> Found:
    return Found(problems=(problem,), failed=True)


def _ask(resolver: dns.resolver.Resolver, domain: dns.name.Name) -> _Reply:
    try:
        records = resolver.resolve(domain, "MX", lifetime=_LIFETIME)
    except dns.resolver.NXDOMAIN:
        return _Reply(NO_DOMAIN, f"{domain} does not exist", 0.95)
    except dns.resolver.NoAnswer:
        return _ask_for_addresses(resolver, domain)
    servers = [one for one in records if one.exchange != dns.name.root]
    if not servers:
        return _Reply(ACCEPTS_NONE, f"{domain} MX {records[0].to_text()}", 0.95)
    best = min(servers, key=lambda one: one.preference)
    return _Reply(ACCEPTS, f"{domain} MX {best.to_text()}", 0.95)


def _ask_for_addresses(resolver: dns.resolver.Resolver, domain: dns.name.Name) -> _Reply:
    for kind in (dns.rdatatype.A, dns.rdatatype.AAAA):
        try:
            records = resolver.resolve(domain, kind, lifetime=_LIFETIME)
        except dns.resolver.NoAnswer:
            continue
        text = f"{domain} {kind.name} {records[0].to_text()}, no MX"
        return _Reply(ACCEPTS, text, 0.6)
    return _Reply(ACCEPTS_NONE, f"{domain} has neither MX nor address", 0.85)


@cache
def _system_resolver() -> dns.resolver.Resolver:
    resolver = dns.resolver.Resolver()
    resolver.timeout = _TRY_SECONDS
    return resolver
