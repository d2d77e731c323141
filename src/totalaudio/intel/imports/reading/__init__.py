"""Turns whatever people keep contacts in into a header and a stream of records."""

from totalaudio.intel.imports.reading.errors import Unusable, UnusableList
from totalaudio.intel.imports.reading.kinds import ListKind
from totalaudio.intel.imports.reading.limits import MAX_BYTES
from totalaudio.intel.imports.reading.listfile import ListFile, Record
from totalaudio.intel.imports.reading.opening import open_list

__all__ = ["MAX_BYTES", "ListFile", "ListKind", "Record", "Unusable", "UnusableList", "open_list"]
