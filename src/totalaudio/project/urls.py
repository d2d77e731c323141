"""The routes of the app that this process is."""

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
_PRODUCTS: dict[App, list[URLPattern | URLResolver]] = {
    App.INTEL: [
        path("intel/", include("totalaudio.intel.urls")),
        path("intel/contacts/", include("totalaudio.intel.search.urls")),
        path("intel/imports/", include("totalaudio.intel.imports.urls")),
        path("intel/runs/", include("totalaudio.intel.enrichment.urls")),
        path("intel/exports/", include("totalaudio.intel.exports.urls")),
        path("intel/lists/", include("totalaudio.intel.lists.urls")),
    ],
    App.TRACKER: [
        path("tracker/", include("totalaudio.tracker.urls")),
        path("tracker/campaigns/", include("totalaudio.tracker.campaigns.urls")),
        path("tracker/board/", include("totalaudio.tracker.board.urls")),
        path("tracker/today/", include("totalaudio.tracker.today.urls")),
        path("tracker/numbers/", include("totalaudio.tracker.numbers.urls")),
        path("tracker/reports/", include("totalaudio.tracker.reports.urls")),
    ],
    App.PITCH: [
        path("pitch/", include("totalaudio.pitch.urls")),
        path("pitch/", include("totalaudio.pitch.drafts.urls")),
        path("pitch/mailboxes/", include("totalaudio.pitch.mailboxes.urls")),
        path("pitch/sends/", include("totalaudio.pitch.sends.urls")),
        path("pitch/replies/", include("totalaudio.pitch.replies.urls")),
        path("pitch/compliance/", include("totalaudio.pitch.compliance.urls")),
    ],
    App.WORKER: [],
}


def _routes(app: App) -> list[URLPattern | URLResolver]:
    wanted = _PRODUCTS if app is App.ALL else [app]
    return [*_SHARED, *(route for product in wanted for route in _PRODUCTS[product])]


urlpatterns = _routes(environment().app)

handler400 = "totalaudio.core.web.errors.unreadable"
handler403 = "totalaudio.core.web.errors.forbidden"
handler404 = "totalaudio.core.web.errors.not_found"
handler429 = "totalaudio.core.web.errors.too_many"
handler500 = "totalaudio.core.web.errors.broken"
