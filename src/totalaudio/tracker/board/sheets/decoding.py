"""The text of a file, whichever program wrote it: UTF-8, UTF-16 or Windows-1252."""

import codecs
from typing import Final

_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class UnreadableFileError(ValueError):
    """A file that is no table; the text says why and what can be done."""


def text_of(data: bytes) -> str:
    """The text of the file; UnreadableFileError when it is none."""
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableFileError(
            "The file is no text that we can read. Save it as CSV in UTF-8 and bring it again."
        ) from None
    if "\0" in text:
        raise UnreadableFileError(
            "The file is not a CSV file. Open it in a spreadsheet, save it as CSV, and bring that."
        )
    return text.removeprefix("\ufeff")


def _encoding(data: bytes) -> str:
    if data.startswith(_WIDE):
        return "utf-16"
    pairs = len(data) // 2
    if pairs and data[1 : pairs * 2 : 2].count(0) > pairs // 2:
        return "utf-16-le"
    if pairs and data[0 : pairs * 2 : 2].count(0) > pairs // 2:
        return "utf-16-be"
    try:
        codecs.utf_8_decode(data, "strict", True)  # noqa: FBT003 - takes its arguments by place alone
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
