"""The deployables that are measured and shown, by the names under which they are deployed."""

from enum import StrEnum


class Deployable(StrEnum):
    """The three web apps, and the worker."""

    INTEL = "audio-intel"
    TRACKER = "tracker"
    PITCH = "pitch-generator"
    WORKER = "worker"

    @property
    def label(self) -> str:
        """Its name on pages."""
        return _LABELS[self]


WEB_APPS = (Deployable.INTEL, Deployable.TRACKER, Deployable.PITCH)
_LABELS = {
    Deployable.INTEL: "Audio Intel",
    Deployable.TRACKER: "Tracker",
    Deployable.PITCH: "Pitch Generator",
    Deployable.WORKER: "Worker",
}
