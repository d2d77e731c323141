"""Starts children in order, keeps them running, stops them in reverse order; knows no product."""

from totalaudio_ops.processes.child import Child, Identity, Spec
from totalaudio_ops.processes.outcomes import Event, StartFailed, Stopped
from totalaudio_ops.processes.supervisor import Supervisor

__all__ = ["Child", "Event", "Identity", "Spec", "StartFailed", "Stopped", "Supervisor"]
