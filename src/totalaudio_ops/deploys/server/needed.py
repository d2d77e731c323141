"""Which releases must not be thrown away."""

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.server.colours import Colour
from totalaudio_ops.deploys.server.site import Site
from totalaudio_ops.deploys.server.state import State, read_state


def needed_releases(site: Site) -> frozenset[str]:
    """What any place of any app holds, and what each app served before."""
    states = [
        read_state(site, environment, app)
        for environment in site.environments
        for app in Deployable
    ]
    return frozenset(name for state in states for name in _of(state))


def _of(state: State) -> tuple[str, ...]:
    held = tuple(slot.release for colour in Colour if (slot := state.slot(colour)))
    return (*held, *state.kept[-2:])
