"""Phone numbers to E.164 where that is sure, otherwise left as they were written."""

import re
from functools import cache
from typing import Final

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumber, PhoneNumberFormat

_EXTENSION: Final = re.compile(
    r"[\s,;]*(?:\bext(?:ension|n)?\b|\bx(?=\s*\d)|#)[.:\s]*(\d{1,7})\s*$", re.IGNORECASE
)
_MARKS: Final = str.maketrans("", "", " .-()\u00a0\u2010\u2011\u2013")
_DIGITS: Final = re.compile(r"\+?[0-9]{7,15}")
_KINDS: Final = (
    "fixed_line",
    "mobile",
    "toll_free",
    "premium_rate",
    "shared_cost",
    "voip",
    "personal_number",
    "uan",
)
_TRUNK_ZERO: Final = "(0)"
_LONGEST: Final = 60


def tidy_phone(text: str, country: str = "") -> str:
    """Return the number in E.164 when it is surely one of the country (default GB) or has its own
    country code.

    An extension stays apart, as in "+442079460000 ext. 12". Anything else comes back as it was
    given.
    """
    given = text.strip()
    if not given or len(given) > _LONGEST:
        return given
    number, extension = given, ""
    if match := _EXTENSION.search(given):
        number, extension = given[: match.start()], f" ext. {match[1]}"
    found = _fast(number, country or "GB") or _full(number, country or "GB")
    return found + extension if found else given


def _fast(number: str, region: str) -> str:
    """The plain majority, by the same patterns that the full check uses; '' leaves it to that."""
    if number.startswith("+"):
        number = number.replace(_TRUNK_ZERO, "")
    digits = number.translate(_MARKS)
    prefix, national = _plan(region)
    if not _DIGITS.fullmatch(digits):
        return ""
    if digits.startswith(prefix):
        rest = digits[len(prefix) :]
    elif digits.startswith("0") and not digits.startswith("00") and region == "GB":
        rest = digits[1:]
    else:
        return ""
    return prefix + rest if national.fullmatch(rest) else ""


def _full(number: str, region: str) -> str:
    try:
        parsed: PhoneNumber = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return ""
    has_code = number.lstrip().startswith(("+", "00"))
    sure = phonenumbers.is_possible_number if has_code else phonenumbers.is_valid_number
    if not sure(parsed) or parsed.extension:
        return ""
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164)


@cache
def _plan(region: str) -> tuple[str, re.Pattern[str]]:
    never = re.compile(r"(?!)")
    metadata = PhoneMetadata.metadata_for_region(region, None)
    if metadata is None:
        return "+", never
    kinds = (getattr(metadata, kind) for kind in _KINDS)
    patterns = [
        kind.national_number_pattern for kind in kinds if kind and kind.national_number_pattern
    ]
    return f"+{metadata.country_code}", re.compile(
        "|".join(f"(?:{pattern})" for pattern in patterns)
    )
