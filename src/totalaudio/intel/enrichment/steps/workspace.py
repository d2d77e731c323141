"""Step 1: what the workspace already knows about this outlet or domain."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from totalaudio.intel.enrichment.findings import Finding, Subject
from totalaudio.intel.enrichment.steps.fields import OUTLET_FIELDS
from totalaudio.intel.enrichment.steps.step import Case, Found

type WorkspaceLookup = Callable[[Subject], Iterable[Finding]]


class WorkspaceStep:
    """Asks a look-up that the caller hands in; evidence keeps its source, date and confidence."""

    name = "workspace"
    fields = OUTLET_FIELDS

    def __init__(self, lookup: WorkspaceLookup) -> None:
        self._lookup = lookup

    def find(self, case: Case) -> Found:
        """What the look-up knows about outlets; facts about persons are passed over."""
        known = self._lookup(case.subject)
        return Found(
            tuple(replace(one, step=self.name) for one in known if one.field in OUTLET_FIELDS)
        )
