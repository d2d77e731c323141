"""The phrases by which incoming messages are told apart, from phrases.toml beside this file."""

import re
import tomllib
from pathlib import Path
from typing import Final

_LISTS: Final = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))


def _any_of(name: str, *, at_start: bool = False) -> re.Pattern[str]:
    said = "|".join(_LISTS[name])
    for word in ("it", "where", "when", "otherwise"):
        said = said.replace(word.upper(), _LISTS[word])
    return re.compile(rf"^\W*(?:{said})" if at_start else said, re.IGNORECASE)


BOUNCE_SUBJECT: Final = _any_of("bounce_subject")
NOBODY: Final = _any_of("nobody")
DELAYED: Final = _any_of("delayed")
AUTOMATIC: Final = _any_of("automatic", at_start=True)
AWAY: Final = _any_of("away")
LEFT: Final = _any_of("left")
OWN_LEAVING: Final = _any_of("own_leaving")
STOP: Final = _any_of("stop")
NOT_STOP: Final = _any_of("not_stop")
STOP_SUBJECT: Final = _any_of("stop_subject", at_start=True)
ADDING: Final = _any_of("adding")
DOUBT: Final = _any_of("doubt")


def plain(text: str) -> str:
    """The text with straight apostrophes, as the phrases are written."""
    return text.replace("’", "'").replace("‘", "'")
