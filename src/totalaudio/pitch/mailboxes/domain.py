"""What the sender's domain says about its mail in DNS: SPF and DMARC; advice, and what could not be tested."""

from dataclasses import dataclass
from typing import Final

import dns.exception
import dns.resolver

_LIFETIME: Final = 4.0
_NO_SPF: Final = (
    "{domain} does not say who may send for it. Your provider's help pages have the record to add."
)
_MANY_SPF: Final = "{domain} has more than one SPF record, and then none of them counts. Keep one."
_OPEN_SPF: Final = "The record lets everybody send for the domain. End it with ~all or -all."
_GOOD_SPF: Final = (
    "The domain says who may send for it. Whether your provider is among them was not tested."
)
_DKIM: Final = (
    "Not tested: the name under which {domain} keeps its key is known to your provider alone."
    " Where it signs, the head of a test message shows dkim=pass."
)
_NO_DMARC: Final = (
    "{domain} has no policy for mail that is forged in its name. Large providers ask for one;"
    " v=DMARC1; p=none is a beginning."
)
_GOOD_DMARC: Final = "The domain has a policy for mail that is forged in its name."


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing that was looked up; `level` is good, warning or info, and `record` what stands there."""

    name: str
    level: str
    text: str
    record: str = ""


def look_up(domain: str) -> list[Advice]:
    """SPF and DMARC of a domain, and what cannot be known of DKIM; within seconds, also without an answer."""
    return [_spf(domain), Advice("DKIM", "info", _DKIM.format(domain=domain)), _dmarc(domain)]


def _spf(domain: str) -> Advice:
    found = _texts(domain)
    if found is None:
        return _not_tested("SPF", domain)
    records = [text for text in found if text.lower().split(" ")[0] == "v=spf1"]
    if not records:
        return Advice("SPF", "warning", _NO_SPF.format(domain=domain))
    if len(records) > 1:
        return Advice("SPF", "warning", _MANY_SPF.format(domain=domain), records[0])
    is_open = records[0].lower().rstrip().endswith("+all")
    level, text = ("warning", _OPEN_SPF) if is_open else ("good", _GOOD_SPF)
    return Advice("SPF", level, text, records[0])


def _dmarc(domain: str) -> Advice:
    found = _texts(f"_dmarc.{domain}")
    if found is None:
        return _not_tested("DMARC", domain)
    records = [text for text in found if text.lower().replace(" ", "").startswith("v=dmarc1")]
    if not records:
        return Advice("DMARC", "warning", _NO_DMARC.format(domain=domain))
    return Advice("DMARC", "good", _GOOD_DMARC, records[0])


def _not_tested(name: str, domain: str) -> Advice:
    return Advice(
        name, "info", f"Not tested: DNS gave no answer for {domain}. Try again in a while."
    )


def _texts(name: str) -> list[str] | None:
    """The TXT records of a name; None when nobody could say."""
    try:
        answer = dns.resolver.resolve(name, "TXT", lifetime=_LIFETIME)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError, UnicodeError):
        return None
    return [b"".join(record.strings).decode("utf-8", "replace") for record in answer]
