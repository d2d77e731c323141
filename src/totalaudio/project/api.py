"""The REST API, composed from what each product of this process offers."""

from collections.abc import Iterator
from typing import Final

from django.urls import URLPattern
from ninja import NinjaAPI, Router

from totalaudio import __version__
from totalaudio.core.api.building import new_api
from totalaudio.core.lib.access import BY_KEY, EVERYBODY, allow
from totalaudio.project.environment import App

DESCRIPTION: Final = """
Everything happens in the workspace of the key, as the person who made it, within the scopes of the key.

- Send the key as `Authorization: Bearer tap_key_…`. Keys are made in the workspace's settings and shown once.
- Lists come in pages: `limit` rows, and `next` is the `after` of the page that follows.
- Send an `Idempotency-Key` with a POST, and sending it again within a day does nothing twice.
- Errors are problem details (RFC 9457); the last part of `type` is their stable name.
- `RateLimit` says how many requests are left in the minute; after 429 wait for `Retry-After` seconds.
"""


def routers(app: App) -> Iterator[tuple[str, Router]]:
    """The routers of a deployable, with their places."""
    if app in {App.ALL, App.INTEL}:
        from totalaudio.intel.enrichment.api import router as runs
        from totalaudio.intel.imports.api import router as imports
        from totalaudio.intel.lists.api import router as lists
        from totalaudio.intel.search.api import router as contacts

        yield from (("/contacts", contacts), ("/lists", lists))
        yield from (("/imports", imports), ("/runs", runs))
    if app in {App.ALL, App.TRACKER}:
        from totalaudio.tracker.board.api import router as targets
        from totalaudio.tracker.campaigns.api import router as campaigns

        yield from (("/campaigns", campaigns), ("/targets", targets))
    if app in {App.ALL, App.PITCH}:
        from totalaudio.pitch.drafts.api import router as pitches

        yield ("/pitches", pitches)


def build(app: App) -> NinjaAPI:
    """The API of a deployable."""
    api = new_api(title="Total Audio Platform", version=__version__, description=DESCRIPTION)
    for place, router in routers(app):
        api.add_router(place, router)
    return api


def routes(app: App) -> tuple[list[URLPattern], str, str]:
    """Its routes, each declared: by key, but for the description, which everybody may read."""
    found, name, namespace = build(app).urls
    patterns = [one for one in found if isinstance(one, URLPattern)]
    kept = [one for one in patterns if one.name != "api-root"]  # which answers 404 to all
    for one in kept:
        one.callback = allow(EVERYBODY if one.name == "openapi-json" else BY_KEY)(one.callback)
    return kept, name, namespace
