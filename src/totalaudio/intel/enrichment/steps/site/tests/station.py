"""The site of a made-up station, and what the step finds on it."""

import json
from datetime import UTC, datetime

from totalaudio.core.lib.fetching import Fetcher, Limits
from totalaudio.core.lib.fetching.tests.servers import (
    Answer,
    Site,
    answer,
)
from totalaudio.intel.enrichment.findings import Subject, Value
from totalaudio.intel.enrichment.steps.site import SiteStep
from totalaudio.intel.enrichment.steps.step import Case, Found

QUICK = Limits(seconds=1.0, connect_seconds=0.5, read_seconds=0.4)
STATION = {
    "@type": "RadioStation",
    "name": "Station Example",
    "genre": ["Drum & Bass", "Grime", "Something New"],
    "telephone": "020 7946 0000",
    "address": {"@type": "PostalAddress", "addressCountry": "GB"},
    "sameAs": ["https://www.instagram.com/stationexample/", "https://example.org/elsewhere"],
    "employee": {"@type": "Person", "name": "Invented Person", "email": "person@station.example"},
}
HOME = f"""<html><head><meta property="og:site_name" content="Station Example FM">
<link rel="alternate" type="application/rss+xml" href="/feed">
<script type="application/ld+json">{json.dumps(STATION)}</script></head><body>
<a href="/about">About us</a> <a href="/team">The team</a> <a href="/contact">Contact</a>
<a href="/submit-music">Send us your music</a> <a href="/shop">Shop</a>
<a href="https://elsewhere.example/contact">Contact</a>
<a href="https://www.facebook.com/sharer/sharer.php?u=x">Share</a>
<a href="https://www.facebook.com/stationexample?ref=1">Facebook</a></body></html>"""
SUBMIT = """<h1>Submissions</h1><p>Send <b>WAV</b> files. No attachments, a download link is best.</p>
<p>A clean edit is needed. Allow 4 weeks before release.</p>
<p>Ask <a href="mailto:invented.person@station.example">Invented Person</a> or write to
<a href="mailto:Music@station.example?subject=Hi">the desk</a>.</p>"""
FEED = "<rss><item><pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate></item></rss>"


def pages(**changes: Answer) -> dict[str, Answer]:
    whole: dict[str, Answer] = {
        "/": answer(HOME),
        "/robots.txt": answer("User-agent: *\nDisallow: /private", kind="text/plain"),
        "/submit-music": answer(SUBMIT),
        "/contact": answer("<p>Contact</p>"),
        "/about": answer("<p>About</p>"),
        "/feed": answer(FEED, kind="application/rss+xml"),
    }
    return whole | {path.replace("_", "/", 1): page for path, page in changes.items()}


def step_for(site: Site, *hosts: str) -> SiteStep:
    hosts = hosts or ("station.example",)
    fetcher = Fetcher(resolve=site.resolve, allow=site.allow(*hosts), limits=QUICK)
    return SiteStep(fetcher, home_of=lambda domain: site.url("/", domain))


def read(site: Site, email: str = "music@station.example", **values: Value) -> Found:
    return step_for(site).find(Case(Subject(email=email), dict(values), datetime.now(UTC)))


def surest(found: Found) -> dict[str, Value]:
    best: dict[str, Value] = {}
    for finding in sorted(found.findings, key=lambda one: one.confidence):
        best[finding.field] = finding.value
    return best
