"""What is said of a setting beside its name and its type."""

from dataclasses import dataclass

from ..words import DEPLOYED, App, Stage


@dataclass(frozen=True, slots=True)
class About:
    """What the type of a setting does not say: for people, and for the rules.

    `apps` may have it, `always` are the apps that cannot start without it, and with `in_production` all of `apps`
    cannot start without it there. Where `is_kept_from_others`, every other deployable refuses to hold it.
    """

    says: str
    example: str
    fix: str = ""
    apps: frozenset[App] = DEPLOYED
    always: frozenset[App] = frozenset()
    in_production: bool = False
    is_kept_from_others: bool = False

    def is_required(self, app: App, stage: Stage) -> bool:
        """Whether a process of this app cannot start without it."""
        return app in self.always or (
            self.in_production
            and stage is Stage.PRODUCTION
            and (app in self.apps or app is App.ALL)
        )
