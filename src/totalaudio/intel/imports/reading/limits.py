"""The limits within which a list is read: the one source of these numbers."""

from typing import Final

MAX_BYTES: Final = 250 * 1024 * 1024
MAX_LINE: Final = 1024 * 1024  # bytes of one line; the rest of a longer one is thrown away
MAX_CELL: Final = 131_072  # characters; what the csv module allows
MAX_COLUMNS: Final = 500
PEEK: Final = 256 * 1024  # bytes looked at to recognise what a file is
CHUNK: Final = 256 * 1024
SAMPLE: Final = 200  # records that header and mapping are guessed from
HEADER_WITHIN: Final = 20  # records in which the header must come

WORKBOOK_BYTES: Final = 1024 * 1024 * 1024  # a workbook's parts, unpacked
WORKBOOK_PARTS: Final = 10_000
WORKBOOK_MEMORY: Final = 1024 * 1024 * 1024  # address space of the child process
WORKBOOK_SECONDS: Final = 120  # processor time of the child process
