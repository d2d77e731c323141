"""Last step: the country that the national ending of an outlet's own domain suggests."""

from typing import Final

from totalaudio.contacts.directory import home_of
from totalaudio.intel.enrichment.findings import Finding
from totalaudio.intel.enrichment.steps.domains import own_domain
from totalaudio.intel.enrichment.steps.step import NOTHING, Case, Found

SUGGESTED: Final = 0.6  # anybody may register most of these


class EndingStep:
    """Reads '.co.uk' as the United Kingdom, when nothing better said where an outlet is."""

    name = "ending"
    fields = frozenset({"country"})

    def find(self, case: Case) -> Found:
        """The country with a low confidence, or nothing for an ending that says none."""
        domain = own_domain(case.subject.email, case.text("website"))
        country = home_of(domain)
        if not country:
            return NOTHING
        source = f"the ending of {domain}"
        found = Finding("country", country, self.name, source, None, None, case.at, SUGGESTED)
        return Found((found,))
