"""The headings that people give to columns, and the target that each one means."""

import re
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from totalaudio.intel.imports.mapping.targets import Target

_BY_TARGET: Final[dict[Target, str]] = {
    Target.NAME: """name|full name|contact|contact name|person|presenter|host|dj|editor|journalist|writer|
        curator|who|display name|producer|presenter name|contact person|main contact|artist contact|nom|nombre|
        named contact|your name|presenters|dj name|host name|curator name|names|contacts""",
    Target.FIRST_NAME: "first name|forename|given name|firstname|fname|prenom|vorname|first",
    Target.LAST_NAME: "last name|surname|family name|lastname|lname|second name|nachname|last",
    Target.EMAIL: """email|e mail|mail|email address|e mail address|email addy|contact email|emails|work email|
        primary email|email id|courriel|correo|correo electronico|mail address|business email|submission email|
        email contact|e mails|emailaddress|demo email|music email""",
    Target.OTHER_EMAILS: """other emails|other email|email 2|second email|secondary email|alt email|
        alternative email|alternate email|backup email|cc|cc email|email 3|personal email|additional email""",
    Target.OUTLET: """outlet|station|show|company|organisation|organization|publication|magazine|blog|label|
        playlist|podcast|radio|radio station|station show|radio show|programme|program|publisher|media|brand|
        media outlet|company name|organisation name|organization name|outlet name|station name|show name|
        programme name|publication name|blog name|playlist name|podcast name|label name|business|site name|
        sender|zine|channel|employer|affiliation|name of station|name of outlet|zeitung|emittente""",
    Target.ROLE: """role|job title|title|position|job|job role|function|job description|occupation|poste|
        responsibility""",
    Target.FORMAT: """format|type|media type|outlet type|medium|kind|station type|contact type|category|
        type of outlet|outlet kind|radio format""",
    Target.COVERAGE: """coverage|region|area|territory|reach|coverage area|broadcast area|market|city|location|
        town|county|regions|state|local national""",
    Target.COUNTRY: "country|nation|country code|country region|pays|land|pais|countries|based in",
    Target.GENRES: """genres|genre|music genre|music genres|style|styles|music style|genre s|music|sound|
        musical style|music taste|genre focus|genres covered|music type|type of music|music policy|plays|covers""",
    Target.CONTACT_METHOD: """contact method|preferred contact|preferred contact method|how to contact|
        best contact method|contact via|method|preferred method|contact preference""",
    Target.BEST_TIMING: """best timing|best time|timing|when to contact|best time to contact|best day|
        when to pitch|best time to pitch|lead time|deadline|on air|show time|air time""",
    Target.SUBMISSION_GUIDELINES: """submission guidelines|submission policy|guidelines|how to submit|
        submission|submissions|submission notes|submission info|submission details|requirements|policy|
        submission requirements|submission process|file format""",
    Target.PITCH_TIPS: "pitch tips|tips|pitching tips|pitch notes|pitch advice|advice|angle",
    Target.NOTES: """notes|note|comments|comment|remarks|memo|description|details|info|other info|
        additional info|more info|email notes|background|bio|about|feedback|bemerkungen|notas|misc""",
    Target.PHONE: """phone|telephone|mobile|tel|phone number|mobile number|cell|telephone number|contact number|
        landline|phone no|tel no|mob|direct line|mobile phone|business phone|work phone|home phone|
        cell phone|tel number|telefon|telephone no|direct dial|phone value|ddi""",
    Target.WEBSITE: """website|url|web|site|link|homepage|web site|website url|web address|web page|links|
        home page|www""",
    Target.SOCIALS: """socials|social|instagram|twitter|facebook|x|insta|social media|twitter handle|ig|
        instagram handle|tiktok|soundcloud|linkedin|mixcloud|youtube|bluesky|threads|handle|twitter x|x twitter|
        social links|socials links|mastodon|spotify|bandcamp""",
    Target.TAGS: "tags|tag|labels|groups|group|list|lists|group membership|keywords",
    Target.SKIP: """id|row|no|number|confidence|last checked|source|status|email kind|email type|phone type|
        email status|date added|created|created at|updated|updated at|last contacted|date|opt in|unsubscribed|
        salutation|prefix|suffix|fax|address|postcode|zip|street|evidence|suggested email|index|ref|photo|
        birthday|gender|email label|phone label|assignment|hotel|artist|artist name|track|track name|song|
        song title|post code|zip code|postal address|address 1|address 2|street address|artwork|language|
        e mail type|e mail label|home address|work address|mailing address|business address|postal code|middle name|nickname""",
}
KNOWN: Final = {
    " ".join(alias.split()): target for target, text in _BY_TARGET.items() for alias in text.split("|")
}
_KEYWORDS: Final = {
    alias: target
    for alias, target in KNOWN.items()
    if " " not in alias and len(alias) > 1 and target is not Target.SKIP
} | {"address": Target.SKIP, "mail": Target.EMAIL}

# These words decorate a heading and decide nothing by themselves.
_NOISE: Final = frozenset("the a an your our main primary preferred default value work official current".split())
_WEAK: Final = frozenset("name contact contacts number info details type id list links title first last who".split())
_SUBJECT_ENDS: Final = frozenset("for of on about from re regarding with to via per".split())

_SEPARATORS: Final = re.compile(r"[^\w]+|_+")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DIGITS: Final = re.compile(r"\b\d+\b")
_LONGEST: Final = 60
_SURE: Final = 90
_LIKELY: Final = 80
_SHORTEST_SLIP: Final = 5


def normalise(heading: str) -> str:
    """Return the heading in lower case, its words separated by one space, without punctuation."""
    text = _CAMEL.sub(" ", heading[:_LONGEST].strip())
    return " ".join(_SEPARATORS.sub(" ", text).casefold().split())


def known_heading(text: str) -> bool:
    """Say whether the text is surely a heading of a column."""
    return bool(text) and len(text) <= _LONGEST and match_heading(text)[1] >= _SURE / 100


@lru_cache(maxsize=4_096)
def match_heading(heading: str) -> tuple[Target, float, str]:
    """Return what a heading means, how surely (0 to 1), and the heading that it was taken for."""
    text = normalise(heading)
    if not text:
        return Target.SKIP, 0.0, ""
    without_digits = " ".join(_DIGITS.sub(" ", text).split())
    for candidate, confidence in ((text, 1.0), (without_digits, 0.97), (_bare(without_digits), 0.95)):
        if candidate in KNOWN:
            return KNOWN[candidate], confidence, candidate
    return _by_spelling(without_digits) or _by_keyword(without_digits) or (Target.SKIP, 0.0, "")


def _bare(text: str) -> str:
    return " ".join(word for word in text.split() if word not in _NOISE)


def _by_spelling(text: str) -> tuple[Target, float, str] | None:
    """A whole heading with a slip of the fingers; parts do not count, or "hotel" would be "tel"."""
    if len(text) < _SHORTEST_SLIP:
        return None
    found = process.extractOne(text, KNOWN.keys(), scorer=fuzz.ratio, score_cutoff=_LIKELY)
    if found is None or KNOWN[found[0]] is Target.SKIP:
        return None
    return KNOWN[found[0]], round(found[1] / 100, 2), found[0]


def _by_keyword(text: str) -> tuple[Target, float, str] | None:
    """The noun that the heading ends in: "station email" is an e-mail, "email notes" are notes."""
    words = text.split()
    for index, word in enumerate(words):
        if index and word in _SUBJECT_ENDS:
            words = words[:index]
            break
    strong = [word for word in words if word in _KEYWORDS and word not in _WEAK]
    if strong:
        return _KEYWORDS[strong[-1]], 0.9 if words[-1] == strong[-1] else 0.8, strong[-1]
    weak = [word for word in words if word in _KEYWORDS]
    return (_KEYWORDS[weak[-1]], 0.7, weak[-1]) if weak else None
