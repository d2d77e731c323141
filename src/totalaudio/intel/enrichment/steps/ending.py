"""Last step: the country that the national ending of an outlet's own domain suggests."""

from typing import Final

from totalaudio.intel.enrichment.findings import Finding
from totalaudio.intel.enrichment.steps.domains import own_domain
from totalaudio.intel.enrichment.steps.step import NOTHING, Case, Found

SUGGESTED: Final = 0.6  # anybody may register most of these

# Endings that are mostly used at home; those sold as words (fm, tv, co, me, io) say nothing.
_AT_HOME: Final = frozenset(
    {"uk", "ie", "de", "fr", "nl", "es", "pt", "se", "no", "dk", "fi", "pl", "cz", "at", "ch", "hu"}
    | {"au", "nz", "ca", "jp", "za", "br"}
)


class EndingStep:
    """Reads '.co.uk' as the United Kingdom, when nothing better said where an outlet is."""

    name = "ending"
    fields = frozenset({"country"})

    def find(self, case: Case) -> Found:
        """The country with a low confidence, or nothing for an ending that says none."""
        domain = own_domain(case.subject.email, case.text("website"))
        ending = domain.rpartition(".")[2]
        if ending not in _AT_HOME:
            return NOTHING
        country = "GB" if ending == "uk" else ending.upper()
        source = f"the ending .{ending} of {domain}"
        found = Finding("country", country, self.name, source, None, None, case.at, SUGGESTED)
        return Found((found,))
