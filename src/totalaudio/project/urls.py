"""The routes of the app that this process is."""

from typing import Final

from django.urls import URLPattern, URLResolver, include, path

from totalaudio.project import api
from totalaudio.project.environment import App, environment

_SHARED: list[URLPattern | URLResolver] = [
    path("", include("totalaudio.core.web.urls")),
    path("accounts/", include("totalaudio.core.accounts.signing.urls")),
    path("people/", include("totalaudio.core.accounts.people.urls")),
    path("workspaces/event-keys/", include("totalaudio.core.metrics.ingest.key_urls")),
    path("workspaces/api-keys/", include("totalaudio.core.accounts.keys.urls")),
    path("workspaces/", include("totalaudio.core.accounts.workspaces.urls")),
    path("api/v1/", include("totalaudio.core.metrics.ingest.urls")),
    path("api/v1/", api.routes(environment().app)),
    path("billing/", include("totalaudio.core.billing.payments.urls")),
    path("operator/flags/", include("totalaudio.core.flags.urls")),
    path("operator/revenue/", include("totalaudio.core.billing.payments.operator_urls")),
    path("api/stripe/", include("totalaudio.core.billing.payments.hook_urls")),
    path("ui/", include("totalaudio.core.ui.urls")),
]
# By name: a process imports its own product, so that nothing in another one can keep it from starting.
_PRODUCTS: Final[dict[App, list[tuple[str, str]]]] = {
    App.INTEL: [
        ("intel/", "totalaudio.intel.urls"),
        ("intel/contacts/", "totalaudio.intel.search.urls"),
        ("intel/imports/", "totalaudio.intel.imports.urls"),
        ("intel/runs/", "totalaudio.intel.enrichment.urls"),
        ("intel/exports/", "totalaudio.intel.exports.urls"),
        ("intel/lists/", "totalaudio.intel.lists.urls"),
    ],
    App.TRACKER: [
        ("tracker/", "totalaudio.tracker.urls"),
        ("tracker/campaigns/", "totalaudio.tracker.campaigns.urls"),
        ("tracker/board/", "totalaudio.tracker.board.urls"),
        ("tracker/today/", "totalaudio.tracker.today.urls"),
        ("tracker/numbers/", "totalaudio.tracker.numbers.urls"),
        ("tracker/reports/", "totalaudio.tracker.reports.urls"),
    ],
    App.PITCH: [
        ("pitch/", "totalaudio.pitch.urls"),
        ("pitch/", "totalaudio.pitch.drafts.urls"),
        ("pitch/mailboxes/", "totalaudio.pitch.mailboxes.urls"),
        ("pitch/sends/", "totalaudio.pitch.sends.urls"),
        ("pitch/replies/", "totalaudio.pitch.replies.urls"),
        ("pitch/compliance/", "totalaudio.pitch.compliance.urls"),
    ],
    App.WORKER: [],
}


def _routes(app: App) -> list[URLPattern | URLResolver]:
    wanted = _PRODUCTS if app is App.ALL else [app]
    own = [one for product in wanted for one in _PRODUCTS[product]]
    return [*_SHARED, *(path(place, include(name)) for place, name in own)]


urlpatterns = _routes(environment().app)

handler400 = "totalaudio.core.web.errors.unreadable"
handler403 = "totalaudio.core.web.errors.forbidden"
handler404 = "totalaudio.core.web.errors.not_found"
handler429 = "totalaudio.core.web.errors.too_many"
handler500 = "totalaudio.core.web.errors.broken"
