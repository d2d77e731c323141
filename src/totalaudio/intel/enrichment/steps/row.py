"""Step 0: what the list itself says is evidence too, but never counts as found."""

from typing import Final

from totalaudio.intel.enrichment.findings import Finding, Subject
from totalaudio.intel.enrichment.steps.step import Case, Found

GIVEN: Final = 0.7  # a list is somebody's word: neither checked nor doubted
_IDENTITY: Final = frozenset({"name", "email"})


class RowStep:
    """Turns the given values into evidence that names the list and the row."""

    name = "row"
    fields = frozenset({"*"})

    def find(self, case: Case) -> Found:
        """One finding per given value."""
        source = _source(case.subject)
        return Found(
            tuple(
                Finding(field, value, "row", source, None, None, case.at, GIVEN)
                for field, value in case.subject.known.items()
                if value and field not in _IDENTITY
            )
        )


def _source(subject: Subject) -> str:
    return subject.origin if subject.row is None else f"{subject.origin}, row {subject.row}"
