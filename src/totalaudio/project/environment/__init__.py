"""What a process is told from outside: typed settings, checked together, reported without values."""

from .faults import EnvironmentProblem, Fault
from .fields import Environment
from .fields.fixes import DEVELOPMENT_KEY
from .reading import environment, is_development, is_production, is_test, refuse_wrong_settings
from .words import App, Stage

__all__ = [
    "DEVELOPMENT_KEY",
    "App",
    "Environment",
    "EnvironmentProblem",
    "Fault",
    "Stage",
    "environment",
    "is_development",
    "is_production",
    "is_test",
    "refuse_wrong_settings",
]
