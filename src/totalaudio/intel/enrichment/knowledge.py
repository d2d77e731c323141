"""What the workspace already knows about outlets, so that nothing is looked up twice."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from totalaudio.contacts.keys import outlet_key
from totalaudio.contacts.models import Evidence
from totalaudio.intel.enrichment.findings import Finding, Subject
from totalaudio.intel.enrichment.steps.domains import own_domain
from totalaudio.intel.enrichment.steps.fields import OUTLET_FIELDS

STALE_AFTER = timedelta(days=90)
# What somebody's list says is not knowledge about the outlet, and a hand edit is about one contact.
_TRUSTED_STEPS = ("directory", "site")


class Knowledge:
    """Evidence about outlets in one workspace; loaded for a batch at a time, then asked from any thread."""

    def __init__(self, workspace_id: UUID) -> None:
        self._workspace_id = workspace_id
        self._of_outlet: dict[str, tuple[Finding, ...]] = {}

    def load(self, subjects: Iterable[Subject]) -> None:
        """Read what is known about the outlets of these subjects, in one query."""
        names = {str(name) for subject in subjects if (name := subject.known.get("outlet"))}
        fresh = Evidence.objects.filter(
            workspace_id=self._workspace_id,
            contact__outlet_name__in=names,
            step__in=_TRUSTED_STEPS,
            field__in=OUTLET_FIELDS,
            checked_at__gt=timezone.now() - STALE_AFTER,
        ).select_related("contact")
        gathered: dict[str, dict[str, Finding]] = defaultdict(dict)
        for evidence in fresh.order_by("-checked_at")[:5000]:
            finding = finding_of(evidence)
            gathered[_key(evidence.contact.outlet_name, evidence.contact.email)].setdefault(
                finding.field, finding
            )
        self._of_outlet = {key: tuple(found.values()) for key, found in gathered.items()}

    def __call__(self, subject: Subject) -> tuple[Finding, ...]:
        """What is known about the subject's outlet."""
        outlet = str(subject.known.get("outlet", ""))
        return self._of_outlet.get(_key(outlet, subject.email), ()) if outlet else ()


def _key(outlet: str, email: str) -> str:
    """Two outlets of one name at different domains are two."""
    return f"{outlet_key(outlet)}|{own_domain(email)}"


def finding_of(evidence: Evidence) -> Finding:
    """A row of evidence as a value."""
    value = evidence.value
    return Finding(
        field=evidence.field,
        value=tuple(value) if isinstance(value, list) else str(value),
        step=evidence.step,
        source=evidence.source,
        url=evidence.url,
        quote=evidence.quote,
        checked_at=evidence.checked_at,
        confidence=evidence.confidence,
    )
