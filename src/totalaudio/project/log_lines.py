"""The log: in production one JSON object on each line, without secrets, with the id of its request."""

import json
import logging
from datetime import UTC, datetime
from typing import Final

from totalaudio.core.web.counting import ids

from .environment.hiding import Formatter, hidden

# What a line may carry beside its words; others in `extra` are not for this log.
_CARRIED: Final = ("route", "status", "duration_ms", "app")


class JsonLines(Formatter):
    """Writes a record as an object: time, level, logger, message and traceback, request_id, and figures."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, however many the message has."""
        told: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": super().format(record),
        }
        if request_id := getattr(record, "request_id", None) or ids.current.get():
            told["request_id"] = request_id
        for name in _CARRIED:
            if hasattr(record, name):
                value = getattr(record, name)
                told[name] = hidden(value) if isinstance(value, str) else value
        return json.dumps(told, ensure_ascii=False, default=lambda one: hidden(str(one)))


class RouteOnly(logging.Filter):
    """Takes the address out of what Django says of a request: it may hold a key. Its route says enough.

    A refusal is no mistake of ours, so it has no traceback.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line through, changed."""
        request = getattr(record, "request", None)
        path = getattr(request, "path", None)
        if path and isinstance(record.args, tuple):
            match = getattr(request, "resolver_match", None)
            route = f"/{match.route}" if match else "no route"
            record.args = tuple(route if one == path else one for one in record.args)
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = record.exc_text = None
        return True


def logging_of(*, is_production: bool) -> dict[str, object]:
    """How a process logs: everything on stderr."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "text": {"()": "totalaudio.project.environment.hiding.Formatter"},
            "json": {"()": "totalaudio.project.log_lines.JsonLines"},
        },
        "filters": {"route": {"()": "totalaudio.project.log_lines.RouteOnly"}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "filters": ["route"],
                "formatter": "json" if is_production else "text",
            }
        },
        # Whoever asks by a wrong name is answered 400; anybody can, and it would fill the log.
        "loggers": {
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            # A line for each request.
            "totalaudio.requests": {"level": "INFO" if is_production else "WARNING"},
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
    }
