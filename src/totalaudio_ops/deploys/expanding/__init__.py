"""Refuses migrations that the release before could not live with: it serves while they run, and after a rollback."""

from totalaudio_ops.deploys.expanding.linting import lint
from totalaudio_ops.deploys.expanding.scripts import Finding, Report, Script

__all__ = ["Finding", "Report", "Script", "lint"]
