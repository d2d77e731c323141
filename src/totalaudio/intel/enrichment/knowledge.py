"""What the workspace already knows about outlets, so that nothing is looked up twice."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from totalaudio.contacts.keys import outlet_key
from totalaudio.intel.enrichment.findings import Finding, Subject
from totalaudio.intel.enrichment.statements import finding_from
from totalaudio.intel.enrichment.steps.domains import own_domain
from totalaudio.intel.enrichment.steps.fields import OUTLET_FIELDS

STALE_AFTER: Final = timedelta(days=90)
# What somebody's list says is not knowledge about the outlet, and a hand edit is about one contact.
_TRUSTED_STEPS: Final = ("directory", "site")

# The newest evidence per outlet, domain and field. The table's index by outlet serves it.
_KNOWN: Final = """
SELECT DISTINCT ON (c.outlet_sort, at.domain, e.field)
    c.outlet_name, c.email,
    e.field, e.value, e.step, e.source, e.url, e.quote, e.checked_at, e.confidence
FROM contacts_contact c
JOIN contacts_evidence e ON e.workspace_id = c.workspace_id AND e.contact_id = c.id
CROSS JOIN LATERAL (SELECT lower(split_part(c.email, '@', 2)) AS domain) at
WHERE c.workspace_id = %(workspace)s
    AND c.outlet_sort = ANY (ARRAY(SELECT sort_text_v1(name) FROM unnest(%(names)s::text[]) AS name))
    AND e.step = ANY (%(steps)s) AND e.field = ANY (%(fields)s) AND e.checked_at > %(since)s
ORDER BY c.outlet_sort, at.domain, e.field, e.checked_at DESC
"""


class Knowledge:
    """Evidence about outlets in one workspace; loaded for a batch at a time, then asked from any thread.

    An outlet is asked for once in a run: what the run itself finds, its steps remember.
    """

    def __init__(self, workspace_id: UUID) -> None:
        self._workspace_id = workspace_id
        self._names: set[str] = set()
        self._of_outlet: dict[str, tuple[Finding, ...]] = {}

    def load(self, subjects: Iterable[Subject]) -> None:
        """Read what is known about the outlets of these subjects, in one query."""
        names = {str(name) for subject in subjects if (name := subject.known.get("outlet"))}
        unknown = names - self._names
        if not unknown:
            return
        self._names |= unknown
        gathered: dict[str, dict[str, Finding]] = defaultdict(dict)
        for key, finding in self._read(sorted(unknown)):
            newest = gathered[key].setdefault(finding.field, finding)
            if finding.checked_at > newest.checked_at:
                gathered[key][finding.field] = finding
        for key, found in gathered.items():
            self._of_outlet[key] = tuple(found.values())

    def _read(self, names: list[str]) -> Iterator[tuple[str, Finding]]:
        wanted: dict[str, Any] = {
            "workspace": self._workspace_id,
            "names": names,
            "steps": list(_TRUSTED_STEPS),
            "fields": list(OUTLET_FIELDS),
            "since": timezone.now() - STALE_AFTER,
        }
        with connection.cursor() as cursor:
            cursor.execute(_KNOWN, wanted)
            for outlet, email, *parts in cursor:
                yield _key(outlet, email), finding_from(*parts)

    def __call__(self, subject: Subject) -> tuple[Finding, ...]:
        """What is known about the subject's outlet."""
        outlet = str(subject.known.get("outlet", ""))
        return self._of_outlet.get(_key(outlet, subject.email), ()) if outlet else ()


def _key(outlet: str, email: str) -> str:
    """Two outlets of one name at different domains are two."""
    return f"{outlet_key(outlet)}|{own_domain(email)}"
