"""Mistyped mail domains, and what was meant."""

from rapidfuzz.distance import OSA

from totalaudio.contacts.addresses.lists import BIG_PROVIDERS, ENDINGS, TYPOS

_LONG_NAME = 10


def correct_domain(domain: str, *, is_known: bool) -> str:
    """Return the domain that was probably meant, '' when this one is likely to be right.

    A domain in use (`is_known`) is only corrected when the table names it. The first letter must
    agree: ymail.com, email.com and mail.com are real.
    """
    if domain in TYPOS:
        return TYPOS[domain]
    if is_known or domain in BIG_PROVIDERS:
        return ""
    name, _, ending = domain.rpartition(".")
    if ending in ENDINGS:
        meant = f"{name}.{ENDINGS[ending]}"
        return TYPOS.get(meant) or _nearest(meant) or meant
    return _nearest(domain)


def _nearest(domain: str) -> str:
    for big, allowed in _BY_LETTER.get(domain[0], ()):
        if 0 < OSA.distance(domain, big, score_cutoff=allowed) <= allowed:
            return big
    return ""


def _allowed(big: str) -> int:
    return 2 if len(big.split(".", 1)[0]) >= _LONG_NAME else 1


_BY_LETTER = {
    big[0]: [(other, _allowed(other)) for other in BIG_PROVIDERS if other[0] == big[0]]
    for big in BIG_PROVIDERS
}
