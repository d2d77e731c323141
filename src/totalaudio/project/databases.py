"""Django's database settings from libpq addresses."""

from typing import Any, Final

from psycopg.conninfo import conninfo_to_dict

_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
# A server that is gone without a word is noticed soon, not when the system gives up hours later.
_PATIENCE: Final = {
    "connect_timeout": "10",
    "keepalives_idle": "15",
    "keepalives_interval": "5",
    "keepalives_count": "3",
}
# What of an address is a length of time, and no secret when it is a number.
TIMES: Final = frozenset({*_PATIENCE, "tcp_user_timeout"})
# People do not wait for long; a worker rather waits than loses what it has in hand.
SERVING_SECONDS, WORKING_SECONDS = 10, 30


def database(url: str, silent_seconds: int = SERVING_SECONDS) -> dict[str, Any]:
    """The settings for a libpq address; what Django has no name for is passed on to libpq, and wins over our own.

    A connection on which nothing arrives for `silent_seconds`, though something was sent, is given up.
    """
    parts = conninfo_to_dict(url)
    named = {_NAMES[key]: str(value) for key, value in parts.items() if key in _NAMES}
    options = {key: value for key, value in parts.items() if key not in _NAMES}
    return {
        "ENGINE": "django.db.backends.postgresql",
        # A server that was restarted under us answers the next request without an error.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": _PATIENCE | {"tcp_user_timeout": f"{silent_seconds}000"} | options,
        **named,
    }
