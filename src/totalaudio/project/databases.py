"""Django's database settings from libpq addresses."""

from typing import Any

from psycopg.conninfo import conninfo_to_dict

_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def database(url: str) -> dict[str, Any]:
    """The settings for a libpq address; what Django has no name for is passed on to libpq."""
    parts = conninfo_to_dict(url)
    named = {_NAMES[key]: str(value) for key, value in parts.items() if key in _NAMES}
    options = {key: value for key, value in parts.items() if key not in _NAMES}
    return {
        "ENGINE": "django.db.backends.postgresql",
        # A server that was restarted under us answers the next request without an error.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
        **named,
    }
