"""Which column of a list is what: suggested, changed by people, stored as JSON."""

from totalaudio.intel.imports.mapping.suggesting import suggest_mapping
from totalaudio.intel.imports.mapping.targets import (
    LABELS,
    MappedColumn,
    Mapping,
    Target,
    header_fingerprint,
)

__all__ = ["LABELS", "MappedColumn", "Mapping", "Target", "header_fingerprint", "suggest_mapping"]
