"""Finds out how text was encoded: by marks, by strict tests, then by likely letters."""

import codecs
import re
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES: Final = ("cp1252", "mac_roman", "latin-1")

_COMMON: Final = frozenset("éèêëáàâäãåæíìîïóòôöõøúùûüçñßœÉÖÜÄÅØ£€’‘“”–—…®©™°½ ")
# What speaks for and against an encoding in the text that it gives, with its weight.
_SIGNS: Final = (
    (3, re.compile(r"[A-Za-z]’(?:s|t|ll|re|ve|m|d)?\b")),
    (4, re.compile(r"(?<!\w)[ÀÁÂÄÅÇÈÉÊËÍÎÏÑÓÔÖØÚÜŒ][a-z]")),
    (-3, re.compile(r"[a-z][^\W\d_a-zß-öø-ÿœ\x00-\x7f]")),  # a capital within a word
    (-4, re.compile(r"[A-Za-z][¸ˆ˜¯´¨ªº‰†‡ƒ∂∑∏π∫Ω√≈∆◊ﬁﬂ·¬±≤≥¢¶§¤¦–—•…“”„][a-z]")),
    (-4, re.compile(r"\w[‘“„](?!\w)|(?<!\w)”(?=\w)")),  # quotation marks the wrong way round
)
_SINGLE_BYTE_ZEROS: Final = 0.25


def marked_encoding(peek: bytes) -> str:
    """Return the encoding that a byte order mark names, '' without one."""
    for mark, encoding in _MARKS:
        if peek.startswith(mark):
            return encoding
    return ""


def wide_encoding(peek: bytes) -> str:
    """Return utf-16-le or utf-16-be when every other byte of Latin text is zero, '' otherwise."""
    pairs = len(peek) // 2
    if pairs == 0:
        return ""
    even, odd = peek[0 : pairs * 2 : 2].count(0), peek[1 : pairs * 2 : 2].count(0)
    if odd > pairs * _SINGLE_BYTE_ZEROS and odd > even * 4:
        return "utf-16-le"
    if even > pairs * _SINGLE_BYTE_ZEROS and even > odd * 4:
        return "utf-16-be"
    return ""


def is_utf8(data: bytes, *, complete: bool) -> bool:
    """Say whether the bytes are UTF-8; unless `complete`, the last character may be cut off."""
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(data, complete)
    except UnicodeDecodeError:
        return False
    return True


def choose_single_byte(data: bytes) -> str:
    """Choose among one-byte encodings by the letters that each would give; cp1252 wins a tie."""
    sample = b"\n".join(line for line in data.splitlines() if not line.isascii())[:65_536]
    return max(_CANDIDATES, key=lambda encoding: _likelihood(sample, encoding))


def _likelihood(sample: bytes, encoding: str) -> int:
    text = sample.decode(encoding, errors="replace")
    score = 0
    for char in text:
        if char <= "\x7f":
            continue
        if char in _COMMON:
            score += 2
        elif char <= "\x9f" or char == "\ufffd":
            score -= 10
        else:
            score -= 1
    return score + sum(weight * len(sign.findall(text)) for weight, sign in _SIGNS)
