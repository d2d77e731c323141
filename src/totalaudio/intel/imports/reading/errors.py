"""Why a file cannot be read as a list of contacts."""

from enum import StrEnum


class Unusable(StrEnum):
    """The kinds of unusable input, for pages and programs; people read the message."""

    EMPTY = "empty"
    NO_ROWS = "no_rows"
    TOO_LARGE = "too_large"
    TOO_MANY_COLUMNS = "too_many_columns"
    BINARY = "binary"
    WRONG_KIND = "wrong_kind"
    PASSWORD = "password"  # noqa: S105 - a kind of problem, no secret
    ZIP_BOMB = "zip_bomb"
    BROKEN = "broken"
    TOO_COMPLEX = "too_complex"
    UNREADABLE = "unreadable"
    UNKNOWN_ENCODING = "unknown_encoding"


class UnusableList(Exception):  # noqa: N818 - what it is, not what went wrong in us
    """The input is not a list that can be read; the message says what it is and what to do."""

    def __init__(self, code: Unusable, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
