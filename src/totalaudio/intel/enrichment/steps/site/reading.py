"""Turns the pages of one site into findings, each with the page that says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import unquote, urlsplit

from totalaudio.contacts.addresses.words import mailbox_kind
from totalaudio.contacts.fields import EmailKind
from totalaudio.intel.enrichment.findings import Finding, Value
from totalaudio.intel.enrichment.steps.site.links import is_about_sending, registrable
from totalaudio.intel.enrichment.steps.site.markup import Markup
from totalaudio.intel.enrichment.steps.site.organisation import stated
from totalaudio.intel.enrichment.steps.site.policy import policy_rules
from totalaudio.intel.enrichment.steps.site.socials import social_profiles

_ANSWERED: Final = 0.9
_STATED: Final = 0.85
_LINKED: Final = 0.8
_SAID: Final = 0.8
_NAMED: Final = 0.7
_ONE_RULE: Final = 0.75


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes findings of what pages say at one time."""

    at: datetime

    def home(self, markup: Markup) -> Iterator[Finding]:
        """That the site is there, what it is called, and where else the outlet is."""
        parts = urlsplit(markup.url)
        yield self._finding("website", f"{parts.scheme}://{parts.netloc}", markup, _ANSWERED)
        yield self._finding("outlet", markup.site_name, markup, _NAMED)
        profiles = social_profiles(link.url for link in markup.links)
        yield self._finding("socials", profiles, markup, _LINKED)

    def page(self, markup: Markup) -> Iterator[Finding]:
        """What any page states for machines, says about sending music, and gives as desk."""
        for field, value in stated(markup):
            yield self._finding(field, value, markup, _STATED)
        yield from self._policy(markup)
        yield from self._method(markup)

    def feed(self, url: str, date: str) -> Finding:
        """When the site last published something."""
        return Finding("last_active", date, "site", _source(url), url, None, self.at, _LINKED)

    def _policy(self, markup: Markup) -> Iterator[Finding]:
        rules = policy_rules(markup.lines)
        if len(rules) > 1:
            value = "; ".join(rule.phrase for rule in rules)
            quote = "\n".join(dict.fromkeys(rule.quote for rule in rules))
            yield self._finding("submission_guidelines", value, markup, _SAID, quote)
        for rule in rules:
            field = "submission_guidelines"
            yield self._finding(field, rule.phrase, markup, _ONE_RULE, rule.quote)

    def _method(self, markup: Markup) -> Iterator[Finding]:
        if is_about_sending(markup.url) and markup.has_form:
            value = f"online form: {markup.url}"
            yield self._finding("contact_method", value, markup, _LINKED)
        for link in markup.links:
            address = _desk(link.url, markup.url)
            if address:
                value = f"email {address}"
                yield self._finding("contact_method", value, markup, _STATED, address)

    def _finding(
        self, field: str, value: Value, markup: Markup, confidence: float, quote: str | None = None
    ) -> Finding:
        source = _source(markup.url)
        return Finding(field, value, "site", source, markup.url, quote, self.at, confidence)


def _source(url: str) -> str:
    return f"{urlsplit(url).hostname}{urlsplit(url).path.rstrip('/')}"


def _desk(link: str, page: str) -> str:
    """The address of a desk for music at the site's own domain; addresses of persons are passed over."""
    if not link.startswith("mailto:"):
        return ""
    address = unquote(link.removeprefix("mailto:").partition("?")[0]).strip().lower()
    local, at, domain = address.partition("@")
    own = bool(at) and registrable(f"https://{domain}/") == registrable(page)
    return address if own and mailbox_kind(local) is EmailKind.DESK else ""
