"""All flags as rows, for programs and for people."""

from totalaudio.core.flags import current, queries
from totalaudio.core.flags.deciding import compiled
from totalaudio.core.flags.declarations import FLAGS
from totalaudio.core.flags.models import StoredOverride
from totalaudio.core.flags.names import FlagName
from totalaudio.project.cli.flags_arguments import SYSTEM, snapshot


def rows() -> list[dict[str, object]]:
    """Every flag with its declaration, how it stands for everybody, and its overrides."""
    deciders = compiled(FLAGS, current.place(), snapshot())
    overrides = queries.overrides(using=SYSTEM)
    found: list[dict[str, object]] = []
    for flag in FLAGS:
        decision = deciders[flag.name](None, None)
        found.append(
            {
                "name": flag.name,
                "description": flag.description,
                "owner": flag.owner,
                "on": decision.value,
                "reason": decision.reason,
                "rollout": flag.rollout,
                "environments": sorted(flag.environments),
                "built": flag.is_built,
                "remove_by": flag.remove_by.isoformat(),
                "overrides": [_row(each) for each in overrides if each.flag == flag.name],
            }
        )
    return found


def gone() -> list[str]:
    """The names that overrides have and no declaration."""
    names = StoredOverride.objects.using(SYSTEM).values_list("flag", flat=True)
    return sorted(set(names) - set(FlagName))


def _row(override: queries.ShownOverride) -> dict[str, object]:
    return {
        "scope": override.scope,
        "for": override.for_whom,
        "subject": str(override.subject) if override.subject else None,
        "value": override.value,
        "reason": override.reason,
        "by": override.by,
        "made_at": override.made_at.isoformat(),
        "expires_at": override.expires_at.isoformat() if override.expires_at else None,
        "ended": override.has_ended,
    }


def show(rows: list[dict[str, object]]) -> None:
    """Print the rows as a table."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in ("flag", "everybody", "because of", "overrides"):
        table.add_column(heading)
    for row in rows:
        overrides = row["overrides"]
        number = len(overrides) if isinstance(overrides, list) else 0
        state = "on" if row["on"] else "off"
        reason = str(row["reason"]).replace("-", " ")
        table.add_row(str(row["name"]), state, reason, str(number or ""))
    Console().print(table)
