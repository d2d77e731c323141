"""Which deployment of Vercel's belongs to an order: found by what was written on it when it was made."""

from collections.abc import Sequence
from typing import Final

from totalaudio_ops.deploys.steps import Kind, Order

from .answers import OVER, Deployment

ORDER: Final = "totalaudioOrder"
COMMIT: Final = "totalaudioCommit"
APP: Final = "totalaudioApp"


def marks_of(order: Order) -> dict[str, str]:
    """What is written on the deployment of an order."""
    return {ORDER: order.id, COMMIT: order.commit, APP: str(order.app)}


def found(deployments: Sequence[Deployment], order: Order) -> Deployment | None:
    """The order's own deployment; to go back, the newest of the commit that is ready.

    A new order for the same commit builds anew: settings of the project take effect with a build.
    """
    alive = [one for one in deployments if one.ready_state not in OVER]
    own = next((one for one in alive if one.meta.get(ORDER) == order.id), None)
    if own is not None or order.kind is not Kind.ROLLBACK:
        return own
    return next((one for one in alive if one.is_ready and _is_of(one, order)), None)


def before(deployments: Sequence[Deployment], current: str) -> Deployment | None:
    """The newest other deployment that people have reached."""
    return next(
        (one for one in deployments if one.key != current and one.is_ready and one.has_served), None
    )


def release_of(deployment: Deployment) -> str | None:
    """The release that it is, None when it was not made by us."""
    commit = deployment.meta.get(COMMIT)
    return commit[:12] if commit else None


def _is_of(deployment: Deployment, order: Order) -> bool:
    return deployment.meta.get(COMMIT) == order.commit
