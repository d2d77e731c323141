"""What tests of a site ask and do in several places."""

from tests.support.sites import Tried

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.steps import Environment, Order
from totalaudio_ops.deploys.targets import Serving

PRODUCTION, TRACKER = Environment.PRODUCTION, Deployable.TRACKER


def serving(site: Tried) -> Serving:
    """What people reach of Tracker in production."""
    return site.server.serving(TRACKER, PRODUCTION)


def begin(site: Tried, order: Order) -> None:
    """Up to the switch."""
    for step in (site.server.build, site.server.migrate, site.server.start, site.server.switch):
        step(order)
