"""Stands in for a step that needs the network, when there is to be none."""

from collections.abc import Callable

from totalaudio.intel.enrichment.steps.domains import mail_domain, own_domain
from totalaudio.intel.enrichment.steps.step import NOTHING, Case, Found


class UntriedStep:
    """Finds nothing and says in words what was not tested, where it could have been."""

    def __init__(
        self, name: str, fields: frozenset[str], problem: str, applies: Callable[[Case], bool]
    ) -> None:
        self.name = name
        self.fields = fields
        self._found = Found(problems=(problem,))
        self._applies = applies

    def find(self, case: Case) -> Found:
        """The problem alone; it is not a failure."""
        return self._found if self._applies(case) else NOTHING


def untried_dns() -> UntriedStep:
    """Says that an address was not tested."""
    return UntriedStep(
        "dns",
        frozenset({"email_status"}),
        "address not tested: offline",
        lambda case: bool(mail_domain(case.subject.email)),
    )


def untried_site(fields: frozenset[str]) -> UntriedStep:
    """Says that an outlet's own site was not read."""
    return UntriedStep(
        "site",
        fields,
        "outlet's site not read: offline",
        lambda case: bool(own_domain(case.subject.email, case.text("website"))),
    )
