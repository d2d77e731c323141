"""Takes secrets out of what is logged, whoever put them there: a server that repeats a password, a library's error."""

import logging
import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from typing import Final
from urllib.parse import quote, unquote

from .declared import settings
from .fields import Environment
from .reading import environment

# A shorter text is in too many words that are no secret.
SHORTEST: Final = 6
HIDDEN: Final = "[hidden]"
# Between the names and the last @, whatever is in it: no reader of addresses takes them all.
_IN_ADDRESS: Final = re.compile(r"://([^:@/]*):(.*)@", re.DOTALL)


class Formatter(logging.Formatter):
    """Writes a line of the log, its traceback included, without the secrets of this process."""

    def format(self, record: logging.LogRecord) -> str:
        return hidden(super().format(record))


def hidden(text: str) -> str:
    """A text without the secrets of this process."""
    for secret in _secrets_of_process():
        text = text.replace(secret, HIDDEN)
    return text


def secrets_of(env: Environment) -> tuple[str, ...]:
    """The texts that must not be seen, longest first: each secret, and the passwords within addresses."""
    found = {text for secret in _texts(env) for text in _forms(secret) if len(text) >= SHORTEST}
    return tuple(sorted(found, key=lambda text: (-len(text), text)))


@cache
def _secrets_of_process() -> tuple[str, ...]:
    return secrets_of(environment())


def _texts(env: Environment) -> Iterator[str]:
    for one in settings():
        value = getattr(env, one.name.lower())
        if one.is_secret and value is not None and one.name.lower() in env.model_fields_set:
            yield value.get_secret_value()
    yield from env.fernet_keys


def _forms(secret: str) -> Iterator[str]:
    yield from (secret, quote(secret, safe=""))
    yield from _asked_of_libpq(secret)
    if found := _IN_ADDRESS.search(secret):
        user, password = map(unquote, found.groups())
        yield from (found[2], password, quote(password, safe=""))
        # How a mail client says it: AUTH PLAIN, AUTH LOGIN.
        yield from (_base64(f"\0{user}\0{password}"), _base64(password))


def _asked_of_libpq(address: str) -> Iterator[str]:
    """The passwords of an address that has them elsewhere than before the @."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        parts = conninfo_to_dict(address) if "password" in address else {}
    except (ProgrammingError, ValueError):  # of something else than a database
        return
    for name in parts.keys() & {"password", "sslpassword"}:
        yield from (str(parts[name]), quote(str(parts[name]), safe=""))


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode("ascii")
