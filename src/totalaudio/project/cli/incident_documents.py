"""Tables of INCIDENTS.md, made from what the code declares."""

from totalaudio.project.cli.tables import table
from totalaudio_ops.incidents.levels import ABOUT
from totalaudio_ops.incidents.measuring import MEASURES
from totalaudio_ops.incidents.templates import TEMPLATES
from totalaudio_ops.notifying.queueing import TOLD


def levels() -> list[str]:
    """The levels with their promises."""
    rows = [
        (level.value, about.meaning, about.example, about.response, about.updates)
        for level, about in ABOUT.items()
    ]
    return table(("level", "means", "for example", "respond within", "updates"), *rows)


def measures() -> list[str]:
    """The measures with their definitions."""
    return table(
        ("measure", "key", "from when to when"),
        *((one.name, f"`{one.key}`", one.definition) for one in MEASURES),
    )


def notices() -> list[str]:
    """The notices that can be rendered."""
    return table(("name", "for"), *((f"`{name}`", title) for name, (title, _) in TEMPLATES.items()))


def events() -> list[str]:
    """What people are told of."""
    return table(("event", "told as"), *((f"`{kind}`", words) for kind, words in TOLD.items()))
