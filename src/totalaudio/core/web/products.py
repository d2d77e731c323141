"""Which product a page belongs to."""

from totalaudio.core.metrics.names import AppName

_APPS = {"intel": AppName.INTEL, "tracker": AppName.TRACKER, "pitch": AppName.PITCH}


def product_at(path: str) -> AppName:
    """The product of a path or a route, by its first word; `core` for what belongs to none."""
    return _APPS.get(path.removeprefix("/").partition("/")[0], AppName.CORE)
