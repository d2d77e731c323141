"""Asks the database, as a process of an app would, who we are there."""

import os
import warnings
from collections.abc import Mapping

from totalaudio.project.environment import App, Environment, Fault, Stage


def faults_of_roles(app: App, stage: Stage, variables: Mapping[str, str]) -> list[Fault]:
    """What the database says against the roles of these settings; this process takes the settings over."""
    _take_over(dict(variables) | {"app": app, "environment": stage})
    import django

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        django.setup()
    from totalaudio.project.walls import WEB, WORKER, problems_of

    return problems_of(WORKER if app is App.WORKER else WEB)


def _take_over(variables: Mapping[str, str]) -> None:
    for name in [name for name in os.environ if name.lower() in Environment.model_fields]:
        del os.environ[name]
    for name in Environment.model_fields.keys() & variables.keys():
        os.environ[name.upper()] = variables[name]
    os.environ["DJANGO_SETTINGS_MODULE"] = "totalaudio.project.settings"
