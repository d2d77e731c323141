"""DNS says whether a domain takes mail; what could not be asked is not tested, never invalid."""

import time
from datetime import UTC, datetime

import dns.resolver
import pytest

from totalaudio.intel.enrichment.findings import Subject
from totalaudio.intel.enrichment.steps import mail_servers
from totalaudio.intel.enrichment.steps.mail_servers import DnsStep
from totalaudio.intel.enrichment.steps.step import NOTHING, Case, Found
from totalaudio.intel.enrichment.steps.tests.dns_server import Zone, serve_dns
from totalaudio.intel.enrichment.waterfall import enrich_all

ZONE: Zone = {
    ".": {"NS": "root.example."},
    "mx.example": {"MX": "20 second.mx.example. | 10 first.mx.example."},
    "null.example": {"MX": "0 ."},
    "half-null.example": {"MX": "0 . | 10 mail.example."},
    "only-a.example": {"A": "192.0.2.1"},
    "only-aaaa.example": {"AAAA": "2001:db8::1"},
    "empty.example": {"TXT": "hello"},
    "hang.example": {"hang": ""},
    "servfail.example": {"servfail": ""},
    "garbage.example": {"garbage": ""},
}


@pytest.fixture(autouse=True)
def _short_lifetime(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_servers, "_LIFETIME", 0.4)


def look_up(step: DnsStep, email: str) -> Found:
    return step.find(Case(Subject(email=email), {}, datetime.now(UTC)))


@pytest.mark.parametrize(
    ("domain", "status", "record"),
    [
        ("mx.example", "accepts mail", "mx.example. MX 10 first.mx.example."),
        ("null.example", "accepts no mail", "null.example. MX 0 ."),
        ("half-null.example", "accepts mail", "half-null.example. MX 10 mail.example."),
        ("only-a.example", "accepts mail", "only-a.example. A 192.0.2.1, no MX"),
        ("only-aaaa.example", "accepts mail", "only-aaaa.example. AAAA 2001:db8::1, no MX"),
        ("empty.example", "accepts no mail", "empty.example. has neither MX nor address"),
        ("gone.example", "no such domain", "gone.example. does not exist"),
    ],
)
def test_the_record_decides(domain: str, status: str, record: str) -> None:
    with serve_dns(ZONE) as server:
        found = look_up(DnsStep(server.resolver()), f"music@{domain}")
    (finding,) = found.findings
    assert (finding.field, finding.value, finding.quote) == ("email_status", status, record)
    assert (finding.step, finding.source, found.failed) == ("dns", f"DNS of {domain}", False)


@pytest.mark.parametrize("domain", ["hang.example", "servfail.example", "garbage.example"])
def test_no_usable_answer_is_not_tested_and_comes_in_time(domain: str) -> None:
    began = time.monotonic()
    with serve_dns(ZONE) as server:
        found = look_up(DnsStep(server.resolver()), f"music@{domain}")
    assert (found.findings, found.failed) == ((), True)
    assert found.problems[0].startswith("address not tested: ")
    assert time.monotonic() - began < 2.0


@pytest.mark.parametrize("email", ["x@" + "a" * 64 + ".example", "x@a..example"])
def test_a_name_that_dns_cannot_hold_is_not_tested(email: str) -> None:
    found = look_up(DnsStep(dns.resolver.Resolver(configure=False)), email)
    assert (found.findings, found.failed) == ((), True)


@pytest.mark.parametrize("email", ["", "no address", "x@", "x@localhost"])
def test_without_a_domain_nothing_is_asked(email: str) -> None:
    assert look_up(DnsStep(dns.resolver.Resolver(configure=False)), email) is NOTHING


def test_a_resolver_that_does_not_know_the_root_is_not_believed_when_it_denies_a_name() -> None:
    """A closed network says of every name that it does not exist."""
    with serve_dns({}) as server:
        found = look_up(DnsStep(server.resolver()), "music@kexp.org")
    assert found == Found(
        problems=("address not tested: DNS here does not know the public internet",), failed=True
    )


def test_a_thousand_contacts_at_one_domain_make_one_look_up() -> None:
    subjects = [Subject(email=f"person{number}@mx.example") for number in range(1_000)]
    with serve_dns(ZONE) as server:
        steps = [DnsStep(server.resolver())]
        results = list(enrich_all(subjects, offline=False, steps=steps))
    assert server.asked == [("mx.example", "MX")]
    assert {result.values["email_status"] for result in results} == {"accepts mail"}
